"""What the guarantee costs: the same problem without it, in every tier."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from matcher.optimiser.result import Parameters, Result
from matcher.optimiser.solved import Outcome

PLACED = "placed"


def guarantee_costs(
    result: Result, parameters: Parameters, solve_again: Callable[[Parameters], Outcome]
) -> Mapping[str, int] | None:
    """Per tier, and for the number of youths placed: what there would be more of without it.

    Strictly ordered, as the tiers are: the first figure that is not 0 is positive, later ones can
    be negative. None without a guarantee, or where one of both answers is not proven best.
    """
    if not parameters.guarantee or result.status != "optimal":
        return None
    names = [tier.name for tier in result.tiers]
    if not _has_price(result):
        return dict.fromkeys([*names, PLACED], 0)
    free = solve_again(replace(parameters, guarantee=False))
    if free.status != "optimal":
        return None
    pairs = zip(free.tiers, result.tiers, strict=True)
    costs = {without.name: without.value - own.value for without, own in pairs}
    return {**costs, PLACED: free.placed - result.placed}


def first_cost(
    result: Result, parameters: Parameters, solve_again: Callable[[Parameters], Outcome]
) -> int | None:
    """What the guarantee costs in the first tier, which a time limit leaves proven more often.

    None without a guarantee, or where it is not known exactly.
    """
    if not parameters.guarantee or not result.tiers or not result.tiers[0].is_proven:
        return None
    first = result.tiers[0]
    if result.guarantee_costs is not None:
        return result.guarantee_costs[first.name]
    if first.proof == "prices" and (result.certificates[0].group >= 0).all():
        return 0
    only_first = replace(parameters, tiers=parameters.tiers[:1], guarantee=False, time_limit=None)
    free = solve_again(only_first)
    if not free.tiers or not free.tiers[0].is_proven:
        return None
    return free.tiers[0].value - first.value


def is_possible(costs: Mapping[str, int], tiers: tuple[str, ...]) -> bool:
    """Whether the figures can be true: a rule less can only be better, in the order of the tiers."""
    if set(costs) != {*tiers, PLACED}:
        return False
    return next((costs[name] for name in tiers if costs[name]), 0) >= 0


def _has_price(result: Result) -> bool:
    """Whether a proof of any tier, the lottery included, needs a promise to a municipality.

    One that does not is as good without the guarantee: then the same assignment is best.
    """
    return any((found.group < 0).any() for found in result.certificates)
