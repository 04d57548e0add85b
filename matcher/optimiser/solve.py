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
from matcher.errors import InvalidProblem, ResultRejected
from matcher.optimiser.backups import backups
from matcher.optimiser.columns import Ints
from matcher.optimiser.explain.unmatched import unmatched
from matcher.optimiser.fairness import COLUMNS, fairness
from matcher.optimiser.faults import Fault
from matcher.optimiser.limits import alone, smallest_clash
from matcher.optimiser.lottery import lottery_table
from matcher.optimiser.model import Face, Groups, Model, build
from matcher.optimiser.network import best_pairs
from matcher.optimiser.prices import everywhere, price_table
from matcher.optimiser.problem import Problem
from matcher.optimiser.result import Certificate, Parameters, Result, Share
from matcher.optimiser.scores import scores
from matcher.optimiser.standing import Standing
from matcher.optimiser.tiers import Ascent, climb, weights
from matcher.optimiser.verify import verify

METHOD = "min-cost flow, tier by tier on tight pairs"


def solve(problem: Problem, parameters: Parameters | None = None) -> Result:
    """The best assignment by the tiers, with prices, reasons and back-ups, verified.

    Infeasible limits give a result with status ``infeasible`` and the clash by name. Raises
    ``ResultRejected`` when the answer fails its verification.
    """
    parameters = parameters or Parameters()
    _refuse_side_limits(problem)
    started = time.monotonic()
    result = _solve(problem, parameters, started)
    solved = time.monotonic()
    wrong = verify(problem, parameters, result)
    if wrong:
        raise ResultRejected(wrong)
    seconds = {"solve": solved - started, "verify": time.monotonic() - solved}
    return replace(result, seconds=seconds)


def _refuse_side_limits(problem: Problem) -> None:
    """Nothing is passed over: these limits are read, but not yet solved."""
    later = [*problem.limits.loc[~problem.limits["kind"].isin(["contract", "guarantee"]), "kind"]]
    if (problem.youths["group"] != "").any():
        later.append("group")
    if later:
        raise InvalidProblem([Fault("limits", 0, "", "", f"{later[0]} is not solved yet")])


def _solve(problem: Problem, parameters: Parameters, started: float) -> Result:
    own = alone(problem)
    groups = Groups.build(problem, own if parameters.guarantee else None)
    limit = parameters.time_limit
    model = build(problem, groups)
    ascent = None
    if model is not None:
        ascent = climb(problem, model, parameters, None if limit is None else started + limit)
    if model is None or ascent is None:
        return _infeasible(problem, parameters, groups)
    return _answer(problem, parameters, groups, model, ascent, own)


def _answer(
    problem: Problem,
    parameters: Parameters,
    groups: Groups,
    model: Model,
    ascent: Ascent,
    own: Mapping[str, int],
) -> Result:
    chosen = np.sort(np.concatenate([model.pair[ascent.chosen], model.fixed]))
    standing = Standing.of(problem, groups, chosen)
    score = scores(problem, parameters)
    fair = fairness(problem, groups, parameters, chosen)
    first = weights(problem, parameters.tiers[0], parameters.seed)
    prices = everywhere(problem, model, ascent.prices[0], first)
    names = (*parameters.tiers, "lottery")
    return Result(
        status="optimal" if all(tier.is_proven for tier in ascent.tiers) else "feasible",
        assignments=_assignments(problem, chosen),
        backups=backups(problem, groups, standing, score, parameters.backups),
        unmatched=unmatched(problem, groups, standing, score, first, prices.room),
        prices=price_table(problem, groups, prices),
        tiers=tuple(ascent.tiers[:-1]),
        lottery=ascent.tiers[-1],
        guarantee=_shares(problem, chosen, own),
        guarantee_cost=_cost(problem, parameters, groups, ascent) if parameters.guarantee else None,
        seconds={},
        method=METHOD,
        seed=parameters.seed,
        versions=versions(),
        certificates=tuple(
            Certificate(name, found.room, found.group)
            for name, found in zip(names, ascent.prices, strict=True)
        ),
        fairness=fair.table,
        passed_over=fair.against,
        warnings=fair.warnings,
        lots=lottery_table(problem, parameters.seed),
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


def _cost(problem: Problem, parameters: Parameters, groups: Groups, ascent: Ascent) -> int | None:
    """What the guarantee costs in the first tier. Nothing when no guarantee has a price."""
    if (ascent.prices[0].group >= 0).all():
        return 0
    model = build(problem, Groups.build(problem))
    if model is None:
        return None
    weight = weights(problem, parameters.tiers[0], parameters.seed)
    free = best_pairs(model, Face.whole(model), weight[model.pair])
    if free is None:
        return None
    value = int(weight[model.pair][free].sum()) + int(weight[model.fixed].sum())
    return value - ascent.tiers[0].value


def _infeasible(problem: Problem, parameters: Parameters, groups: Groups) -> Result:
    clash = smallest_clash(problem, groups)
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
    )


def _frame(*columns: str) -> pd.DataFrame:
    return pd.DataFrame({column: pd.Series(dtype=object) for column in columns})


def versions() -> dict[str, str]:
    """Versions of everything that can change an answer."""
    found = {name: version(name) for name in ("numpy", "ortools", "pandas")}
    return {"kamermatch": __version__, **found, "python": platform.python_version()}
