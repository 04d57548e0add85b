"""What the same round would give without an optimiser: a queue, or the best fit first.

Both run on the same pairs and limits as the round, so that the difference is the optimiser's.
Arrays, per pair: ``youth``, ``room`` (positions), ``nights``, ``fit``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.integer]

AT_A_TIME = 50_000


@dataclass(frozen=True, eq=False)
class Market:
    """Pairs as arrays, and what limits them. ``group``: per youth the limited municipality or -1;
    ``room_left``: capacity per room; ``group_left``: places per limited municipality."""

    youth: Ints
    room: Ints
    nights: Ints
    fit: Ints
    room_left: Ints
    group: Ints
    group_left: Ints


@dataclass(frozen=True)
class Outcome:
    """Sums over the pairs that were chosen."""

    placed: int
    nights: int
    priority: int
    fit: int

    @classmethod
    def of(cls, market: Market, chosen: Ints, priority: Ints) -> Outcome:
        """Sum up ``chosen``, positions of pairs; ``priority`` per youth."""
        return cls(
            placed=len(chosen),
            nights=int(market.nights[chosen].sum()),
            priority=int(priority[market.youth[chosen]].sum()),
            fit=int(market.fit[chosen].sum()),
        )


def first_come_first_served(market: Market, turn: Ints) -> Ints:
    """Each youth in order of ``turn`` (a rank per youth) takes the free room with the best fit."""
    return _take(market, np.lexsort((market.room, -market.fit, turn[market.youth])))


def greedy_by_fit(market: Market, turn: Ints) -> Ints:
    """The pair with the best fit of all goes first; ``turn`` (a rank per youth) breaks ties."""
    return _take(market, np.lexsort((market.room, turn[market.youth], -market.fit)))


def _take(market: Market, order: Ints) -> Ints:
    """Go through the pairs in ``order`` and keep each that is still possible; sorted positions.

    Whole stretches are sifted at once by what is already taken: little is left to go through
    one by one, and a million pairs take a fraction of a second.
    """
    waiting = np.ones(len(market.group), dtype=bool)
    room_left = market.room_left.astype(np.int64).copy()
    group_left = np.append(market.group_left.astype(np.int64), np.iinfo(np.int64).max)
    chosen: list[int] = []
    for start in range(0, len(order), AT_A_TIME):
        stretch = order[start : start + AT_A_TIME]
        y, r = market.youth[stretch], market.room[stretch]
        is_open = waiting[y] & (room_left[r] > 0) & (group_left[market.group[y]] > 0)
        for pair in stretch[is_open].tolist():
            youth, room = market.youth[pair], market.room[pair]
            group = market.group[youth]
            if waiting[youth] and room_left[room] > 0 and group_left[group] > 0:
                waiting[youth] = False
                room_left[room] -= 1
                group_left[group] -= 1
                chosen.append(pair)
    return np.sort(np.array(chosen, dtype=np.int64))
