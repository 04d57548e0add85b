"""The same network by OR-Tools: an independent check of the compiled kernels.

Every youth sends one unit, through a pair to a room or straight to the sink when unplaced. Unplaced
youths of a limited municipality leave through one arc, whose bounds are what the contract and the
guarantee leave: ``n - most <= unplaced <= n - least``. Lower bounds are moved into the supplies.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.optimiser.columns import Flags, Ints
from matcher.optimiser.model import Face, Model

# SimpleMinCostFlow scales costs by the number of nodes and keeps potentials in 64 bits.
_LARGEST_SCALED_COST = 2**59


def fits(largest_weight: int, model: Model) -> bool:
    """Whether weights of this size stay exact in 64 bits, scaled by the nodes of the network."""
    nodes = model.number_of_youths + model.number_of_rooms + model.number_of_groups + 2
    return largest_weight * nodes < _LARGEST_SCALED_COST


def best_pairs(model: Model, face: Face, weight: Ints) -> Flags | None:
    """The pairs of a largest total weight on the face (bool per pair), None when there are none.

    ``weight`` is int64 per pair of the face, of either sign. Raises ``OverflowError`` when the
    weights are too large to stay exact.
    """
    from ortools.graph.python import min_cost_flow

    largest = int(np.abs(weight).max(initial=0))
    if not fits(largest, model):
        raise OverflowError(f"a weight of {largest} is too large for an exact solution")
    arcs = _arcs(model, face, weight)
    if arcs is None:
        return None
    flow = min_cost_flow.SimpleMinCostFlow()
    index = flow.add_arcs_with_capacity_and_unit_cost(
        arcs.tail, arcs.head, arcs.capacity, arcs.cost
    )
    flow.set_nodes_supplies(np.arange(len(arcs.supply), dtype=np.int32), arcs.supply)
    status = flow.solve()
    if status in (flow.INFEASIBLE, flow.UNBALANCED):
        return None
    if status != flow.OPTIMAL:
        raise OverflowError(f"the network solver stopped with {status}")
    return np.asarray(flow.flows(index[: len(weight)])) > 0


@dataclass(frozen=True)
class _Arcs:
    tail: np.ndarray
    head: np.ndarray
    capacity: Ints
    cost: Ints
    supply: Ints


def _arcs(model: Model, face: Face, weight: Ints) -> _Arcs | None:
    """Arcs and supplies; None when the bounds cannot be met by counting alone."""
    youth, room = model.youth[face.pair], model.room[face.pair]
    number = model.number_of_youths
    active = np.bincount(youth, minlength=number) > 0
    if (face.placed & ~active).any():
        return None
    sink = number + model.number_of_rooms + model.number_of_groups
    supply = np.zeros(sink + 1, np.int64)
    supply[:number] = active

    # Unplaced youths: to the sink, or through the arc of their municipality.
    out = np.flatnonzero(active & ~face.placed)
    group = model.group_of[out]
    out_head = np.where(group < 0, sink, number + model.number_of_rooms + group)
    size = np.bincount(
        model.group_of[active & (model.group_of >= 0)], minlength=model.number_of_groups
    )
    lowest, highest = np.maximum(size - face.most, 0), size - face.least
    if (highest < lowest).any():
        return None
    group_node = number + model.number_of_rooms + np.arange(model.number_of_groups)
    supply[group_node] = -lowest

    # Rooms: full ones take their capacity, the others at most that.
    loose = np.flatnonzero(~face.full & (model.capacity > 0))
    supply[number + np.flatnonzero(face.full)] = -model.capacity[face.full]
    supply[sink] = -supply.sum()
    if supply[sink] > 0:
        return None
    tail: list[np.ndarray] = [youth, out, number + loose, group_node]
    head: list[np.ndarray] = [
        number + room,
        out_head,
        np.full(len(loose), sink),
        np.full(len(group_node), sink),
    ]
    capacity = [
        np.ones(len(youth) + len(out), np.int64),
        np.minimum(model.capacity[loose], number),
        highest - lowest,
    ]
    rest = len(out) + len(loose) + len(group_node)
    return _Arcs(
        tail=np.concatenate(tail).astype(np.int32),
        head=np.concatenate(head).astype(np.int32),
        capacity=np.concatenate(capacity),
        cost=np.concatenate([-weight, np.zeros(rest, np.int64)]),
        supply=supply,
    )
