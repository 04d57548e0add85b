"""Takes memory, more and more."""

import time

import numpy as np

TITLE = "hoarder"
GROUP = "exact"


def choose(arrays, tiers, seconds):
    kept = []
    while True:
        kept.append(np.ones(2_000_000))
        time.sleep(0.02)
