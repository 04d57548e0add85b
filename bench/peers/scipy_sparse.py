"""SciPy ``min_weight_full_bipartite_matching`` (the sparse LAPJVsp of Jonker and Volgenant, 1987).

It only finds full matchings and forbids cost zero. Every bed therefore gets a dummy youth of its
own, at the cost of staying empty, and all costs are raised by one more than the largest weight:
every bed is matched to something, so that adds the same to every answer.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from bench.arrays import Arrays, Ints, beds, one_cost

TITLE = "SciPy sparse matching"
GROUP = "exact"


def choose(arrays: Arrays, tiers: tuple[str, ...], seconds: float) -> Ints:
    # Path lengths are sums of a few costs in doubles, which hold whole numbers up to 2**53.
    weight = one_cost(arrays, tiers, 2**50)
    youth, bed, pair = beds(arrays)
    number = int(bed.max(initial=-1)) + 1
    level = int(weight.max(initial=0)) + 1
    dummy = np.arange(number)
    row = np.concatenate([bed, dummy])
    column = np.concatenate([youth, arrays.number_of_youths + dummy])
    cost = np.concatenate([level - weight[pair], np.full(number, level)]).astype(float)
    shape = (number, arrays.number_of_youths + number)
    chosen_bed, chosen_youth = min_weight_full_bipartite_matching(
        csr_array((cost, (row, column)), shape=shape)
    )
    partner = np.full(number, -1)
    partner[chosen_bed] = chosen_youth
    return pair[partner[bed] == youth]
