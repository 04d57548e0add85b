"""Prices mean what the reference says: checked by solving again with one more."""

from __future__ import annotations

import numpy as np
import pytest

from matcher.optimiser import Parameters, Result, solve
from matcher.optimiser.model import Face, Groups, build
from matcher.optimiser.network import best_pairs
from matcher.optimiser.tiers import exact_dot
from tests.optimiser.instances import Frames, national, problem_of, small

NIGHTS = Parameters(tiers=("nights",))


def prices(result: Result, kind: str) -> dict[str, int]:
    rows = result.prices[result.prices["kind"] == kind]
    return dict(zip(rows["key"], rows["price"].astype(int), strict=True))


def with_more(frames: Frames, table: str, row: int, column: str) -> Frames:
    frame = frames[table].copy()
    values = frame[column].to_numpy(np.int64).copy()
    values[row] += 1
    frame[column] = values
    return frames | {table: frame}


def test_price_of_a_room_is_exactly_what_one_bed_more_brings() -> None:
    looked_at = 0
    for seed in range(80):
        frames = small(seed)
        result = solve(problem_of(frames), NIGHTS)
        if result.status == "infeasible":
            continue
        for room, price in prices(result, "room").items():
            row = int(np.flatnonzero(frames["rooms"]["room"] == room)[0])
            more = solve(problem_of(with_more(frames, "rooms", row, "capacity")), NIGHTS)
            assert more.tiers[0].value - result.tiers[0].value == price, (seed, room)
            looked_at += price > 0
    assert looked_at > 10


def test_contract_place_is_worth_at_most_its_price() -> None:
    looked_at = 0
    for seed in range(80):
        frames = small(seed)
        result = solve(problem_of(frames), NIGHTS)
        if result.status == "infeasible":
            continue
        for row, (kind, key) in enumerate(frames["limits"][["kind", "key"]].to_numpy().tolist()):
            if kind == "contract":
                more = solve(problem_of(with_more(frames, "limits", row, "limit")), NIGHTS)
                gain = more.tiers[0].value - result.tiers[0].value
                assert 0 <= gain <= prices(result, "contract")[key], (seed, key)
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
