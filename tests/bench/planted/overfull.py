"""Gives every room to everybody."""

import numpy as np

TITLE = "overfull"
GROUP = "exact"


def choose(arrays, tiers, seconds):
    return np.arange(arrays.number_of_pairs)
