"""OR-Tools ``SimpleLinearSumAssignment`` (cost scaling by Goldberg and Kennedy, 1995).

It only finds perfect matchings, so the graph is doubled: a mirror of the pairs at cost 0, and an
arc between every youth or bed and its own mirror for who stays without. What is matched in the
graph is matched in the mirror, so that a perfect matching always exists.
"""

from __future__ import annotations

import numpy as np
from ortools.graph.python import linear_sum_assignment

from bench.arrays import Arrays, DoesNotFit, Ints, beds, one_cost

TITLE = "OR-Tools linear assignment"
GROUP = "exact"


def choose(arrays: Arrays, tiers: tuple[str, ...], seconds: float) -> Ints:
    youth, bed, pair = beds(arrays)
    youths, number = arrays.number_of_youths, int(bed.max(initial=-1)) + 1
    weight = one_cost(arrays, tiers, 2**60 // (2 * (youths + number) + 1))
    each_youth, each_bed = np.arange(youths), np.arange(number)
    # Left: youths, then mirrors of beds. Right: beds, then mirrors of youths.
    left = np.concatenate([youth, youths + bed, each_youth, youths + each_bed])
    right = np.concatenate([bed, number + youth, number + each_youth, each_bed])
    cost = np.zeros(len(left), np.int64)
    cost[: len(pair)] = -weight[pair]
    solver = linear_sum_assignment.SimpleLinearSumAssignment()
    solver.add_arcs_with_cost(left.astype(np.int32), right.astype(np.int32), cost)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise DoesNotFit(f"stopped: {status.name.lower().replace('_', ' ')}")
    partner = np.fromiter(map(solver.right_mate, range(youths)), np.int64, youths)
    return pair[partner[youth] == bed]
