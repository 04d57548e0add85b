"""One function of problem and parameters, repeatable under one seed, checked before it is given."""

from __future__ import annotations

import platform
import time
from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import version

import numpy as np
import pandas as pd

from matcher import __version__
from matcher.errors import ResultRejected
from matcher.optimiser.backups import backups
from matcher.optimiser.columns import Ints
from matcher.optimiser.dual_table import dual_table
from matcher.optimiser.explain.promises import held_back
from matcher.optimiser.explain.unmatched import unmatched
from matcher.optimiser.fairness import COLUMNS, fairness
from matcher.optimiser.guarantee import first_cost, guarantee_costs
from matcher.optimiser.limits import alone, smallest_clash
from matcher.optimiser.lottery import lottery_table
from matcher.optimiser.model import Groups, build
from matcher.optimiser.prices import everywhere, price_table
from matcher.optimiser.problem import Problem
from matcher.optimiser.regions import climb_regions
from matcher.optimiser.result import Certificate, Parameters, Result, Share
from matcher.optimiser.scores import scores
from matcher.optimiser.side.answer import solve_with_sides
from matcher.optimiser.side.clash import smallest_clash as smallest_clash_of_all
from matcher.optimiser.side.sides import has_sides
from matcher.optimiser.solved import Outcome, Solved
from matcher.optimiser.standing import Standing
from matcher.optimiser.tiers import LOTTERY, METHOD, weights
from matcher.optimiser.verify import verify
from matcher.workers import HERE, Workers


def solve(
    problem: Problem, parameters: Parameters | None = None, workers: Workers = HERE
) -> Result:
    """The best assignment by the tiers, with prices, reasons and back-ups, verified.

    ``workers`` solve regions that share nothing side by side; the answer does not depend on them.
    Infeasible limits give a result with status ``infeasible`` and the clash by name. Raises
    ``ResultRejected`` when the answer fails its verification.
    """
    parameters = parameters or Parameters()
    started = time.monotonic()
    result = _solve(problem, parameters, started, workers)

    def again(other: Parameters) -> Outcome:
        return outcome(problem, other, workers)

    result = replace(result, guarantee_costs=guarantee_costs(result, parameters, again))
    result = replace(result, guarantee_cost=first_cost(result, parameters, again))
    solved = time.monotonic()
    wrong = verify(problem, parameters, result)
    if wrong:
        raise ResultRejected(wrong)
    seconds = {"solve": solved - started, "verify": time.monotonic() - solved}
    return replace(result, seconds=seconds)


def outcome(
    problem: Problem, parameters: Parameters | None = None, workers: Workers = HERE
) -> Outcome:
    """What :func:`solve` would reach in every tier: a fraction of the work, without tables and checks."""
    parameters = parameters or Parameters()
    started = time.monotonic()
    groups = Groups.build(problem, alone(problem) if parameters.guarantee else None)
    solved = _search(problem, groups, parameters, started, workers)
    if solved is None:
        return Outcome("infeasible", 0, ())
    return Outcome(solved.status, len(solved.chosen), solved.tiers[:-1])


def _solve(problem: Problem, parameters: Parameters, started: float, workers: Workers) -> Result:
    own = alone(problem)
    groups = Groups.build(problem, own if parameters.guarantee else None)
    solved = _search(problem, groups, parameters, started, workers)
    if solved is None:
        return _infeasible(problem, parameters, groups)
    return _answer(problem, parameters, groups, solved, own)


def _search(
    problem: Problem, groups: Groups, parameters: Parameters, started: float, workers: Workers
) -> Solved | None:
    limit = parameters.time_limit
    deadline = None if limit is None else started + limit
    if has_sides(problem):
        return solve_with_sides(problem, groups, parameters, deadline)
    return _by_network(problem, groups, parameters, deadline, workers)


