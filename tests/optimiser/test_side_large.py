"""The way for large problems, tried on problems small enough to know the best answer."""

from __future__ import annotations

import pytest

from matcher.optimiser import Parameters, Problem, Result, solve, verify
from matcher.optimiser.side import answer
from tests.optimiser.test_side_verify import limits_of_every_kind


@pytest.fixture(scope="module")
def problem() -> Problem:
    return limits_of_every_kind()


@pytest.fixture
def at_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer, "MOST_PAIRS_EXACT", 0)


def tables(result: Result) -> list[str]:
    return [getattr(result, name).to_csv() for name in ("assignments", "prices", "unmatched")]


@pytest.mark.usefixtures("at_large")
def test_large_way_keeps_all_limits_and_tells_honest_bounds(problem: Problem) -> None:
    result = solve(problem, Parameters())
    assert result.method == answer.LARGE
    assert verify(problem, Parameters(), result) == []
    nights = result.tiers[0]
    assert nights.value <= nights.bound <= nights.value * 1.01
    assert all(tier.value <= tier.bound for tier in result.tiers)


def test_large_way_is_bounded_by_the_exact_one(
    problem: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = solve(problem, Parameters(tiers=("nights",)))
    monkeypatch.setattr(answer, "MOST_PAIRS_EXACT", 0)
    large = solve(problem, Parameters(tiers=("nights",)))
    assert large.tiers[0].value <= exact.tiers[0].value <= large.tiers[0].bound


@pytest.mark.usefixtures("at_large")
def test_same_seed_gives_the_same_answer_at_large(problem: Problem) -> None:
    first, second = (solve(problem, Parameters(guarantee=True, seed=2)) for _ in range(2))
    assert tables(first) == tables(second)
    assert (first.tiers, first.lottery) == (second.tiers, second.lottery)


@pytest.mark.parametrize("most", [0, 15_000])
def test_time_limit_gives_an_assignment_with_bounds(
    problem: Problem, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(answer, "MOST_PAIRS_EXACT", most)
    parameters = Parameters(time_limit=0.001)
    result = solve(problem, parameters)
    assert result.status in ("optimal", "feasible")
    assert result.placed > 0
    assert verify(problem, parameters, result) == []
