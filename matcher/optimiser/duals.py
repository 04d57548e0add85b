"""Exact prices of rooms and limits from an optimal choice, by shortest paths over the residual network.

With prices ``u`` of rooms and ``a`` of groups, the surplus of youth ``y`` is ``z = max(w - u)`` over
its pairs. Optimality asks ``z = w - u`` for the pair chosen, ``z = a`` for the unplaced, ``z >= a``
for the placed (equality free on a face), ``u >= 0``, and 0 when beds are left. These are difference
constraints in ``(u, -a)``; their least solution is a longest path, found here by Bellman-Ford, one
sweep of whole arrays at a time, in which only the youths whose surplus fell are looked at again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.optimiser.columns import Flags, Ints
from matcher.optimiser.model import Face, Model


@dataclass(frozen=True, eq=False)
class Prices:
    """Prices of one tier on a face: int64 per room, per group, and per youth (its own part).

    ``room`` is what one bed more is worth, ``youth`` what is left to the youth after the price of
    the room and of its municipality's limit. ``tight``: pairs of the face without reduced cost.
    """

    room: Ints
    group: Ints
    youth: Ints
    tight: Flags


def prices(model: Model, face: Face, weight: Ints, chosen: Flags) -> Prices:
    """The prices that prove ``chosen`` (bool per pair of the face) optimal for ``weight``.

    Raises ``ArithmeticError`` when there are none, so when the choice is not optimal.
    """
    search = _Search(model, face, weight, chosen)
    search.run()
    group = _lowest_contracts(model, weight, search)
    surplus = search.surplus(group)
    youth, room = model.youth[face.pair], model.room[face.pair]
    slack = surplus[youth] + search.room[room] - weight
    own = surplus - np.append(group, 0)[model.group_of]
    own[_inactive(model, youth)] = 0
    if (slack < 0).any() or (own[~face.placed] < 0).any():
        raise ArithmeticError("the choice of pairs is not optimal: its prices contradict it")
    return Prices(room=search.room, group=group, youth=own, tight=slack == 0)


def _inactive(model: Model, youth: np.ndarray) -> Flags:
    return np.bincount(youth, minlength=model.number_of_youths) == 0


class _Search:
    """Longest paths from the ground over rooms and groups."""

    def __init__(self, model: Model, face: Face, weight: Ints, chosen: Flags) -> None:
        self.model, self.face, self.weight = model, face, weight
        self.youth, self.to_room = model.youth[face.pair], model.room[face.pair]
        number = model.number_of_youths
        self.count = np.bincount(self.youth, minlength=number)
        self.start = np.concatenate([[0], np.cumsum(self.count)])
        self.home = np.full(number, -1)
        self.home[self.youth[chosen]] = self.to_room[chosen]
        self.gain = np.zeros(number, np.int64)
        self.gain[self.youth[chosen]] = weight[chosen]
        # Below every price that a path of pairs can justify, so a root for parts that hang free.
        largest = int(np.abs(weight).max(initial=0)) + 1
        self.far = largest * (number + model.number_of_rooms + model.number_of_groups + 2)
        self.room = np.where(face.full, -self.far, 0).astype(np.int64)
        self.group = self._first_groups()
        self.is_placed = self.home >= 0
        self.rounds = number + model.number_of_rooms + model.number_of_groups + 2

    def _first_groups(self) -> Ints:
        """Highest price a group can have: 0 unless its contract is reached or its number known."""
        model, face = self.model, self.face
        group = model.group_of[self.home >= 0]
        placed = np.bincount(group[group >= 0], minlength=model.number_of_groups)
        reached = (placed == face.most) | face.settled
        return np.where(reached, self.far, 0).astype(np.int64)

    def surplus(self, group: Ints) -> Ints:
        """What every youth keeps after the price of its room; the unplaced only their limit's."""
        placed = self.gain - np.append(self.room, 0)[self.home]
        return np.where(self.is_placed, placed, np.append(group, 0)[self.model.group_of])

    def run(self) -> None:
        surplus = self.surplus(self.group)
        changed = np.flatnonzero(self.count > 0)
        for _ in range(self.rounds):
            self._raise_rooms(changed, surplus)
            self._lower_groups()
            fresh = self.surplus(self.group)
            changed = np.flatnonzero((fresh < surplus) & (self.count > 0))
            surplus = fresh
            if len(changed) == 0:
                return
        raise ArithmeticError("the choice of pairs is not optimal: prices rise without end")

    def _raise_rooms(self, changed: Ints, surplus: Ints) -> None:
        if 2 * len(changed) > len(self.count):
            candidate = self.weight - surplus[self.youth]
            np.maximum.at(self.room, self.to_room, candidate)
            return
        length = self.count[changed]
        first = np.repeat(self.start[changed] - np.cumsum(length) + length, length)
        at = first + np.arange(length.sum())
        candidate = self.weight[at] - np.repeat(surplus[changed], length)
        np.maximum.at(self.room, self.to_room[at], candidate)

    def _lower_groups(self) -> None:
        """A group's price is at most what its placed youths keep, unless they must be placed."""
        if self.model.number_of_groups == 0:
            return
        bound = self.is_placed & ~self.face.placed & (self.model.group_of >= 0)
        keep = (self.gain - np.append(self.room, 0)[self.home])[bound]
        np.minimum.at(self.group, self.model.group_of[bound], keep)


def _lowest_contracts(model: Model, weight: Ints, search: _Search) -> Ints:
    """Lower each contract's price to what one more place is worth: 0 when nobody waits for it.

    The least solution has the lowest prices of rooms, and with them the highest of contracts.
    """
    group = search.group.copy()
    of = model.group_of[search.youth]
    waiting = ~search.is_placed[search.youth] & (of >= 0)
    worth = np.zeros(model.number_of_groups, np.int64)
    np.maximum.at(worth, of[waiting], (weight - search.room[search.to_room])[waiting])
    return np.where(group > 0, np.clip(worth, 0, np.maximum(group, 0)), group)
