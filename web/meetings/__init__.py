"""The case meeting: its agenda on screen, decisions, and minutes."""
