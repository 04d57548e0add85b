"""Prices mean what the reference says: checked by solving again with one more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from matcher.optimiser import Parameters, Problem, Result, solve
from matcher.optimiser.model import Face, Groups, build
from matcher.optimiser.network import best_pairs
from matcher.optimiser.tiers import exact_dot
from tests.optimiser.instances import national, problem_of, small

NIGHTS = Parameters(tiers=("nights",))


Solved = tuple[int, Problem, Result]


@pytest.fixture(scope="module")
def solved() -> list[Solved]:
    """Small instances by seed, solved; those that can be."""
    problems = [problem_of(small(seed)) for seed in range(80)]
    found = [(seed, one, solve(one, NIGHTS)) for seed, one in enumerate(problems)]
    return [(seed, one, result) for seed, one, result in found if result.status != "infeasible"]


def prices(result: Result, kind: str) -> dict[str, int]:
    rows = result.prices[result.prices["kind"] == kind]
    return dict(zip(rows["key"], rows["price"].astype(int), strict=True))


def with_more(problem: Problem, table: str, column: str, **row: str) -> Problem:
    """The problem with one more in the row named. The frames are not checked anew: a thousand
    times that takes as long as everything else together."""
    frame: pd.DataFrame = getattr(problem, table)
    named = np.logical_and.reduce([frame[name] == key for name, key in row.items()])
    more = frame[column].to_numpy(np.int64) + named
    changed: dict[str, Any] = {table: frame.assign(**{column: more})}
    return replace(problem, **changed)


def most_nights(problem: Problem) -> int:
    """The value of the first tier alone; whole solutions are checked in other tests."""
    model = build(problem, Groups.build(problem))
    assert model is not None
    nights = problem.pairs["nights"].to_numpy(np.int64)
    chosen = best_pairs(model, Face.whole(model), nights[model.pair])
    assert chosen is not None
    return int(nights[model.pair][chosen].sum() + nights[model.fixed].sum())


def test_price_of_a_room_is_exactly_what_one_bed_more_brings(solved: list[Solved]) -> None:
    looked_at = 0
    for seed, problem, result in solved:
        for room, price in prices(result, "room").items():
            more = most_nights(with_more(problem, "rooms", "capacity", room=room))
            assert more - result.tiers[0].value == price, (seed, room)
            looked_at += price > 0
    assert looked_at > 10


def test_contract_place_is_worth_at_most_its_price(solved: list[Solved]) -> None:
    looked_at = 0
    for seed, problem, result in solved:
        for key, price in prices(result, "contract").items():
            more = most_nights(with_more(problem, "limits", "limit", kind="contract", key=key))
            gain = more - result.tiers[0].value
            assert 0 <= gain <= price, (seed, key)
            looked_at += gain > 0
    assert looked_at > 5


def test_tiers_cut_off_by_the_time_limit_keep_a_valid_bound() -> None:
    problem = problem_of(national(300, 200, seed=3, towns=12))
    whole = solve(problem, Parameters())
    cut = solve(problem, Parameters(time_limit=1e-9))
    assert cut.status == "feasible"
    assert cut.tiers[0] == whole.tiers[0]
    assert all(tier.bound >= tier.value for tier in cut.tiers)
    assert cut.tiers[1].bound >= whole.tiers[1].value


def test_weights_too_large_to_stay_exact_are_refused_not_rounded() -> None:
    problem = problem_of(national(30, 20, towns=2))
    model = build(problem, Groups.build(problem))
    assert model is not None
    weight = np.full(len(model.pair), 2**60)
    with pytest.raises(OverflowError):
        best_pairs(model, Face.whole(model), weight)


def test_sum_of_products_beyond_what_floats_hold_is_exact() -> None:
    left = np.array([2**50 + 1, -(2**50) - 3, 7], np.int64)
    right = np.array([1000, 999, 3], np.int64)
    assert exact_dot(left, right) == sum(int(a) * int(b) for a, b in zip(left, right, strict=True))
