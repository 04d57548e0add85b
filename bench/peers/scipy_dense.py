"""SciPy ``linear_sum_assignment`` on the whole matrix (Crouse, 2016), pairs that are not there at 0.

An answer may use such a cell; it then stands for a youth without a room.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import linear_sum_assignment

from bench.arrays import Arrays, DoesNotFit, Ints, beds, one_cost

TITLE = "SciPy dense assignment"
GROUP = "exact"
_LARGEST_CELLS = 150_000_000


def choose(arrays: Arrays, tiers: tuple[str, ...], seconds: float) -> Ints:
    weight = one_cost(arrays, tiers, 2**50)
    youth, bed, pair = beds(arrays)
    shape = (arrays.number_of_youths, int(bed.max(initial=-1)) + 1)
    if shape[0] * shape[1] > _LARGEST_CELLS:
        raise DoesNotFit(f"a whole matrix takes {shape[0] * shape[1] * 8 / 1e9:.0f} GB")
    matrix = np.zeros(shape)
    matrix[youth, bed] = weight[pair]
    chosen_youth, chosen_bed = linear_sum_assignment(matrix, maximize=True)
    partner = np.full(shape[0], -1)
    partner[chosen_youth] = chosen_bed
    return pair[partner[youth] == bed]
