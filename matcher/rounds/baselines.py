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
class Ceiling:
    """Limits of one kind: ``group``: per youth the limited municipality, or care organisation, or
    -1 for none; ``left``: places per group."""

    group: Ints
    left: Ints


@dataclass(frozen=True, eq=False)
class Market:
    """Pairs as arrays, and what limits them. ``room_left``: capacity per room; ``number_of_youths``
    counts those without a pair too; ``ceilings``: every youth who is placed takes a place of each.
    """

    youth: Ints
    room: Ints
    nights: Ints
    fit: Ints
    room_left: Ints
    number_of_youths: int
    ceilings: tuple[Ceiling, ...] = ()


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
    waiting = np.ones(market.number_of_youths, dtype=bool)
    room_left = market.room_left.astype(np.int64).copy()
    # The last place of `left` is that of the youths whom this kind does not limit.
    boundless = np.iinfo(np.int64).max
    groups = [one.group for one in market.ceilings]
    lefts = [np.append(one.left.astype(np.int64), boundless) for one in market.ceilings]
    limits = list(zip(groups, lefts, strict=True))
    chosen: list[int] = []
    for start in range(0, len(order), AT_A_TIME):
        stretch = order[start : start + AT_A_TIME]
        y, r = market.youth[stretch], market.room[stretch]
        is_open = waiting[y] & (room_left[r] > 0)
        for group, left in limits:
            is_open &= left[group[y]] > 0
        for pair in stretch[is_open].tolist():
            youth, room = market.youth[pair], market.room[pair]
            if not waiting[youth] or room_left[room] <= 0:
                continue
            if any(left[group[youth]] <= 0 for group, left in limits):
                continue
            waiting[youth] = False
            room_left[room] -= 1
            for group, left in limits:
                left[group[youth]] -= 1
            chosen.append(pair)
    return np.sort(np.array(chosen, dtype=np.int64))
