"""Large problems with side limits: prices by part of the pairs, one whole choice, honest bounds.

The first tier's relaxation bounds it. A blend of the tiers is relaxed and rounded to one assignment;
the bound of every later tier is that of the blend up to it, less what the values reached in the
tiers before are worth in it. All bounds are computed in whole numbers from the prices.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np

from matcher.optimiser.columns import Flags, Ints
from matcher.optimiser.model import Face, Groups, Model
from matcher.optimiser.network import best
from matcher.optimiser.problem import Problem
from matcher.optimiser.result import Certificate, Parameters, Tier
from matcher.optimiser.side.blend import Blend
from matcher.optimiser.side.climb import Ascent
from matcher.optimiser.side.columns import Part, first_of_each
from matcher.optimiser.side.proof import Bound, Field, fits, narrowed, prove
from matcher.optimiser.side.relax import Relaxed
from matcher.optimiser.side.rounding import Rounding
from matcher.optimiser.side.sides import Slots
from matcher.optimiser.tiers import LOTTERY, weights

_FIRST_COLUMNS, _MORE_COLUMNS = 8, 5
_ENOUGH = 1e-6
_WEAKER = (1, 6)
_REPAIRS = 10


@dataclass(frozen=True, eq=False)
class Priced:
    """The lowest bound found for a weight, with its certificate.

    ``times``: how often the weight counts each tier before its own.
    """

    certificate: Certificate
    bound: Bound
    times: Ints = field(default_factory=lambda: np.zeros(0, np.int64))

    @property
    def value(self) -> int:
        return self.bound.total // self.certificate.scale


def climb_at_large(
    problem: Problem, groups: Groups, model: Model, parameters: Parameters, deadline: float | None
) -> Ascent | None:
    """An assignment under all limits with a bound per tier; None when none was found."""
    place = Field.of(problem, groups)
    whole = Slots.of(problem, place.sides, place.open_pairs())
    if not (place.sides.is_possible and whole.is_possible):
        return None
    blend = Blend.of(tuple(weights(problem, name, parameters.seed) for name in parameters.tiers))
    part = _start(problem, groups, model, place, whole, blend)
    if part is None:
        return None
    first = _relaxed(part, blend.weights[0], (600, 400, 400, 400, 400), deadline)
    mixed = first
    if len(blend.weights) > 1:
        weight, _ = blend.upto(len(blend.weights) - 1)
        _scaled(part, blend.units[0])
        mixed = _relaxed(part, weight, (700, 700, 700), deadline)
    else:
        weight = blend.weights[0]
    rounding = Rounding(part, weight, mixed.bound, deadline)
    with ThreadPoolExecutor(1) as beside:
        # The compiled iterations let go of the interpreter, so both cores work.
        polished = beside.submit(_later_tiers, part, blend, mixed, deadline)
        picked = _rounded(rounding, mixed, weight)
        found = [[first], *polished.result()]
    if picked is None:
        return None
    return _told(problem, place, whole, parameters, found, picked)


def _start(
    problem: Problem, groups: Groups, model: Model, place: Field, whole: Slots, blend: Blend
) -> Part | None:
    """The pairs that the network relaxation finds best, and its choice."""
    weight = blend.weights[0]
    relaxed = best(model, Face.whole(model), weight[model.pair])
    if relaxed is None:
        return None
    picked, prices = relaxed
    youth, room = problem.pair_youth[whole.pair], problem.pair_room[whole.pair]
    rest = weight[whole.pair] - prices.room[room] - np.append(prices.group, 0)[groups.of[youth]]
    later = sum(
        (w[whole.pair] / max(float(np.abs(w).max(initial=1)), 1.0) for w in blend.weights[1:]),
        np.zeros(len(whole.pair)),
    )
    inside = np.isin(whole.pair, model.pair[picked])
    every = np.arange(len(whole.pair))
    inside[first_of_each(every, whole.slot, -(rest + 0.5 * later), _FIRST_COLUMNS)] = True
    sizes = (
        len(problem.youths), len(whole.link_youth), len(place.sides.names), len(place.beds),
        len(place.most), len(place.sides.rows),
    )  # fmt: skip
    columns = len(whole.option_group) + len(whole.pair)
    return Part(place, whole, inside, Relaxed(np.zeros(columns), np.zeros(sum(sizes)), 1.0))


def _scaled(part: Part, unit: int) -> None:
    part.at = Relaxed(part.at.x, part.at.dual * unit, part.at.balance)


def _relaxed(part: Part, weight: Ints, rounds: tuple[int, ...], deadline: float | None) -> Priced:
    """Relax and take in more pairs, turn by turn; the lowest bound of all turns."""
    lowest: Priced | None = None
    for iterations in rounds:
        rules = part.solve(weight, iterations, _ENOUGH)
        found = Priced(*part.prices(rules, "", weight))
        if lowest is None or found.value < lowest.value:
            lowest = found
        added = part.widen(found.certificate, weight, _MORE_COLUMNS)
        is_over = deadline is not None and time.monotonic() > deadline
        if is_over or (added == 0 and part.at.residual < _ENOUGH):
            break
    assert lowest is not None
    return lowest


def _later_tiers(
    part: Part, blend: Blend, mixed: Priced, deadline: float | None
) -> list[list[Priced]]:
    """Prices to choose from for every tier after the first: of the blends up to it."""
    found: list[list[Priced]] = []
    last = len(blend.weights) - 1
    for tier in range(1, last + 1):
        own = Part(part.place, part.whole, part.inside.copy(), replace(part.at, x=part.at.x.copy()))
        own.at.dual = own.at.dual / blend.units[tier]
        choices = [replace(mixed, times=blend.upto(tier)[1])] if tier == last else []
        before = 1
        for weaker in _WEAKER:
            weight, times = blend.upto(tier, weaker)
            own.at.dual = own.at.dual * (before / weaker)
            before = weaker
            choices.append(replace(_relaxed(own, weight, (700, 700), deadline), times=times))
        found.append(choices)
    return found


def _rounded(rounding: Rounding, mixed: Priced, weight: Ints) -> Flags | None:
    picked = rounding.first()
    if picked is None:
        return None
    pair = rounding.part.whole.pair
    scale = mixed.certificate.scale
    # Pairs further from the prices than a few units of the first tier do not help.
    reach = 8 * scale * max(1, int(np.abs(weight[pair]).max(initial=1)) // 180)
    for turn in range(_REPAIRS):
        over = rounding.deadline is not None and time.monotonic() > rounding.deadline
        if over or mixed.value <= int(weight[pair[picked]].sum()):
            break
        picked = rounding.improved(picked, 600, reach, turn)
    return picked


def _told(
    problem: Problem,
    place: Field,
    whole: Slots,
    parameters: Parameters,
    found: list[list[Priced]],
    picked: Flags,
) -> Ascent:
    """Values and proven bounds, tier by tier, as the verification will compute them."""
    pair = whole.pair[picked]
    ascent = Ascent(np.sort(np.concatenate([pair, problem.fixed_pair])))
    slots = whole
    for tier, name in enumerate((*parameters.tiers, LOTTERY)):
        weight = weights(problem, name, parameters.seed)
        choices = _certificates(name, tier, found)
        good = [choice for choice in choices if fits(place, choice, weight)]
        certificate, bound = min(
            ((choice, prove(place, choice, weight, slots)) for choice in good),
            key=lambda known: known[1].total // known[0].scale,
        )
        target = int(weight[pair].sum())
        booked = int(weight[problem.fixed_pair].sum())
        sign = -1 if name == LOTTERY else 1
        value, limit = booked + target, booked + bound.total // certificate.scale
        ascent.tiers.append(Tier(name, sign * value, sign * limit))
        ascent.certificates.append(certificate)
        kept = narrowed(place, bound, certificate.scale, target)
        place = replace(place, earlier=(*place.earlier, (weight, target)))
        slots = Slots.of(problem, place.sides, kept)
    return ascent


def _certificates(name: str, tier: int, found: list[list[Priced]]) -> Iterator[Certificate]:
    """Certificates to try for a tier; for the lottery multiples of the last tier's."""
    if name != LOTTERY:
        for priced in found[tier]:
            scale = priced.certificate.scale
            yield replace(priced.certificate, tier=name, earlier=priced.times * scale)
        return
    last = found[-1][-1].certificate
    times = np.append(found[-1][-1].times, 1) * last.scale
    for factor in (0, 1, 4, 16, 64, 256, 1024):
        yield Certificate(
            name, last.room * factor, last.group * factor, last.side * factor,
            times * factor, last.scale,
        )  # fmt: skip
