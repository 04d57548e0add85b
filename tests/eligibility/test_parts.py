"""Pairs are found in parts, by loops that may be compiled: none of it may change the answer."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.eligibility import Candidates, find_pairs, kernel
from matcher.eligibility.candidates import are_among
from matcher.eligibility.columns import Ints
from matcher.eligibility.distance import Surroundings, metres_from, on_sphere
from matcher.eligibility.kernel import count_broken, fill_near
from matcher.eligibility.tally import Tally
from matcher.machine_code import plain
from matcher.workers import HERE, Workers
from tests.eligibility import people
from tests.eligibility.drawn import Drawn, instances
from tests.eligibility.instances import Instance, national
from tests.eligibility.people import POLICY, TODAY


def found_in(instance: Instance, part_size: int, workers: Workers = HERE) -> Candidates:
    return find_pairs(
        instance.youths,
        instance.rooms,
        instance.places,
        instance.exclusions,
        today=TODAY,
        policy=POLICY,
        part_size=part_size,
        workers=workers,
    )


def assert_same(one: Candidates, other: Candidates) -> None:
    for name in ("pairs", "youths", "rooms", "youth_reasons", "room_reasons"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))
    assert one.pairs.to_csv() == other.pairs.to_csv()
    np.testing.assert_array_equal(one.youth_index, other.youth_index)
    np.testing.assert_array_equal(one.room_index, other.room_index)


@settings(max_examples=40, deadline=None)
@given(instances(), st.integers(1, 6), st.integers(1, 9))
def test_parts_of_any_size_give_the_same(drawn: Drawn, part_size: int, chunk_size: int) -> None:
    frames = (
        people.youths(*drawn.youths),
        people.rooms(*drawn.rooms),
        people.places(*drawn.places),
        people.exclusions(*drawn.exclusions),
    )
    whole = find_pairs(*frames, today=TODAY, policy=POLICY)
    parts = find_pairs(
        *frames, today=TODAY, policy=POLICY, part_size=part_size, chunk_size=chunk_size
    )
    assert_same(parts, whole)


@pytest.mark.parametrize("part_size", [7, 64, 1000])
def test_two_workers_give_the_same_bytes(part_size: int) -> None:
    instance = national(300, 120, seed=3, towns=60)
    assert_same(found_in(instance, part_size, Workers(2)), found_in(instance, 10_000))


def test_compiled_loops_give_what_the_plain_lines_give(monkeypatch: pytest.MonkeyPatch) -> None:
    instance = national(150, 90, seed=5, towns=40)
    monkeypatch.setattr(kernel, "_FROM_PAIRS", 0)
    compiled = found_in(instance, 50)
    monkeypatch.setattr(kernel, "LIBRARY", None)
    monkeypatch.setattr(kernel, "_FROM_PAIRS", 10**9)
    assert_same(found_in(instance, 50), compiled)


@pytest.mark.parametrize("fill", [plain(fill_near), fill_near], ids=["plain", "compiled"])
def test_near_rooms_are_those_within_the_limit_of_any_place(fill: object) -> None:
    rng = np.random.default_rng(4)
    rooms = Surroundings(rng.uniform(51, 53, 200), rng.uniform(4, 6, 200))
    points = on_sphere(rng.uniform(51, 53, 60), rng.uniform(4, 6, 60))
    start, limit = np.arange(0, 61, 3), rng.integers(0, 60_000, 20).astype(np.int32)
    out = [np.empty(20 * 200, np.int32) for _ in range(3)]
    best = np.full(200, np.inf)
    _, size = fill(  # type: ignore[operator]
        0, start, points, limit, rooms.height, rooms.points, rooms.room_of, best, *out
    )
    told = list(zip(*(column[:size].tolist() for column in out), strict=True))
    expected = []
    for youth in range(20):
        reached = [metres_from(point, rooms.points) for point in points[3 * youth : 3 * youth + 3]]
        nearest = np.empty(200, np.int32)
        nearest[rooms.room_of] = np.minimum.reduce(reached)
        expected += [(youth, r, m) for r, m in enumerate(nearest.tolist()) if m <= limit[youth]]
    assert told == expected
    assert np.isinf(best).all()


@pytest.mark.parametrize("count", [plain(count_broken), count_broken], ids=["plain", "compiled"])
def test_reasons_are_counted_per_row(count: object) -> None:
    rng = np.random.default_rng(6)
    index, tally = rng.integers(0, 8, 500), Tally(8, np.int32)
    mask = (rng.integers(0, 2, 500) * rng.integers(0, 1 << 12, 500)).astype(np.int32)
    count(index, mask, tally.blocked, tally.only, tally.candidates, tally.eligible)  # type: ignore[operator]
    for row in range(8):
        mine = mask[index == row].tolist()
        assert tally.candidates[row] == len(mine)
        assert tally.eligible[row] == mine.count(0)
        for bit in range(tally.only.shape[1]):
            assert tally.blocked[row, bit] == sum(broken >> bit & 1 for broken in mine)
            assert tally.only[row, bit] == mine.count(1 << bit)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 30)), st.sets(st.integers(0, 30)))
def test_keys_are_looked_up_sorted_or_not(keys: list[int], wanted: set[int]) -> None:
    def told(some: list[int]) -> list[bool]:
        found: Ints = np.array(some, np.int64)
        return are_among(found, np.array(sorted(wanted), np.int64)).tolist()

    for some in (keys, sorted(keys), sorted(set(keys))):
        assert told(some) == [key in wanted for key in some]
