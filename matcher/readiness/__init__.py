"""Who and what can be matched now, and if not: what stands in the way and who can take it away.

``obstacles`` is the list (data), ``conditions`` says in SQL which obstacles stop a round (the
snapshot of a round asks the same), ``rules`` turns facts into obstacles, ``service`` reads.
"""
