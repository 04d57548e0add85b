"""First come, first served: in turn, every youth takes the free room that fits best.

This is how most rooms are given out where there is a waiting list. The instances have no date of
registration; the lottery numbers stand for it.
"""

from __future__ import annotations

import numpy as np

from bench.arrays import Arrays, Ints
from bench.taking import take

TITLE = "first come, first served"
GROUP = "rule"


def choose(arrays: Arrays, tiers: tuple[str, ...], seconds: float) -> Ints:
    return take(arrays, np.lexsort((-arrays.nights, -arrays.fit, arrays.turn[arrays.youth])))
