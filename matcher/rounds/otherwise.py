"""What a round would give with a rule more or less: the price of the guarantee and of the shares.

Each answer is a solve of its own on the same pairs: its difference is exact where both are proven.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from matcher.rounds.compute import Scored, optimiser_parameters
from matcher.rounds.parameters import RoundParameters
from matcher.workers import HERE, Workers

if TYPE_CHECKING:
    from matcher.optimiser import Problem, Result

MOST_SECONDS = 120.0
"""A second solve is left out where the first one took longer: a coordinator waits for the round."""


def otherwise(
    scored: Scored, parameters: RoundParameters, result: Result, workers: Workers = HERE
) -> dict[str, Any]:
    """Return ``guarantee`` and ``shares``: status, and placed and value per tier of the same round
    with the guarantee the other way round, and without the minimum shares.

    ``guarantee`` is None where it makes no difference, or was not tried; ``shares`` is None in a
    round without any. ``workers`` solve both at once.
    """
    told: dict[str, Any] = {"guarantee": None, "shares": None}
    if result.seconds.get("solve", 0.0) > MOST_SECONDS:
        return told
    problem = scored.problem
    asked = {}
    if (problem.limits["kind"] == "share").any():
        asked["shares"] = (_without_shares(problem), parameters)
    if parameters.guarantee:
        told["guarantee"] = _without_guarantee(result)
    elif not asked and any(s.shared < s.alone for s in result.guarantee.values()):
        # Not beside minimum shares: that would be a second long search.
        asked["guarantee"] = (problem, replace(parameters, guarantee=True))
    found = workers.each(_solved, None, list(asked.values()))
    return told | dict(zip(asked, found, strict=True))


def _without_guarantee(result: Result) -> dict[str, Any] | None:
    """The same figures from what the solver itself tells about the guarantee."""
    costs = result.guarantee_costs
    if costs is None or not any(costs.values()):
        return None
    return {
        "status": result.status,
        "placed": result.placed + costs["placed"],
        "tiers": {tier.name: tier.value + costs[tier.name] for tier in result.tiers},
    }


def _without_shares(problem: Problem) -> Problem:
    limits = problem.limits[problem.limits["kind"] != "share"].reset_index(drop=True)
    return replace(problem, limits=limits)


def _solved(_: None, asked: tuple[Problem, RoundParameters]) -> dict[str, Any]:
    from matcher.optimiser import outcome

    problem, parameters = asked
    found = outcome(problem, optimiser_parameters(parameters))
    return {
        "status": found.status,
        "placed": found.placed,
        "tiers": {tier.name: tier.value for tier in found.tiers},
    }
