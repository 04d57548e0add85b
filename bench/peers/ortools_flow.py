"""OR-Tools ``SimpleMinCostFlow`` used directly, with all tiers in one cost.

Cost scaling by Goldberg (1997), "An efficient implementation of a scaling minimum-cost flow
algorithm". Every youth sends one unit through a pair to a room, or straight to the sink.
"""

from __future__ import annotations

import numpy as np
from ortools.graph.python import min_cost_flow

from bench.arrays import Arrays, DoesNotFit, Ints, one_cost

TITLE = "OR-Tools min-cost flow"
GROUP = "exact"


def choose(arrays: Arrays, tiers: tuple[str, ...], seconds: float) -> Ints:
    youths, rooms = arrays.number_of_youths, arrays.number_of_rooms
    sink = youths + rooms
    # Costs are scaled by the number of nodes, and potentials add up costs, in 64 bits.
    cost = -one_cost(arrays, tiers, 2**60 // (sink + 1))
    pairs = len(cost)
    each, room = np.arange(youths), np.arange(rooms)
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([arrays.youth, each, youths + room]).astype(np.int32),
        np.concatenate([youths + arrays.room, np.full(youths + rooms, sink)]).astype(np.int32),
        np.concatenate([np.ones(pairs + youths, np.int64), np.minimum(arrays.capacity, youths)]),
        np.concatenate([cost, np.zeros(youths + rooms, np.int64)]),
    )
    supply = np.zeros(sink + 1, np.int64)
    supply[:youths], supply[sink] = 1, -youths
    flow.set_nodes_supplies(np.arange(sink + 1, dtype=np.int32), supply)
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise DoesNotFit(f"stopped: {status.name.lower().replace('_', ' ')}")
    return np.flatnonzero(np.asarray(flow.flows(np.arange(pairs, dtype=np.int32))))
