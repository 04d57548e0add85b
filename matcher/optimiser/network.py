"""The network part: the best choice of pairs on a face and its prices, by the compiled kernels.

Every youth with a pair holds one place: a room, the waiting list of its municipality when that has a
limit, or the common waiting list. A contract and a guarantee are bounds on the number that waits:
``n - most <= waiting <= n - least``.
"""

from __future__ import annotations

import numpy as np

from matcher.optimiser.columns import Flags, Ints
from matcher.optimiser.duals import Prices
from matcher.optimiser.kernel import Network, Optimum, optimum
from matcher.optimiser.model import Face, Model


def best(
    model: Model, face: Face, weight: Ints, *, lowest: bool = False
) -> tuple[Flags, Prices] | None:
    """The pairs of a largest total weight on the face (bool per pair), and prices that prove it.

    ``weight``: whole numbers per pair of the face, of either sign. ``lowest``: with the lowest
    prices of rooms, that are exactly what one bed more is worth. None when the bounds cannot be met.
    Raises ``OverflowError`` when a weight does not fit in 32 bits.
    """
    if len(weight) and np.abs(weight).max() >= 2**31:
        raise OverflowError(f"a weight of {np.abs(weight).max()} is too large")
    network = _network(model, face)
    if network is None:
        return None
    found = optimum(network, weight.astype(np.int32), lowest=lowest)
    if found is None:
        return None
    youth, room = model.youth[face.pair], model.room[face.pair]
    return found.holds[youth] == room, _prices(model, face, weight, found)


def best_pairs(model: Model, face: Face, weight: Ints) -> Flags | None:
    """As :func:`best`, without the prices."""
    found = best(model, face, weight)
    return None if found is None else found[0]


def _network(model: Model, face: Face) -> Network | None:
    """Places with their bounds; None when these cannot be met by counting alone."""
    youth, room = model.youth[face.pair], model.room[face.pair]
    pairs = np.bincount(youth, minlength=model.number_of_youths)
    active = pairs > 0
    grouped = active & (model.group_of >= 0)
    size = np.bincount(model.group_of[grouped], minlength=model.number_of_groups)
    fewest, longest = np.maximum(size - face.most, 0), size - face.least
    wanted = np.bincount(room, minlength=model.number_of_rooms)
    if (
        (face.placed & ~active).any()
        or (longest < fewest).any()
        or (wanted < model.capacity)[face.full].any()
    ):
        return None
    rooms, common = model.number_of_rooms, model.number_of_rooms + model.number_of_groups
    waiting = np.where(model.group_of < 0, common, rooms + model.group_of)
    return Network(
        start=np.concatenate([[0], np.cumsum(pairs)]),
        place=room.astype(np.int32),
        waiting=np.where(face.placed, -1, waiting).astype(np.int32),
        least=np.concatenate([np.where(face.full, model.capacity, 0), fewest, [0]]),
        most=np.concatenate([model.capacity, longest, [model.number_of_youths]]),
        rooms=rooms,
    )


def _prices(model: Model, face: Face, weight: Ints, found: Optimum) -> Prices:
    """Prices in the sense of the limits: what a place of a municipality is worth is what waiting costs."""
    room = found.price[: model.number_of_rooms]
    group = -found.price[model.number_of_rooms : -1]
    youth = model.youth[face.pair]
    surplus = found.surplus
    tight = surplus[youth] + room[model.room[face.pair]] == weight
    own = surplus - np.append(group, 0)[model.group_of]
    own[np.bincount(youth, minlength=model.number_of_youths) == 0] = 0
    return Prices(room=room, group=group, youth=own, tight=tight)
