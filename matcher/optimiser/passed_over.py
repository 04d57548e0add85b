"""What decided that a youth without a room has none: the nearest exchange with somebody placed.

For each youth without a room and each eligible room, the youth could take the place of one who
lives there (or an empty bed). Compared in the order of the tiers, every such exchange has to lose:
that is what a best assignment is. The tier in which the nearest exchange loses is what decided; a
limit decided where it forbids an exchange that would win.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.optimiser.columns import Codes, Flags, Ints
from matcher.optimiser.exchange_rules import is_allowed
from matcher.optimiser.model import Groups
from matcher.optimiser.problem import Problem
from matcher.optimiser.result import Parameters
from matcher.optimiser.tiers import LOTTERY, weights

PLACED, NO_ROOM, LIMIT = "", "no_room", "limit"
CAUSES = (NO_ROOM, LIMIT, "nights", "priority", "fit", LOTTERY)


@dataclass(frozen=True, eq=False)
class Exchanges:
    """Rows: the youth of eligible pair ``pair`` takes the place of the one in ``other``.

    Both are positions in ``problem.pairs``; ``other`` is -1 for an empty bed.
    """

    pair: Ints
    other: Ints


@dataclass(frozen=True, eq=False)
class PassedOver:
    """``against``: per tier, how many youths could take somebody's place, or an empty bed, and make
    the round better in it: 0 everywhere in an assignment that is proven best.

    ``known``: the cause per youth (position in ``names``) where it does not matter who has the
    place, else -1. ``youth``, ``other``, ``tier``: the exchanges that the limits allow, as positions of youths
    (``other`` is -1 for an empty bed) and of the tier in ``names``.
    """

    against: dict[str, int]
    names: tuple[str, ...]
    known: Ints
    youth: Codes
    other: Codes
    tier: Codes

    def causes(self, value: Ints) -> np.ndarray:
        """What decided for each youth against youths with another value: one of ``CAUSES``, or
        blank for who is placed. Only where no other value is in play, their own count too."""
        found = np.full(len(value), -1, np.int32)
        differs = value[self.youth] != np.append(value, -1)[self.other]
        np.maximum.at(found, self.youth[differs], self.tier[differs])
        alike = ~differs & (found < 0)[self.youth]
        np.maximum.at(found, self.youth[alike], self.tier[alike])
        cause = np.where(self.known >= 0, self.known, found)
        return np.array([*self.names, LIMIT], dtype=object)[cause]


def passed_over(
    problem: Problem, groups: Groups, parameters: Parameters, chosen: Ints
) -> PassedOver:
    """Look at every exchange. ``chosen``: positions of the assigned pairs, sorted."""
    placed = np.zeros(len(problem.youths), bool)
    placed[problem.pair_youth[chosen]] = True
    tiers = (*parameters.tiers, LOTTERY)
    names = (*tiers, PLACED, NO_ROOM, LIMIT)
    rows = _exchanges(problem, placed, chosen)
    tier, gains = _decided(problem, tiers, parameters.seed, rows)
    allowed = is_allowed(problem, groups, chosen, rows.pair, rows.other)
    youth = problem.pair_youth[rows.pair]
    known = np.full(len(problem.youths), -1, np.int64)
    known[youth[~allowed & gains]] = names.index(LIMIT)
    has_room = np.zeros(len(problem.youths), bool)
    has_room[problem.pair_youth[problem.allowed()]] = True
    known[~has_room] = names.index(NO_ROOM)
    known[placed] = names.index(PLACED)
    wrong = allowed & gains
    return PassedOver(
        against={
            name: len(np.unique(youth[wrong & (tier == place)])) for place, name in enumerate(tiers)
        },
        names=names,
        known=known,
        youth=youth[allowed],
        other=np.append(problem.pair_youth, np.int32(-1))[rows.other[allowed]],
        tier=tier[allowed],
    )


def _exchanges(problem: Problem, placed: Flags, chosen: Ints) -> Exchanges:
    """All exchanges, occupants of a room in the order of the assignments, an empty bed last."""
    pair = np.flatnonzero(problem.allowed() & ~placed[problem.pair_youth])
    room = problem.pair_room[pair]
    by_room = chosen[np.argsort(problem.pair_room[chosen], kind="stable")]
    used = np.bincount(problem.pair_room[chosen], minlength=len(problem.rooms))
    has_bed = used < problem.rooms["capacity"].to_numpy(np.int64)
    number = used[room]
    first = np.concatenate([[0], np.cumsum(used)])[room]
    within = np.arange(number.sum()) - np.repeat(np.cumsum(number) - number, number)
    empty = pair[has_bed[room]]
    return Exchanges(
        np.concatenate([np.repeat(pair, number), empty]),
        np.concatenate([by_room[np.repeat(first, number) + within], np.full(len(empty), -1)]),
    )


def _decided(
    problem: Problem, names: tuple[str, ...], seed: int, rows: Exchanges
) -> tuple[Codes, Flags]:
    """Per exchange: the first tier in which it makes a difference, and whether that is a gain."""
    tier = np.full(len(rows.pair), len(names) - 1, np.int32)
    gains = np.zeros(len(rows.pair), bool)
    open_ = np.arange(len(rows.pair))
    for place, name in enumerate(names):
        weight = weights(problem, name, seed)
        here, there = weight[rows.pair[open_]], np.append(weight, 0)[rows.other[open_]]
        differs = here != there
        tier[open_[differs]] = place
        gains[open_[differs]] = (here > there)[differs]
        open_ = open_[~differs]
    return tier, gains
