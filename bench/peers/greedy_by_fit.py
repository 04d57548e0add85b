"""The best fit first: what a coordinator with a sorted list of pairs does."""

from __future__ import annotations

import numpy as np

from bench.arrays import Arrays, Ints
from bench.taking import take

TITLE = "greedy by fit"
GROUP = "rule"


def choose(arrays: Arrays, tiers: tuple[str, ...], seconds: float) -> Ints:
    return take(arrays, np.lexsort((-arrays.nights, -arrays.fit)))
