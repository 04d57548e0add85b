"""Time of questions to a solved problem, as a fraction of a full solve.

``python -m bench.questions [YOUTHS ROOMS]`` (default 10,000 x 7,000). Solve and questions run in the
same process, one after another; compiling is left out of both.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from matcher.optimiser import Parameters, Problem, Result, solve
from matcher.optimiser.backups import backups
from matcher.optimiser.model import Groups
from matcher.optimiser.questions import Changes, Market, repair
from matcher.optimiser.questions.opening import positions
from matcher.optimiser.scores import scores
from matcher.optimiser.standing import Standing
from tests.optimiser.instances import national, problem_of


def main(youths: int, rooms: int) -> None:
    _warm()
    problem = problem_of(national(youths, rooms, seed=1))
    result, whole = _timed(lambda: solve(problem, Parameters(backups=0)))
    print(f"{youths:,} x {rooms:,}, {len(problem.pairs):,} pairs; a full solve takes {whole:.2f} s")
    market, seconds = _timed(lambda: Market.of(problem, Parameters(), result))
    _row("open a market", [seconds], whole)
    _, seconds = _timed(lambda: (market.ready, market.forced(*_first(problem))))
    _row("what every question needs", [seconds], whole)
    _single(problem, result, market, whole)
    _all_at_once(problem, result, market, whole)


def _warm() -> None:
    """Compile everything once."""
    problem = problem_of(national(120, 80, seed=2, towns=4))
    result = solve(problem)
    market = Market.of(problem, Parameters(), result)
    market.forced(*_first(problem))
    market.decline(*result.assignments[["youth", "room"]].iloc[0])


def _first(problem: Problem) -> tuple[str, str]:
    return str(problem.pairs["youth"].iloc[0]), str(problem.pairs["room"].iloc[0])


def _single(problem: Problem, result: Result, market: Market, whole: float) -> None:
    rng = np.random.default_rng(0)
    some = problem.pairs.iloc[rng.integers(0, len(problem.pairs), 300)]
    pairs = some[["youth", "room"]].astype(str).to_numpy().tolist()
    row = rng.integers(0, len(result.assignments), 60)
    chosen = result.assignments[["youth", "room"]].iloc[row].to_numpy().tolist()
    _each("force a pair", market.forced, pairs, whole)
    _each("forbid a chosen pair", market.forbidden, chosen, whole)
    _each("re-optimise: decline", market.decline, chosen, whole)
    _each("re-optimise: a youth leaves", lambda y, _: market.without_youth(y), chosen, whole)
    _each("re-optimise: a room closes", lambda _, r: market.without_room(r), chosen, whole)
    offers = pd.DataFrame({"youth": problem.youths["youth"].iloc[::100], "nights": 90, "fit": 500})
    new = {"room": "new", "municipality": "GM0001", "capacity": 1}
    _each("re-optimise: a new room", lambda *_: market.with_room(new, offers), chosen[:9], whole)
    _each("repair after a decline", _repair(problem, result), chosen[:30], whole)


def _repair(problem: Problem, result: Result) -> Callable[[str, str], object]:
    def after(youth: str, room: str) -> object:
        kept = result.assignments[result.assignments["youth"] != youth]
        return repair(problem, Parameters(), kept, Changes(declined=((youth, room),)))

    return after


def _all_at_once(problem: Problem, result: Result, market: Market, whole: float) -> None:
    groups = Groups.build(problem)
    standing = Standing.of(problem, groups, positions(problem, result.assignments))
    asked: list[tuple[str, Callable[[], object]]] = [
        ("loss of every youth", market.loss_of_youths),
        ("loss of a bed in every room", market.loss_of_rooms),
        ("one bed more in every room", market.gain_of_beds),
        ("as many new rooms as there are", lambda: market.new_rooms(_offers(problem))),
        (
            "back-ups of every room",
            lambda: backups(problem, groups, standing, scores(problem, Parameters()), 3),
        ),
    ]
    for name, ask in asked:
        _row(name, [_timed(ask)[1]], whole)


def _offers(problem: Problem) -> pd.DataFrame:
    return problem.pairs.astype({"youth": object, "room": object})


def _each(name: str, ask: Callable[..., object], rows: Sequence[Any], whole: float) -> None:
    _row(name, [_timed(partial(ask, *row))[1] for row in rows], whole)


def _timed(ask: Callable[[], Any]) -> tuple[Any, float]:
    started = time.perf_counter()
    found = ask()
    return found, time.perf_counter() - started


def _row(name: str, seconds: Sequence[float], whole: float) -> None:
    middle, high = np.median(seconds), np.quantile(seconds, 0.95)
    print(
        f"{name:<32}{len(seconds):>5} x {1000 * middle:>9.1f} ms{1000 * high:>9.1f} ms"
        f"   1/{whole / max(middle, 1e-9):,.0f} of a solve"
    )


if __name__ == "__main__":
    size = [int(word) for word in sys.argv[1:3]] or [10_000, 7_000]
    main(*size)
