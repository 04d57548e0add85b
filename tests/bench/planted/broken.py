"""Stops halfway."""

TITLE = "broken"
GROUP = "rule"


def choose(arrays, tiers, seconds):
    raise ValueError("the planted fault")
