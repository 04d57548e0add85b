"""Answers from the prices equal to solving again."""

from __future__ import annotations

import io
from dataclasses import replace

import pandas as pd
import pytest

from matcher.optimiser import Parameters, Problem, Result, solve
from matcher.optimiser.questions import ChangeRefused, Market, QuestionRefused
from tests.optimiser.instances import national, problem_of


def test_forced_cost_is_what_solving_again_with_the_pair_fixed_loses() -> None:
    problem = problem_of(national(120, 80, seed=4, towns=5))
    before = solve(problem)
    market = Market.of(problem, Parameters(), before)
    pairs = problem.pairs.iloc[:: len(problem.pairs) // 12]
    for youth, room in pairs[["youth", "room"]].astype(str).to_numpy():
        row = pd.DataFrame({"youth": [youth], "room": [room]})
        after = solve(_with_fixed(problem, row))
        lost = [old.value - new.value for old, new in zip(before.tiers, after.tiers, strict=True)]
        assert before.lottery is not None
        assert after.lottery is not None
        lost.append(after.lottery.value - before.lottery.value)
        assert list(market.forced(youth, room).by_tier.values()) == lost


def _with_fixed(problem: Problem, row: pd.DataFrame) -> Problem:
    return Problem.checked(problem.youths, problem.rooms, problem.pairs, problem.limits, row)


def test_prices_of_another_problem_are_refused() -> None:
    problem = problem_of(national(60, 40, seed=4, towns=3))
    other = problem_of(national(60, 40, seed=5, towns=3))
    with pytest.raises(QuestionRefused):
        Market.of(other, Parameters(), solve(problem))
    with pytest.raises(QuestionRefused):
        Market.of(problem, Parameters(), replace(solve(problem), status="infeasible"))


@pytest.fixture(scope="module")
def solved() -> tuple[Problem, Result]:
    problem = problem_of(national(120, 80, seed=4, towns=5))
    return problem, solve(problem)


def test_stored_prices_answer_like_the_result_itself(solved: tuple[Problem, Result]) -> None:
    problem, result = solved
    market = Market.of(problem, Parameters(), result)
    text = result.duals.to_csv(index=False)
    duals = pd.read_csv(io.StringIO(text), dtype={"kind": str, "key": str})
    stored = Market.stored(problem, Parameters(), result.assignments, duals)
    assert (stored.gain_of_beds() == market.gain_of_beds()).all()
    assert stored.assignments().equals(market.assignments())


def test_one_wrong_price_is_refused(solved: tuple[Problem, Result]) -> None:
    problem, result = solved
    contested = result.duals.index[(result.duals["nights"] > 0).to_numpy()][0]
    duals = result.duals.copy()
    duals.loc[contested, "nights"] = 0
    with pytest.raises(QuestionRefused, match="prove"):
        Market.stored(problem, Parameters(), result.assignments, duals)


def test_assignments_of_another_result_are_refused(solved: tuple[Problem, Result]) -> None:
    problem, result = solved
    with pytest.raises(QuestionRefused, match="prove"):
        Market.stored(problem, Parameters(), result.assignments.iloc[:-1], result.duals)


def test_unknown_keys_are_named(solved: tuple[Problem, Result]) -> None:
    market = Market.of(solved[0], Parameters(), solved[1])
    with pytest.raises(QuestionRefused, match="no youth 'nobody'"):
        market.forced("nobody", "R000001")


def test_declined_pair_does_not_come_back(solved: tuple[Problem, Result]) -> None:
    market = Market.of(solved[0], Parameters(), solved[1])
    youth, room = market.assignments()[["youth", "room"]].iloc[0]
    after = market.decline(youth, room)
    assert not after.forced(youth, room).is_possible
    found = market.changed(after)
    assert youth in set(found["youth"])
    assert (found["before"] != found["after"]).all()


def test_who_has_left_cannot_be_asked_about(solved: tuple[Problem, Result]) -> None:
    market = Market.of(solved[0], Parameters(), solved[1])
    youth = str(market.assignments()["youth"].iloc[0])
    with pytest.raises(QuestionRefused, match="not there any more"):
        market.without_youth(youth).loss_of_youth(youth)


def test_youth_who_is_promised_a_room_cannot_leave_without_breaking_the_promise() -> None:
    problem = Problem.checked(
        pd.DataFrame({"youth": ["a"], "municipality": "GM1", "organisation": "", "priority": 1}),
        pd.DataFrame({"room": ["r"], "municipality": "GM1", "capacity": 1}),
        pd.DataFrame({"youth": ["a"], "room": "r", "nights": 5, "fit": 5}),
        pd.DataFrame({"kind": ["guarantee"], "key": "GM1", "limit": 1}),
    )
    market = Market.of(problem, Parameters(), solve(problem))
    assert market.loss_of_youth("a").limit == "guarantee GM1"
    with pytest.raises(ChangeRefused, match="guarantee GM1"):
        market.without_youth("a")


def test_limits_that_are_no_network_are_asked_by_solving_again() -> None:
    problem = Problem.checked(
        pd.DataFrame(
            {"youth": ["a", "b"], "municipality": "GM1", "organisation": "o", "priority": [1, 2]}
        ),
        pd.DataFrame({"room": ["r", "s"], "municipality": "GM1", "capacity": 1}),
        pd.DataFrame({"youth": ["a", "b"], "room": ["r", "s"], "nights": [5, 9], "fit": 5}),
        pd.DataFrame({"kind": ["organisation"], "key": "o", "limit": 1}),
    )
    market = Market.of(problem, Parameters(), solve(problem))
    cost = market.forced("a", "r")
    assert cost.by_tier == {"nights": 4, "priority": 1, "fit": 0, "lottery": -1}
    assert cost.is_exact
    assert market.without_room("s").assignments()["room"].tolist() == ["r"]
