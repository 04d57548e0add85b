"""Answers from the prices equal to solving again."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from matcher.optimiser import Parameters, Problem, solve
from matcher.optimiser.questions import Market, QuestionRefused
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