def _by_network(
    problem: Problem,
    groups: Groups,
    parameters: Parameters,
    deadline: float | None,
    workers: Workers,
) -> Solved | None:
    """Without side limits the problem is a network: exact prices and the best pairs, tier by tier."""
    model = build(problem, groups)
    if model is None:
        return None
    ascent = climb_regions(problem, model, parameters, deadline, workers)
    if ascent is None:
        return None
    first = weights(problem, parameters.tiers[0], parameters.seed)
    return Solved(
        chosen=np.sort(np.concatenate([model.pair[ascent.chosen], model.fixed])),
        tiers=tuple(ascent.tiers),
        certificates=tuple(
            Certificate(name, found.room, found.group)
            for name, found in zip((*parameters.tiers, LOTTERY), ascent.prices, strict=True)
        ),
        prices=price_table(problem, groups, everywhere(problem, model, ascent.prices[0], first)),
        method=METHOD,
    )


def _answer(
    problem: Problem,
    parameters: Parameters,
    groups: Groups,
    solved: Solved,
    own: Mapping[str, int],
) -> Result:
    standing = Standing.of(problem, groups, solved.chosen)
    score = scores(problem, parameters)
    fair = fairness(problem, groups, parameters, solved.chosen)
    first = weights(problem, parameters.tiers[0], parameters.seed)
    room_price = solved.prices.loc[solved.prices["kind"] == "room", "price"].to_numpy()
    held = held_back(problem, groups, parameters, solved.certificates, standing)
    return Result(
        status=solved.status,
        assignments=_assignments(problem, solved.chosen),
        backups=backups(problem, groups, standing, score, parameters.backups),
        unmatched=unmatched(problem, groups, standing, score, first, room_price, held),
        prices=solved.prices,
        tiers=solved.tiers[:-1],
        lottery=solved.tiers[-1],
        guarantee=_shares(problem, solved.chosen, own),
        seconds={},
        method=solved.method,
        seed=parameters.seed,
        versions=versions(),
        certificates=solved.certificates,
        fairness=fair.table,
        passed_over=fair.against,
        warnings=fair.warnings,
        lots=lottery_table(problem, parameters.seed),
        duals=dual_table(problem.rooms["room"], groups.key, solved.certificates),
    )


def _assignments(problem: Problem, chosen: Ints) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "youth": problem.youths["youth"].to_numpy(object)[problem.pair_youth[chosen]],
            "room": problem.rooms["room"].to_numpy(object)[problem.pair_room[chosen]],
            "nights": problem.pairs["nights"].to_numpy(np.int64)[chosen],
            "fit": problem.pairs["fit"].to_numpy(np.int64)[chosen],
        }
    )


def _shares(problem: Problem, chosen: Ints, own: Mapping[str, int]) -> dict[str, Share]:
    placed = problem.youths["municipality"].iloc[problem.pair_youth[chosen]].value_counts()
    return {name: Share(number, int(placed.get(name, 0))) for name, number in own.items()}


def _infeasible(problem: Problem, parameters: Parameters, groups: Groups) -> Result:
    find = smallest_clash_of_all if has_sides(problem) else smallest_clash
    clash = find(problem, groups)
    if not clash:
        raise ResultRejected(["the solver found no solution, but no limits clash"])
    return Result(
        status="infeasible",
        assignments=_frame("youth", "room", "nights", "fit"),
        backups=_frame("room", "rank", "youth", "nights", "fit"),
        unmatched=_frame("kind", "key", "reason"),
        prices=_frame("kind", "key", "price"),
        tiers=(),
        lottery=None,
        guarantee={},
        seconds={},
        method=METHOD,
        seed=parameters.seed,
        versions=versions(),
        clash=clash,
        fairness=_frame(*COLUMNS),
        lots=lottery_table(problem, parameters.seed),
        duals=_frame("kind", "key", *parameters.tiers, LOTTERY),
    )


def _frame(*columns: str) -> pd.DataFrame:
    return pd.DataFrame({column: pd.Series(dtype=object) for column in columns})


def versions() -> dict[str, str]:
    """Versions of everything that can change an answer."""
    found = {name: version(name) for name in ("numba", "numpy", "ortools", "pandas", "scipy")}
    return {"kamermatch": __version__, **found, "python": platform.python_version()}
