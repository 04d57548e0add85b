"""Never answers."""

import time

TITLE = "sleeper"
GROUP = "exact"


def choose(arrays, tiers, seconds):
    time.sleep(600)
