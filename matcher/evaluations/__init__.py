"""Evaluations: after a stay, what the youth and the host say about it, each for themselves."""
