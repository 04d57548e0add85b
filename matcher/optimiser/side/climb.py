"""Tier by tier with side limits: prices bound every tier, a search closes what they leave open."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field, replace

import numpy as np

from matcher.optimiser.columns import Flags, Ints
from matcher.optimiser.model import Groups
from matcher.optimiser.problem import Problem
from matcher.optimiser.result import Certificate, Parameters, Tier
from matcher.optimiser.side.exact import Found, relaxed_prices, search, tightest
from matcher.optimiser.side.program import Program, program, satisfied
from matcher.optimiser.side.proof import Bound, Field, narrowed
from matcher.optimiser.side.sides import Slots
from matcher.optimiser.tiers import LOTTERY, weights


@dataclass
class Ascent:
    """``chosen``: positions in the problem's pairs, the fixed ones included, sorted."""

    chosen: Ints
    tiers: list[Tier] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)


def climb_exactly(
    problem: Problem, groups: Groups, parameters: Parameters, deadline: float | None
) -> Ascent | None:
    """All tiers to the end with the whole program; None when the limits cannot be met together.

    After ``deadline`` (seconds of ``time.monotonic``) the best assignment so far stays, with the
    bounds that the prices prove; a first one is always looked for to the end.
    """
    place = Field.of(problem, groups)
    slots = Slots.of(problem, place.sides, place.open_pairs())
    if not (place.sides.is_possible and slots.is_possible and is_countable(place)):
        return None
    ascent = Ascent(np.zeros(0, np.int64))
    picked: Flags | None = None
    for name in (*parameters.tiers, LOTTERY):
        weight = weights(problem, name, parameters.seed)
        rules = program(place, slots)
        found = _search(rules, weight, deadline, picked)
        if found.is_infeasible and picked is None:
            return None
        if found.picked is not None and satisfied(place, slots, found.picked):
            picked = found.picked
        elif picked is None:
            raise ArithmeticError("the search gave no whole choice of pairs")
        certificate, bound = _prices(place, rules, name, weight)
        target = int(weight[slots.pair[picked]].sum())
        ascent.certificates.append(certificate)
        ascent.tiers.append(_tier(name, weight, place, target, bound, certificate, found.bound))
        ascent.chosen = np.sort(np.concatenate([slots.pair[picked], problem.fixed_pair]))
        pair = narrowed(place, bound, certificate.scale, target)
        place = replace(place, earlier=(*place.earlier, (weight, target)))
        slots = Slots.of(problem, place.sides, pair)
        picked = np.isin(slots.pair, ascent.chosen)
    return ascent


def is_countable(place: Field) -> bool:
    """Whether the fixed pairs leave beds and limits that can be met at all."""
    problem = place.problem
    once = (np.bincount(problem.pair_youth[problem.fixed_pair], minlength=1) <= 1).all()
    allowed = problem.allowed()[problem.fixed_pair].all()
    return bool(once and allowed and (place.beds >= 0).all() and (place.most >= place.least).all())


def _search(rules: Program, weight: Ints, deadline: float | None, picked: Flags | None) -> Found:
    """A search, unless the time is over and there is something to show."""
    left = None if deadline is None else deadline - time.monotonic()
    if left is not None and left <= 0 and picked is not None:
        return Found(None, math.inf)
    found = search(rules, weight, left)
    if found.picked is None and picked is None and not found.is_infeasible:
        return search(rules, weight)
    return found


def _prices(place: Field, rules: Program, name: str, weight: Ints) -> tuple[Certificate, Bound]:
    dual = relaxed_prices(rules, weight)
    if dual is None:
        dual = np.zeros(rules.matrix.shape[0])
    return tightest(place, rules, name, weight, dual)


def _tier(
    name: str,
    weight: Ints,
    place: Field,
    target: int,
    bound: Bound,
    certificate: Certificate,
    searched: float,
) -> Tier:
    """Value and bound with the fixed pairs added; the search counts where it proves more."""
    booked = int(weight[place.problem.fixed_pair].sum())
    priced = bound.total // certificate.scale
    best = priced
    if math.isfinite(searched):
        best = max(
            min(priced, math.floor(searched + 1e-6 * max(1.0, abs(searched)) ** 0.5)), target
        )
    proof = "prices" if best == priced else "search"
    sign = -1 if name == LOTTERY else 1
    return Tier(name, sign * (booked + target), sign * (booked + best), proof)
