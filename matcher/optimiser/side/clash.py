"""Whether side limits can be met, and the smallest set of limits of any kind that cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from matcher.optimiser.limits import Named, explain_clash, named_limits, only
from matcher.optimiser.model import Groups
from matcher.optimiser.problem import Problem
from matcher.optimiser.side.possible import is_possible
from matcher.optimiser.side.rows import SIDE_KINDS
from matcher.optimiser.side.sides import groups_of


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
