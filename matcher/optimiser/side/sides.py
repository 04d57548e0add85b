"""What the side limits leave once the fixed pairs have been booked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from matcher.optimiser.columns import Codes, Flags, Ints
from matcher.optimiser.problem import Problem
from matcher.optimiser.side.rows import SIDE_KINDS, Rows, towns


def has_sides(problem: Problem) -> bool:
    """Whether the problem has limits that are no network: side rows, or groups of two or more."""
    group = problem.youths["group"]
    together = group[group != ""].duplicated().any()
    return bool(together or problem.limits["kind"].isin(SIDE_KINDS).any())


@dataclass(frozen=True, eq=False)
class Sides:
    """Side rows and together-groups after the fixed pairs.

    ``left``: what is left of each row's limit. ``together``: group per youth or -1 (only groups of
    two or more), ``names``: their keys. ``is_booked``: bool per youth. ``town``: municipality
    number per room. ``must``: per group the municipality that a fixed pair holds it to, or -1.
    ``is_possible``: False when the fixed pairs alone break a rule.
    """

    rows: Rows
    left: Ints
    together: Codes
    names: tuple[str, ...]
    is_booked: Flags
    town: Ints
    must: Ints
    is_possible: bool

    @classmethod
    def build(cls, problem: Problem) -> Sides:
        rows = Rows.build(problem)
        left = rows.limit - rows.load(problem, problem.fixed_pair)
        names, together = groups_of(problem)
        _, town = towns(problem)
        must, agree = _held(problem, together, len(names), town)
        booked = np.zeros(len(problem.youths), bool)
        booked[problem.pair_youth[problem.fixed_pair]] = True
        counted = left[: rows.first_share]
        return cls(
            rows, left, together, names, booked, town, must, agree and bool((counted >= 0).all())
        )


def groups_of(problem: Problem) -> tuple[tuple[str, ...], Codes]:
    """Names of the groups of two or more, and the group of every youth (-1: none)."""
    group = problem.youths["group"].astype(object)
    several = group[(group != "") & group.duplicated(keep=False)]
    names = tuple(sorted(set(several)))
    return names, pd.Index(names, dtype=object).get_indexer(pd.Index(group)).astype(np.int32)


def _held(problem: Problem, together: Codes, number: int, town: Ints) -> tuple[Ints, bool]:
    """The municipality of every group with a fixed pair, and whether its fixed pairs agree."""
    fixed = problem.fixed_pair
    group, place = together[problem.pair_youth[fixed]], town[problem.pair_room[fixed]]
    low, high = np.full(number, np.iinfo(np.int64).max), np.full(number, -1, np.int64)
    np.minimum.at(low, group[group >= 0], place[group >= 0])
    np.maximum.at(high, group[group >= 0], place[group >= 0])
    return high, bool((low[high >= 0] == high[high >= 0]).all())


@dataclass(frozen=True, eq=False)
class Slots:
    """Where pairs compete: the plain youths, and every member of a group in every municipality.

    ``pair``: positions in the problem's pairs that can be used. ``slot`` per such pair: the youth,
    or ``number_of_youths + link`` for a member. A *link* is a member in a municipality, an *option*
    a group in a municipality where all its free members have a pair. ``is_possible``: every group
    that is held to a municipality can go there.
    """

    pair: Ints
    slot: Ints
    link_youth: Ints
    link_option: Ints
    option_group: Ints
    is_possible: bool

    @classmethod
    def of(cls, problem: Problem, sides: Sides, pair: Ints) -> Slots:
        """The slots of these pairs; pairs of members that cannot be used are left out."""
        youth, town = problem.pair_youth[pair], sides.town[problem.pair_room[pair]]
        group = sides.together[youth]
        member = group >= 0
        if not member.any():
            empty = np.zeros(0, np.int64)
            possible = not _waiting(sides).any()
            return cls(pair, youth.astype(np.int64), empty, empty, empty, possible)
        step = int(sides.town.max()) + 1
        code = np.where(member, youth.astype(np.int64) * step + town, -1)
        link, option = _links(sides, np.unique(code[member]), step)
        kept = ~member | np.isin(code, link)
        slot = np.where(member, len(sides.together) + np.searchsorted(link, code), youth)
        options, link_option = np.unique(option, return_inverse=True)
        held = np.isin(np.arange(len(sides.must)), options // step)
        return cls(
            pair=pair[kept],
            slot=slot[kept],
            link_youth=link // step,
            link_option=link_option,
            option_group=options // step,
            is_possible=bool(held[_waiting(sides)].all()),
        )


def _waiting(sides: Sides) -> Flags:
    """Groups held to a municipality of which a member is not booked yet."""
    free = np.zeros(len(sides.must), bool)
    free[sides.together[(sides.together >= 0) & ~sides.is_booked]] = True
    return free & (sides.must >= 0)


def _links(sides: Sides, link: Ints, step: int) -> tuple[Ints, Ints]:
    """Of these members in municipalities those that are an option for their whole group."""
    group = sides.together[link // step].astype(np.int64)
    option = group * step + link % step
    names, number = np.unique(option, return_counts=True)
    free = (sides.together >= 0) & ~sides.is_booked
    size = np.bincount(sides.together[free], minlength=len(sides.must))
    must = sides.must[names // step]
    good = (number == size[names // step]) & ((must < 0) | (must == names % step))
    kept = np.isin(option, names[good])
    return link[kept], option[kept]
