"""Pages for coordinators: what waits, proposals to review, rounds, hosts, rooms, youths, files."""
