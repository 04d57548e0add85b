"""A year of Kamermatch, day by day, through the services that people use and the tick of the clock.

Nobody here is told what comes next: youths, hosts, counsellors and coordinators each do, by chance,
what somebody in their place does with what waits for them; the rest has to happen by itself. Each
day everything is checked: no error, nothing past its limit, nobody and no room twice, and work lists
of a size that a person can work through. ``python -m bench.year --help``.

Who does what is drawn from a stream of its own per person, question, check-in or stay: the same
seed gives the same year, and one more question changes nothing of the others.
"""
