"""The bound that prices prove when there are side limits: weak duality in whole numbers.

Prices are whole numbers on a scale: a price of 1.5 is 1,500,000 on a scale of a million. The charge
of a pair is the price of its room, of its municipality's limit and of every side row it counts in.
A youth keeps at most its best pair after charges, a group at most the best municipality for all its
members together; these and the prices times what is left of the limits bound the tier. A pair with
which the bound would fall below the value reached is in no better solution.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.optimiser.columns import Ints
from matcher.optimiser.model import Groups
from matcher.optimiser.problem import Problem
from matcher.optimiser.result import Certificate
from matcher.optimiser.side.sides import Sides, Slots
from matcher.optimiser.tiers import exact_dot

SCALES = (1, 1_000_000)
_LARGEST = 2**60


@dataclass(frozen=True, eq=False)
class Field:
    """What is left to decide, for the bound: beds, limits, side rows and the tiers before.

    ``least``, ``most``: per group; ``earlier``: weight per pair of the problem and the value that
    the pairs still to be chosen must reach, per tier already decided.
    """

    problem: Problem
    groups: Groups
    sides: Sides
    beds: Ints
    least: Ints
    most: Ints
    earlier: tuple[tuple[Ints, int], ...] = ()

    @classmethod
    def of(cls, problem: Problem, groups: Groups) -> Field:
        fixed = problem.fixed_pair
        beds = problem.rooms["capacity"].to_numpy(np.int64).copy()
        np.subtract.at(beds, problem.pair_room[fixed], 1)
        booked = np.zeros(len(groups.key) + 1, np.int64)
        np.add.at(booked, groups.of[problem.pair_youth[fixed]], 1)
        left = groups.most - booked[:-1]
        least = np.maximum(groups.least - booked[:-1], 0)
        return cls(problem, groups, Sides.build(problem), beds, least, left)

    def open_pairs(self) -> Ints:
        """Pairs that are not forbidden, of youths that are not booked and whose contract is open."""
        youth = self.problem.pair_youth
        free = self.problem.allowed() & ~self.sides.is_booked[youth]
        free &= np.append(self.most > 0, True)[self.groups.of[youth]]
        return np.flatnonzero(free)


@dataclass(frozen=True, eq=False)
class Bound:
    """``total``: the bound on the pairs still to be chosen, on the certificate's scale.

    ``slack``: per pair of ``slots.pair``, by how much the bound falls when it is chosen. ``youth``,
    ``group``: what is left to the plain youths and to the together-groups.
    """

    total: int
    slots: Slots
    slack: Ints
    youth: Ints
    group: Ints


def fits(field: Field, certificate: Certificate, weight: Ints) -> bool:
    """Whether all sums stay exact in 64 bits."""
    largest = certificate.scale * int(np.abs(weight).max(initial=0))
    for price in (certificate.room, certificate.group, certificate.side):
        largest += 4 * int(np.abs(price).max(initial=0)) * (100 * len(field.sides.rows.share) + 1)
    for (earlier, _), multiplier in zip(field.earlier, certificate.earlier, strict=True):
        largest += int(multiplier) * int(np.abs(earlier).max(initial=0))
    return largest * 4 < _LARGEST


def prove(field: Field, certificate: Certificate, weight: Ints, slots: Slots) -> Bound:
    """The bound of these prices on ``weight`` (int64 per pair of the problem)."""
    rest = certificate.scale * weight[slots.pair] - charges(field, certificate, slots.pair)
    number = len(field.problem.youths)
    best = np.full(number + len(slots.link_youth), np.iinfo(np.int64).min)
    np.maximum.at(best, slots.slot, rest)
    youth = np.maximum(best[:number], 0)
    option = np.zeros(len(slots.option_group), np.int64)
    np.add.at(option, slots.link_option, best[number:])
    group = np.where(_is_held(field.sides, slots), np.iinfo(np.int64).min, 0)
    np.maximum.at(group, slots.option_group, option)
    ones = np.ones(max(number, len(group)), np.int64)
    total = _fixed_part(field, certificate)
    total += exact_dot(youth, ones[:number]) + exact_dot(group, ones[: len(group)])
    slack = best[slots.slot] - rest
    plain = slots.slot < number
    slack[plain] += (youth - best[:number])[slots.slot[plain]]
    at = slots.link_option[slots.slot[~plain] - number]
    slack[~plain] += group[slots.option_group[at]] - option[at]
    return Bound(total, slots, slack, youth, group)


def _is_held(sides: Sides, slots: Slots) -> np.ndarray:
    held = np.zeros(len(sides.must), bool)
    held[slots.option_group] = True
    return held & (sides.must >= 0)


def charges(field: Field, certificate: Certificate, pair: Ints) -> Ints:
    """What the prices charge these pairs; negative parts are the worth in tiers before."""
    problem = field.problem
    youth, room = problem.pair_youth[pair], problem.pair_room[pair]
    total = certificate.room[room] + np.append(certificate.group, 0)[field.groups.of[youth]]
    total += field.sides.rows.pair_part(problem, certificate.side, pair)
    for (weight, _), multiplier in zip(field.earlier, certificate.earlier, strict=True):
        total -= multiplier * weight[pair]
    return total


def _fixed_part(field: Field, certificate: Certificate) -> int:
    limit = np.where(certificate.group > 0, field.most, field.least)
    total = exact_dot(certificate.room, field.beds) + exact_dot(certificate.group, limit)
    total += exact_dot(certificate.side, field.sides.left)
    for (_, target), multiplier in zip(field.earlier, certificate.earlier, strict=True):
        total -= int(multiplier) * target
    return total


def narrowed(field: Field, bound: Bound, scale: int, target: int) -> Ints:
    """The pairs that can be in a solution whose free pairs reach ``target`` in this tier."""
    spare = bound.total - scale * target
    return bound.slots.pair[bound.slack <= spare]
