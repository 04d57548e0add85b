"""Strictly lexicographic tiers: each is solved on the face where all earlier ones stay best.

A tier is a weight per pair. After it has been solved, its prices say which pairs, rooms, youths and
limits every best solution must use (zero reduced cost; a positive price is saturated), and the next
tier chooses among those only. No tier can take anything from an earlier one, and every weight stays
as small as it is in the input, so that nothing is rounded or overflows.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from matcher.optimiser.columns import Codes, Flags, Ints, picked_from
from matcher.optimiser.duals import Prices, with_lowest_contracts
from matcher.optimiser.lottery import lots
from matcher.optimiser.model import Face, Model
from matcher.optimiser.network import best
from matcher.optimiser.problem import Problem
from matcher.optimiser.result import Parameters, Tier

LOTTERY = "lottery"
METHOD = "auctions and shortest chains of moves, tier by tier on tight pairs"


def weights(problem: Problem, tier: str, seed: int) -> Ints:
    """What a pair counts for in a tier, per pair of the problem (int64). The lottery counts down."""
    return short_weights(problem, tier, seed).astype(np.int64)


def short_weights(problem: Problem, tier: str, seed: int) -> Codes:
    """As :func:`weights`, in half the memory (int32): millions of them are kept while solving."""
    if tier == "priority":
        return problem.youths["priority"].to_numpy(np.int32)[problem.pair_youth]
    if tier == LOTTERY:
        return -lots(problem, seed).astype(np.int32)[problem.pair_youth]
    return problem.pairs[tier].to_numpy(np.int32)


@dataclass
class Ascent:
    """What the tiers found. ``chosen``: pairs of the model; ``first``: prices of the first tier."""

    chosen: Codes
    tiers: list[Tier] = field(default_factory=list)
    prices: list[Prices] = field(default_factory=list)


def climb(
    problem: Problem, model: Model, parameters: Parameters, deadline: float | None
) -> Ascent | None:
    """Solve the tiers one after another and the lottery last; None when there is no solution.

    ``deadline`` (seconds of ``time.monotonic``) is looked at between tiers: the tiers that it cuts
    off keep the value of the solution so far, with a bound that is valid but need not be reached.
    """
    names = (*parameters.tiers, LOTTERY)
    return climb_by(
        lambda name: short_weights(problem, name, parameters.seed), names, model, deadline
    )


def climb_by(
    weight_of: Callable[[str], Codes | Ints],
    names: Sequence[str],
    model: Model,
    deadline: float | None = None,
) -> Ascent | None:
    """As :func:`climb`, for tiers by name; ``weight_of`` gives a weight per pair of the problem."""
    face = Face.whole(model)
    ascent = Ascent(np.zeros(0, np.int32))
    is_proven = True
    for name in names:
        every = weight_of(name)
        booked = int(every[model.fixed].sum())
        weight = picked_from(every, model.pair)
        here = picked_from(weight, face.pair)
        if ascent.tiers and deadline is not None and time.monotonic() > deadline:
            found = Prices(*_loose(model, face, here))
        else:
            answer = _pick(model, face, here, ascent)
            if answer is None:
                return None
            picked, found = answer
            ascent.chosen = face.pair[picked]
        value = booked + int(weight[ascent.chosen].sum())
        bound = booked + price_total(model, face, found)
        sign = -1 if name == LOTTERY else 1
        ascent.tiers.append(Tier(name, sign * value, sign * bound))
        ascent.prices.append(found)
        is_proven &= value == bound
        if is_proven:
            face = face.narrowed(found.tight, found.room, found.youth, found.group)
    return ascent


def _pick(
    model: Model, face: Face, weight: Codes | Ints, ascent: Ascent
) -> tuple[Flags, Prices] | None:
    """The best pairs with their prices; those of the first tier are told, so they are the lowest."""
    if not ascent.tiers:
        answer = best(model, face, weight, lowest=True)
        if answer is None:
            return None
        picked, found = answer
        return picked, with_lowest_contracts(model, face, weight, picked, found)
    if not _matters(model, face, weight):
        # Every youth on the face is placed and has equal weights: the solution so far is best.
        return np.isin(face.pair, ascent.chosen), Prices(*_loose(model, face, weight))
    return best(model, face, weight)


def _matters(model: Model, face: Face, weight: Codes | Ints) -> bool:
    """Whether a choice is left: not when every youth on the face is placed and has equal weights."""
    youth = model.youth[face.pair]
    if not face.placed[youth].all():
        return True
    first = np.flatnonzero(np.diff(youth, prepend=-1) != 0)
    return bool((weight != np.repeat(weight[first], np.diff(first, append=len(youth)))).any())


def _loose(model: Model, face: Face, weight: Codes | Ints) -> tuple[Ints, Ints, Ints, Flags]:
    """Valid prices without any search: rooms and limits free, every youth its best pair."""
    youth = np.full(model.number_of_youths, np.iinfo(np.int64).min)
    np.maximum.at(youth, model.youth[face.pair], weight)
    inactive = youth == np.iinfo(np.int64).min
    youth = np.where(face.placed, youth, np.maximum(youth, 0))
    youth[inactive] = 0
    nothing = np.zeros(model.number_of_rooms, np.int64)
    return nothing, np.zeros(model.number_of_groups, np.int64), youth, np.ones(len(weight), bool)


def price_total(model: Model, face: Face, found: Prices) -> int:
    """The bound that prices prove on a face: every capacity and limit at its price (exact)."""
    limit = np.where(found.group > 0, face.most, face.least)
    return (
        exact_dot(found.room, model.capacity)
        + exact_dot(found.group, limit)
        + exact_dot(found.youth, np.ones(len(found.youth), np.int64))
    )


def exact_dot(left: Ints, right: Ints) -> int:
    """A sum of products that cannot overflow: the price is split in a high and a low part."""
    high, low = left >> 24, left & (2**24 - 1)
    return (int(high @ right) << 24) + int(low @ right)
