"""networkx ``network_simplex``: the network simplex method in plain Python, all tiers in one cost.

Kiraly and Kovacs (2012), "Efficient implementations of minimum-cost flow algorithms".
"""

from __future__ import annotations

import networkx  # type: ignore[import-untyped,unused-ignore]
import numpy as np

from bench.arrays import Arrays, Ints, one_cost

TITLE = "networkx network simplex"
GROUP = "exact"


def choose(arrays: Arrays, tiers: tuple[str, ...], seconds: float) -> Ints:
    # Python's whole numbers have no largest one.
    cost = (-one_cost(arrays, tiers, 2**62)).tolist()
    youths = arrays.number_of_youths
    sink = youths + arrays.number_of_rooms
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(youths), demand=-1)
    graph.add_node(sink, demand=youths)
    head = (youths + arrays.room).tolist()
    graph.add_edges_from(
        (youth, room, {"weight": w, "capacity": 1})
        for youth, room, w in zip(arrays.youth.tolist(), head, cost, strict=True)
    )
    graph.add_edges_from((youth, sink, {"weight": 0, "capacity": 1}) for youth in range(youths))
    graph.add_edges_from(
        (youths + room, sink, {"weight": 0, "capacity": beds})
        for room, beds in enumerate(arrays.capacity.tolist())
    )
    flow = networkx.network_simplex(graph)[1]
    used = [flow[y][r] > 0 for y, r in zip(arrays.youth.tolist(), head, strict=True)]
    return np.flatnonzero(used)
