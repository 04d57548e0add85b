"""Never trust the solver: every corruption of a good result is caught from the input alone."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from matcher.errors import ResultRejected
from matcher.optimiser import Parameters, Problem, Result, Share, solve, verify
from tests.optimiser.instances import national, problem_of

PARAMETERS = Parameters(guarantee=True, seed=4)


@pytest.fixture(scope="module")
def problem() -> Problem:
    frames = national(120, 80, seed=2, towns=8)
    town = frames["youths"]["municipality"].value_counts().index
    frames["limits"] = pd.DataFrame(
        {"kind": "contract", "key": town[:2], "limit": [9, 6]},
    )
    frames["fixed"] = frames["pairs"].loc[[3], ["youth", "room"]]
    frames["forbidden"] = frames["pairs"].loc[[40, 60], ["youth", "room"]]
    return problem_of(frames)


@pytest.fixture(scope="module")
def good(problem: Problem) -> Result:
    return solve(problem, PARAMETERS)


def changed(frame: pd.DataFrame, row: int, column: str, value: Any) -> pd.DataFrame:
    frame = frame.copy()
    frame.loc[frame.index[row], column] = value
    return frame


def another_room(problem: Problem, result: Result) -> Result:
    """A youth moved to a room that is full, with the right nights and fit."""
    frame = result.assignments
    for row, (youth, room) in enumerate(zip(frame["youth"], frame["room"], strict=True)):
        taken = set(frame["room"]) - {room}
        options = problem.pairs[problem.pairs["youth"] == youth]
        options = options[options["room"].isin(taken)]
        if len(options):
            option = options.iloc[0]
            moved = changed(frame, row, "room", str(option["room"]))
            moved = changed(moved, row, "nights", int(option["nights"]))
            moved = changed(moved, row, "fit", int(option["fit"]))
            return replace(result, assignments=moved)
    raise AssertionError("no youth has another room")


def with_pair(problem: Problem, result: Result, place: int) -> Result:
    """The pair at a position added, the youth's and the room's other assignments taken out."""
    pair = problem.pairs.iloc[[place]].astype({"youth": object, "room": object})
    frame = result.assignments
    clash = frame["youth"].isin(pair["youth"]) | frame["room"].isin(pair["room"])
    joined = pd.concat([frame[~clash], pair]).sort_values("youth", ignore_index=True)
    return replace(result, assignments=joined.astype(frame.dtypes.to_dict()))


def without(result: Result, row: int) -> Result:
    return replace(result, assignments=result.assignments.drop(index=row).reset_index(drop=True))


def other_tier(result: Result, place: int, **values: Any) -> Result:
    tiers = list(result.tiers)
    tiers[place] = replace(tiers[place], **values)
    return replace(result, tiers=tuple(tiers))


def priced(result: Result, kind: str, step: int) -> Result:
    row = int(np.flatnonzero(result.prices["kind"] == kind)[0])
    price = int(result.prices["price"].iloc[row])
    return replace(result, prices=changed(result.prices, row, "price", price + step))


def certified(result: Result, place: int, step: int) -> Result:
    certificates = list(result.certificates)
    room = certificates[place].room.copy()
    room[0] += step
    certificates[place] = replace(certificates[place], room=room)
    return replace(result, certificates=tuple(certificates))


def dropped_fixed(problem: Problem, result: Result) -> Result:
    fixed = problem.fixed["youth"].iloc[0]
    return without(result, int(np.flatnonzero(result.assignments["youth"] == fixed)[0]))


def twice(result: Result) -> Result:
    frame = result.assignments
    return replace(result, assignments=pd.concat([frame.iloc[[0]], frame], ignore_index=True))


def unknown(result: Result, column: str) -> Result:
    return replace(result, assignments=changed(result.assignments, 0, column, "nobody"))


Corruption = Callable[[Problem, Result], Result]
CORRUPTIONS: dict[str, Corruption] = {
    "unknown status": lambda p, r: replace(r, status="fine"),
    "feasible although proven": lambda p, r: replace(r, status="feasible"),
    "infeasible although solved": lambda p, r: replace(r, status="infeasible"),
    "assignment left out": lambda p, r: without(r, 5),
    "all assignments left out": lambda p, r: replace(r, assignments=r.assignments.iloc[:0]),
    "assignment twice": lambda p, r: twice(r),
    "assignments in another order": lambda p, r: replace(
        r, assignments=r.assignments.iloc[::-1].reset_index(drop=True)
    ),
    "unknown youth": lambda p, r: unknown(r, "youth"),
    "unknown room": lambda p, r: unknown(r, "room"),
    "a night too many": lambda p, r: replace(
        r, assignments=changed(r.assignments, 0, "nights", r.assignments["nights"].iloc[0] + 1)
    ),
    "fit made up": lambda p, r: replace(
        r, assignments=changed(r.assignments, 0, "fit", (r.assignments["fit"].iloc[0] + 1) % 1000)
    ),
    "column missing": lambda p, r: replace(r, assignments=r.assignments.drop(columns="fit")),
    "room too full": another_room,
    "forbidden pair": lambda p, r: with_pair(p, r, int(p.forbidden_pair[0])),
    "fixed pair left out": dropped_fixed,
    "tier value too high": lambda p, r: other_tier(r, 0, value=r.tiers[0].value + 1),
    "later tier value too high": lambda p, r: other_tier(r, 2, value=r.tiers[2].value + 1),
    "bound too low": lambda p, r: other_tier(r, 1, bound=r.tiers[1].bound - 1),
    "bound too high": lambda p, r: other_tier(r, 1, bound=r.tiers[1].bound + 1),
    "tiers swapped": lambda p, r: replace(r, tiers=r.tiers[::-1]),
    "tier left out": lambda p, r: replace(r, tiers=r.tiers[:2]),
    "lottery left out": lambda p, r: replace(r, lottery=None),
    "lottery value": lambda p, r: replace(r, lottery=replace(r.lottery, value=1)),  # type: ignore[type-var]
    "certificate left out": lambda p, r: replace(r, certificates=r.certificates[1:]),
    "certificate of the first tier": lambda p, r: certified(r, 0, 1),
    "certificate with a negative price": lambda p, r: certified(r, 0, -10_000),
    "certificate too short": lambda p, r: replace(
        r,
        certificates=(replace(r.certificates[0], room=np.zeros(3, np.int64)), *r.certificates[1:]),
    ),
    "price of a room": lambda p, r: priced(r, "room", 1),
    "negative price of a room": lambda p, r: priced(r, "room", -1000),
    "price of a youth": lambda p, r: priced(r, "youth", 1),
    "price of a contract": lambda p, r: priced(r, "contract", 1),
    "price of a guarantee": lambda p, r: priced(r, "guarantee", 1),
    "prices left out": lambda p, r: replace(r, prices=r.prices.iloc[1:].reset_index(drop=True)),
    "back-ups left out": lambda p, r: replace(r, backups=r.backups.iloc[1:].reset_index(drop=True)),
    "placed youth as back-up": lambda p, r: replace(
        r, backups=changed(r.backups, 0, "youth", r.assignments["youth"].iloc[0])
    ),
    "back-up rank": lambda p, r: replace(r, backups=changed(r.backups, 0, "rank", 2)),
    "back-up nights": lambda p, r: replace(r, backups=changed(r.backups, 0, "nights", 1)),
    "unmatched left out": lambda p, r: replace(
        r, unmatched=r.unmatched.iloc[1:].reset_index(drop=True)
    ),
    "reason made up": lambda p, r: replace(
        r, unmatched=changed(r.unmatched, 0, "reason", "limit contract GM9999")
    ),
    "share made up": lambda p, r: replace(
        r, guarantee={**r.guarantee, next(iter(r.guarantee)): Share(0, 99)}
    ),
    "municipality left out of the shares": lambda p, r: replace(r, guarantee={}),
    "negative cost of the guarantee": lambda p, r: replace(r, guarantee_cost=-1),
}


def test_good_result_passes(problem: Problem, good: Result) -> None:
    assert verify(problem, PARAMETERS, good) == []
    assert len(good.backups) > 0
    assert set(good.prices["kind"]) == {"room", "youth", "contract", "guarantee"}


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_corrupted_result_is_rejected(problem: Problem, good: Result, name: str) -> None:
    assert verify(problem, PARAMETERS, CORRUPTIONS[name](problem, good)) != []


def test_result_is_rejected_when_the_limits_were_tighter(problem: Problem, good: Result) -> None:
    for kind, change in (("contract", -1), ("guarantee", 1)):
        key = str(problem.limits["key"].iloc[0])
        number = good.guarantee[key].shared + change
        limits = pd.DataFrame({"kind": [kind], "key": [key], "limit": [number]})
        tighter = Problem.checked(
            problem.youths, problem.rooms, problem.pairs, limits, problem.fixed, problem.forbidden
        )
        found = verify(tighter, Parameters(seed=4), good)
        assert any(line.startswith(f"{kind} {key}") for line in found), found


def test_solution_that_is_not_the_best_is_rejected(problem: Problem, good: Result) -> None:
    """A whole and legal assignment, with honest values, still fails on its bounds."""
    worse = solve(problem, replace(PARAMETERS, tiers=("fit", "priority", "nights")))
    swapped = replace(
        worse, tiers=tuple(next(t for t in worse.tiers if t.name == n) for n in PARAMETERS.tiers)
    )
    assert verify(problem, PARAMETERS, swapped) != []
    honest = replace(good, assignments=worse.assignments, guarantee=worse.guarantee)
    assert verify(problem, PARAMETERS, honest) != []


def test_clash_that_can_be_met_is_rejected(problem: Problem, good: Result) -> None:
    empty = good.assignments.iloc[:0]
    claim = replace(
        good, status="infeasible", assignments=empty, backups=good.backups.iloc[:0], tiers=()
    )
    contract = f"contract {problem.limits['key'].iloc[0]}"
    for clash in ((), (contract,), ("contract GM9999",)):
        assert verify(problem, PARAMETERS, replace(claim, clash=clash)) != []


def test_rejected_result_never_leaves_the_solver(
    problem: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = sys.modules[solve.__module__]
    monkeypatch.setattr(
        module,
        "_assignments",
        lambda problem, chosen: pd.DataFrame(
            {"youth": ["x"], "room": ["y"], "nights": [1], "fit": [1]}
        ),
    )
    with pytest.raises(ResultRejected):
        solve(problem, PARAMETERS)
