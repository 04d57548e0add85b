"""The engine against independent solvers: a MIP per tier on small instances, SciPy on a large one."""

from __future__ import annotations

import os
from itertools import permutations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from matcher.optimiser import Parameters, solve, verify
from tests.optimiser.battery import difference
from tests.optimiser.instances import Frames, national, problem_of, small
from tests.optimiser.reference import best_values

ORDERS = [*permutations(("nights", "priority", "fit")), ("fit",), ("priority", "nights")]


def answer(frames: Frames, tiers: tuple[str, ...], guarantee: bool) -> list[int] | None:
    problem, parameters = problem_of(frames), Parameters(tiers=tiers, guarantee=guarantee)
    result = solve(problem, parameters)
    assert verify(problem, parameters, result) == []
    if result.status == "infeasible":
        return None
    assert result.status == "optimal"
    assert result.lottery is not None
    return [tier.value for tier in (*result.tiers, result.lottery)]


@pytest.mark.parametrize("block", range(8))
def test_every_tier_equals_the_mip_on_random_instances(block: int) -> None:
    statuses = set()
    for seed in range(1000 + 40 * block, 1000 + 40 * (block + 1)):
        tiers, guarantee = ORDERS[seed % len(ORDERS)], seed % 3 == 0
        frames = small(seed)
        expected = best_values(frames, tiers, guarantee)
        assert answer(frames, tiers, guarantee) == expected, f"seed {seed}"
        statuses.add(expected is None)
    assert statuses == {True, False}, "the instances must be of both kinds"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32 - 1), tiers=st.sampled_from(ORDERS), guarantee=st.booleans())
def test_every_tier_equals_the_mip_on_any_instance(
    seed: int, tiers: tuple[str, ...], guarantee: bool
) -> None:
    frames = small(seed)
    assert answer(frames, tiers, guarantee) == best_values(frames, tiers, guarantee)


def test_first_two_tiers_equal_scipy_on_2000_youths_and_1500_rooms() -> None:
    frames = national(2000, 1500, seed=5, towns=40)
    problem = problem_of(frames)
    result = solve(problem, Parameters(tiers=("nights", "fit")))
    beds = np.repeat(np.arange(1500), problem.rooms["capacity"])
    step = 1000 * min(2000, len(beds)) + 1
    value = np.zeros((2000, 1500))
    nights, fit = problem.pairs["nights"].to_numpy(float), problem.pairs["fit"].to_numpy(float)
    value[problem.pair_youth, problem.pair_room] = nights * step + fit
    dense = value[:, beds]
    youth, bed = linear_sum_assignment(dense, maximize=True)
    total = int(dense[youth, bed].sum())
    assert [tier.value for tier in result.tiers] == [total // step, total % step]
    assert result.status == "optimal"


@pytest.mark.parametrize("block", range(10))
def test_every_mix_of_limits_equals_the_mip(block: int) -> None:
    """A part of the battery (``python -m tests.optimiser.battery 2000``)."""
    number = int(os.environ.get("KAMERMATCH_BATTERY", "400")) // 10
    first = 20_000 + number * block
    found = {seed: difference(seed) for seed in range(first, first + number)}
    assert {seed: what for seed, (_, what) in found.items() if what} == {}
    assert {"infeasible", "optimal"} <= {status for status, _ in found.values()}
