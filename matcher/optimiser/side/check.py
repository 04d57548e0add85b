"""Check the bounds of a result with side limits from the input and its prices alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from matcher.optimiser.columns import Ints
from matcher.optimiser.model import Groups
from matcher.optimiser.problem import Problem
from matcher.optimiser.result import Certificate, Parameters
from matcher.optimiser.side.proof import Field, fits, narrowed, prove
from matcher.optimiser.side.sides import Slots
from matcher.optimiser.tiers import LOTTERY, weights


def priced_bounds(
    problem: Problem,
    groups: Groups,
    parameters: Parameters,
    certificates: tuple[Certificate, ...],
    chosen: Ints,
) -> list[int] | str:
    """What the prices prove per tier and for the lottery, given the values of the tiers before.

    Gives a sentence when the certificates prove nothing.
    """
    names = (*parameters.tiers, LOTTERY)
    if tuple(certificate.tier for certificate in certificates) != names:
        return "the certificates do not belong to these tiers"
    place = Field.of(problem, groups)
    slots = Slots.of(problem, place.sides, place.open_pairs())
    free = chosen[~np.isin(chosen, problem.fixed_pair)]
    bounds = []
    for certificate in certificates:
        weight = weights(problem, certificate.tier, parameters.seed)
        wrong = _wrong(place, certificate, weight)
        if wrong:
            return f"the certificate of {certificate.tier} {wrong}"
        bound = prove(place, certificate, weight, slots)
        booked = int(weight[problem.fixed_pair].sum())
        proven = booked + bound.total // certificate.scale
        bounds.append(-proven if certificate.tier == LOTTERY else proven)
        target = int(weight[free].sum())
        pair = narrowed(place, bound, certificate.scale, target)
        place = replace(place, earlier=(*place.earlier, (weight, target)))
        slots = Slots.of(problem, place.sides, pair)
    return bounds


def _wrong(place: Field, certificate: Certificate, weight: Ints) -> str | None:
    shapes = (
        (certificate.room, len(place.beds)),
        (certificate.group, len(place.most)),
        (certificate.side, len(place.sides.rows)),
        (certificate.earlier, len(place.earlier)),
    )
    if certificate.scale < 1 or any(price.shape != (size,) for price, size in shapes):
        return "does not fit the problem"
    if any((price < 0).any() for price, _ in (shapes[0], *shapes[2:])):
        return "has a negative price"
    if not fits(place, certificate, weight):
        return "has prices that are too large to be added up exactly"
    return None


def broken_sides(problem: Problem, chosen: Ints) -> list[str]:
    """Side limits and together-groups that an assignment breaks, one sentence each."""
    place = Field.of(problem, Groups.build(problem)).sides
    load = place.rows.load(problem, chosen)
    found = []
    for row in np.flatnonzero(load > place.rows.limit):
        kind, key = place.rows.kind[row], place.rows.key[row]
        if row >= place.rows.first_share:
            found.append(f"share {key}: fewer of the placed youths than the share asks")
        else:
            found.append(
                f"{kind} {key}: {load[row]} placed, at most {place.rows.limit[row]} allowed"
            )
    group = place.together[problem.pair_youth[chosen]]
    town = place.town[problem.pair_room[chosen]]
    size = np.bincount(place.together[place.together >= 0], minlength=len(place.names))
    for at, name in enumerate(place.names):
        here = town[group == at]
        if len(here) and (len(here) < size[at] or len(np.unique(here)) > 1):
            found.append(f"group {name}: its youths are not all placed in one municipality")
    return found
