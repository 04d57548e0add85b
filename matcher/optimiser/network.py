"""The network part: the best choice of pairs on a face and its prices, by the compiled kernels.

Every youth with a pair holds one place: a room, the waiting list of its municipality when that has a
limit, or the common waiting list. A contract and a guarantee are bounds on the number that waits:
``n - most <= waiting <= n - least``.
"""

from __future__ import annotations

import numpy as np

from matcher.machine_code import entry
from matcher.optimiser.columns import Codes, Flags, Ints
from matcher.optimiser.duals import Prices
from matcher.optimiser.kernel import Network, Optimum, optimum
from matcher.optimiser.model import Face, Model


def best(
    model: Model, face: Face, weight: Codes | Ints, *, lowest: bool = False
) -> tuple[Flags, Prices] | None:
    """The pairs of a largest total weight on the face (bool per pair), and prices that prove it.

    ``weight``: whole numbers per pair of the face, of either sign. ``lowest``: with the lowest
    prices of rooms, that are exactly what one bed more is worth. None when the bounds cannot be met.
    Raises ``OverflowError`` when a weight does not fit in 32 bits.
    """
    largest = max(int(weight.max(initial=0)), -int(weight.min(initial=0)))
    if largest >= 2**31:
        raise OverflowError(f"a weight of {largest} is too large")
    number, wanted, place = _counted(model, face.pair)
    network = _network(model, face, number, wanted, place)
    if network is None:
        return None
    weight = weight.astype(np.int32, copy=False)
    found = optimum(network, weight, lowest=lowest)
    if found is None:
        return None
    chosen, tight = _read(model.youth, face.pair, place, weight, found)
    return chosen, _prices(model, number, found, tight)


def best_pairs(model: Model, face: Face, weight: Codes | Ints) -> Flags | None:
    """As :func:`best`, without the prices."""
    found = best(model, face, weight)
    return None if found is None else found[0]


@entry
def _count(
    youth: Codes, room: Codes, pair: Codes, number: Ints, wanted: Ints, place: Codes
) -> None:
    for i in range(len(pair)):
        number[youth[pair[i]]] += 1
        wanted[room[pair[i]]] += 1
        place[i] = room[pair[i]]


def _counted(model: Model, pair: Codes) -> tuple[Ints, Ints, Codes]:
    """Pairs per youth, pairs per room, and the room of each pair."""
    number = np.zeros(model.number_of_youths, np.int64)
    wanted = np.zeros(model.number_of_rooms, np.int64)
    place = np.empty(len(pair), np.int32)
    _count(model.youth, model.room, pair, number, wanted, place)
    return number, wanted, place


def _network(model: Model, face: Face, number: Ints, wanted: Ints, place: Codes) -> Network | None:
    """Places with their bounds; None when these cannot be met by counting alone."""
    active = number > 0
    grouped = active & (model.group_of >= 0)
    size = np.bincount(model.group_of[grouped], minlength=model.number_of_groups)
    fewest, longest = np.maximum(size - face.most, 0), size - face.least
    if (
        (face.placed & ~active).any()
        or (longest < fewest).any()
        or (wanted < model.capacity)[face.full].any()
    ):
        return None
    rooms, common = model.number_of_rooms, model.number_of_rooms + model.number_of_groups
    waiting = np.where(model.group_of < 0, common, rooms + model.group_of)
    return Network(
        start=np.concatenate([[0], np.cumsum(number)]),
        place=place,
        waiting=np.where(face.placed, -1, waiting).astype(np.int32),
        least=np.concatenate([np.where(face.full, model.capacity, 0), fewest, [0]]),
        most=np.concatenate([model.capacity, longest, [model.number_of_youths]]),
        rooms=rooms,
    )


@entry
def _read_off(
    youth: Codes, pair: Codes, place: Codes, weight: Codes,
    holds: Codes, price: Ints, surplus: Ints, chosen: Flags, tight: Flags,
) -> None:  # fmt: skip
    for i in range(len(pair)):
        y, p = youth[pair[i]], place[i]
        chosen[i] = holds[y] == p
        tight[i] = surplus[y] + price[p] == weight[i]


def _read(
    youth: Codes, pair: Codes, place: Codes, weight: Codes, found: Optimum
) -> tuple[Flags, Flags]:
    """Which pairs are held, and which have no reduced cost."""
    chosen, tight = np.empty(len(pair), bool), np.empty(len(pair), bool)
    _read_off(youth, pair, place, weight, found.holds, found.price, found.surplus, chosen, tight)
    return chosen, tight


def _prices(model: Model, number: Ints, found: Optimum, tight: Flags) -> Prices:
    """Prices in the sense of the limits: what a place of a municipality is worth is what waiting costs."""
    room = found.price[: model.number_of_rooms]
    group = -found.price[model.number_of_rooms : -1]
    own = found.surplus - np.append(group, 0)[model.group_of]
    own[number == 0] = 0
    return Prices(room=room, group=group, youth=own, tight=tight)
