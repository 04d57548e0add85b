"""Whether side limits can be met, and the smallest set of limits of any kind that cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from matcher.optimiser.columns import Flags
from matcher.optimiser.limits import Named, explain_clash, named_limits, only
from matcher.optimiser.model import Groups
from matcher.optimiser.problem import Problem
from matcher.optimiser.side.climb import is_countable
from matcher.optimiser.side.exact import search
from matcher.optimiser.side.program import program
from matcher.optimiser.side.proof import Field
from matcher.optimiser.side.rows import SIDE_KINDS
from matcher.optimiser.side.sides import Slots, groups_of


def all_named(problem: Problem, groups: Groups) -> list[Named]:
    """Everything that can clash: municipalities' limits, side limits, groups, named pairs."""
    network = named_limits(problem, groups)
    side = [
        Named(str(kind), str(key), int(place))
        for place, (kind, key) in enumerate(
            zip(problem.limits["kind"], problem.limits["key"], strict=True)
        )
        if kind in SIDE_KINDS
    ]
    together = [Named("group", name, place) for place, name in enumerate(groups_of(problem)[0])]
    limits = [limit for limit in network if limit.kind in ("contract", "guarantee")]
    pairs = [limit for limit in network if limit.kind not in ("contract", "guarantee")]
    return [*limits, *side, *together, *pairs]


def can_be_met(problem: Problem, groups: Groups, kept: Sequence[Named]) -> bool:
    """Whether some choice of pairs keeps these limits (and no others), exactly."""
    part, limited = only(problem, groups, [k for k in kept if k.kind not in (*SIDE_KINDS, "group")])
    rows = sorted(limit.place for limit in kept if limit.kind in SIDE_KINDS)
    names = {limit.key for limit in kept if limit.kind == "group"}
    youths = part.youths.assign(
        group=part.youths["group"].where(part.youths["group"].isin(names), "")
    )
    part = replace(part, limits=part.limits.iloc[rows].reset_index(drop=True), youths=youths)
    return is_possible(part, limited)


def is_possible(problem: Problem, groups: Groups) -> bool:
    """Whether all limits can be met. Only youths of whom something is asked are looked at."""
    place = Field.of(problem, groups)
    if not (place.sides.is_possible and is_countable(place)):
        return False
    open_ = place.open_pairs()
    pair = open_[_needed(place)[problem.pair_youth[open_]]]
    slots = Slots.of(problem, place.sides, pair)
    if not slots.is_possible:
        return False
    found = search(program(place, slots), np.zeros(len(problem.pairs), np.int64))
    return found.picked is not None


def _needed(place: Field) -> Flags:
    """Youths who may have to be placed: promised, held together, or counted for a share."""
    sides = place.sides
    needed = np.append(place.least > 0, False)[place.groups.of]
    for coefficient in sides.rows.share:
        needed = needed | (coefficient < 0)
    wanted = np.append(sides.must >= 0, False)
    wanted[sides.together[needed]] = True
    wanted[-1] = False
    return needed | wanted[sides.together]


def smallest_clash(problem: Problem, groups: Groups) -> tuple[str, ...]:
    """Names of limits that cannot be met together; leaving out any one of them makes it possible.

    Empty when all can be met. By QuickXplain, with an exact search for every question.
    """
    everything = all_named(problem, groups)
    if can_be_met(problem, groups, everything):
        return ()
    clash = explain_clash(everything, lambda kept: can_be_met(problem, groups, kept))
    order = {limit: place for place, limit in enumerate(everything)}
    return tuple(str(limit) for limit in sorted(clash, key=lambda limit: order[limit]))
