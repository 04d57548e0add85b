"""Regions that share nothing are solved apart, and give what solving them at once gives."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from bench.national import national
from matcher.optimiser import Parameters, Problem, Result, regions, solve, verify
from matcher.optimiser.limits import alone
from matcher.optimiser.model import Groups, build
from matcher.optimiser.regions import climb_regions, regions_of
from matcher.optimiser.tiers import climb
from matcher.workers import HERE, Workers
from tests.optimiser.instances import problem_of, small

Frames = dict[str, pd.DataFrame]


def islands(number: int, youths: int = 60, rooms: int = 40) -> Frames:
    """Small countries that share neither pairs nor municipalities."""
    parts: list[Frames] = []
    for island in range(number):
        frames = national(youths, rooms, seed=island, towns=4, area=0.05)
        for table, column in (
            ("youths", "youth"),
            ("rooms", "room"),
            ("pairs", "youth"),
            ("pairs", "room"),
            ("youths", "municipality"),
            ("rooms", "municipality"),
        ):
            frames[table][column] = f"{island}-" + frames[table][column].astype(str)
        parts.append(frames)
    joined = {
        name: pd.concat([part[name] for part in parts], ignore_index=True) for name in parts[0]
    }
    contracts = joined["youths"]["municipality"].unique()
    joined["limits"] = pd.DataFrame(
        {
            "kind": "contract",
            "key": contracts,
            "limit": np.arange(len(contracts)) * 5 % 12 + 4,
        }
    )
    return joined


def told(result: Result) -> bytes:
    tables = (result.assignments, result.prices, result.backups, result.unmatched)
    certificates = [(c.tier, c.room.tobytes(), c.group.tobytes()) for c in result.certificates]
    return repr(
        ([table.to_csv() for table in tables], result.tiers, result.lottery, certificates)
    ).encode()


@pytest.mark.parametrize("seed", range(60))
def test_regions_of_any_size_reach_the_values_of_the_whole(seed: int) -> None:
    problem = problem_of(small(seed))
    parameters = Parameters(guarantee=seed % 2 == 0)
    groups = Groups.build(problem, alone(problem) if parameters.guarantee else None)
    model = build(problem, groups)
    if model is None:
        return
    whole = climb(problem, model, parameters, None)
    for least in (1, 3, 10):
        parts = climb_regions(problem, model, parameters, None, HERE, least)
        assert (parts is None) == (whole is None)
        if whole is not None and parts is not None:
            assert parts.tiers == whole.tiers
            assert (parts.prices[0].room == whole.prices[0].room).all()


def test_the_answer_of_regions_passes_its_verification(monkeypatch: pytest.MonkeyPatch) -> None:
    problem, parameters = Problem.checked(**islands(3)), Parameters(guarantee=True)
    whole = solve(problem, parameters)
    monkeypatch.setattr(regions, "PAIRS_PER_REGION", 1)
    parts = solve(problem, parameters)
    assert verify(problem, parameters, parts) == []
    assert (parts.tiers, parts.lottery) == (whole.tiers, whole.lottery)
    assert parts.prices.equals(whole.prices)


def test_two_workers_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    problem, parameters = Problem.checked(**islands(4)), Parameters()
    monkeypatch.setattr(regions, "PAIRS_PER_REGION", 1)
    one, two = solve(problem, parameters), solve(problem, parameters, Workers(2))
    assert told(one) == told(two)


def test_islands_are_regions_and_a_limit_can_join_them() -> None:
    frames = islands(3)
    apart = build(*_with_groups(frames))
    assert apart is not None
    label = regions_of(apart, np.zeros(apart.number_of_groups, bool), 1)
    first = np.flatnonzero(np.bincount(apart.youth, minlength=apart.number_of_youths))
    by_island = pd.Series(label[first]).groupby(first // 60)
    assert not set(by_island.get_group(0)) & set(by_island.get_group(2))
    # One municipality with youths on two islands, and a limit that can matter.
    frames["youths"].loc[[0, 179], "municipality"] = "joined"
    one = pd.DataFrame({"kind": ["contract"], "key": ["joined"], "limit": [1]})
    frames["limits"] = pd.concat([frames["limits"], one], ignore_index=True)
    joined = build(*_with_groups(frames))
    assert joined is not None
    label = regions_of(joined, np.zeros(joined.number_of_groups, bool), 1)
    assert label[0] == label[179]
    slack = np.ones(joined.number_of_groups, bool)
    assert (regions_of(joined, slack, 1)[[0, 179]] != label[0]).any()


def test_a_small_rest_joins_the_region_before_it() -> None:
    model = build(*_with_groups(islands(3)))
    assert model is not None
    slack = np.ones(model.number_of_groups, bool)
    pairs = len(model.pair)
    assert regions_of(model, slack, pairs).max() == 0
    halves = regions_of(model, slack, pairs // 3)[model.youth]
    assert (np.bincount(halves) >= pairs // 3).all()


def test_a_time_limit_does_not_depend_on_which_region_came_first() -> None:
    problem = Problem.checked(**islands(2))
    groups = Groups.build(problem)
    model = build(problem, groups)
    assert model is not None
    parameters = Parameters()
    past = climb_regions(problem, model, parameters, 0.0, HERE, 1)
    whole = climb(problem, model, parameters, 0.0)
    assert past is not None
    assert whole is not None
    assert past.tiers == whole.tiers
    assert not all(tier.is_proven for tier in past.tiers)


def _with_groups(frames: Frames) -> tuple[Problem, Groups]:
    problem = Problem.checked(**frames)
    return problem, Groups.build(problem)
