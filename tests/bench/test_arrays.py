"""Instances as arrays, all tiers in one cost, and the rules that answers are held to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from bench.arrays import Arrays, DoesNotFit, beds, one_cost, weight
from bench.peers import ortools_flow
from bench.rules import broken
from bench.store import Stored, arrays_of, given
from matcher.optimiser import Problem


def two_rooms() -> Arrays:
    """Two youths of one group in town A; rooms in A and B; three pairs."""
    return Arrays(
        youth=np.array([0, 0, 1], np.int32), room=np.array([0, 1, 1], np.int32),
        nights=np.array([5, 9, 9], np.int32), fit=np.array([1000, 0, 3], np.int32),
        priority=np.array([7, 8], np.int32), turn=np.array([0, 1], np.int32),
        capacity=np.array([1, 2], np.int32), youth_town=np.array([0, 0], np.int32),
        room_town=np.array([0, 1], np.int32), organisation=np.array([0, 0], np.int32),
        group=np.array([-1, -1], np.int32), limit_kind=np.zeros(0, str),
        limit_key=np.zeros(0, np.int32), limit=np.zeros(0, np.int32), fixed=np.zeros(0, np.int32),
    )  # fmt: skip


def limited(kind: str, key: int, limit: int) -> Arrays:
    limits = {"limit_kind": np.array([kind]), "limit_key": np.array([key], np.int32)}
    return replace(two_rooms(), **limits, limit=np.array([limit], np.int32))


def test_one_night_outweighs_all_fit_together(small: Stored):
    arrays = small.arrays()
    cost = one_cost(arrays, ("nights", "fit"), 2**60)
    step = int(cost[0] - arrays.fit[0]) // int(arrays.nights[0])
    best_fit = ortools_flow.choose(arrays, ("fit",), 60)
    assert step > arrays.fit[best_fit].sum()
    assert (cost == arrays.nights.astype(np.int64) * step + arrays.fit).all()


def test_tiers_that_do_not_fit_are_refused(small: Stored):
    with pytest.raises(DoesNotFit, match="3 tiers in one cost: up to"):
        one_cost(small.arrays(), ("nights", "priority", "fit"), 2**30)


def test_a_room_with_two_beds_is_two_columns():
    youth, bed, pair = beds(two_rooms())
    assert list(zip(youth.tolist(), bed.tolist(), pair.tolist(), strict=True)) == [
        (0, 0, 0), (0, 1, 1), (0, 2, 1), (1, 1, 2), (1, 2, 2),
    ]  # fmt: skip


def test_a_room_has_no_more_beds_than_youths_who_could_use_them():
    arrays = replace(two_rooms(), capacity=np.array([50, 0], np.int32))
    assert beds(arrays)[2].tolist() == [0]


@pytest.mark.parametrize(
    ("arrays", "chosen", "fault"),
    [
        (two_rooms(), [0, 1], "youth 0: 2 where at most 1"),
        (replace(two_rooms(), capacity=np.array([1, 1], np.int32)), [1, 2], "room 1: 2 where"),
        (two_rooms(), [0, 0], "pair 0 is chosen twice"),
        (two_rooms(), [3], "does not exist"),
        (limited("contract", 0, 1), [0, 2], "contract 0: 2 where at most 1"),
        (limited("guarantee", 0, 1), [], "guarantee 0: 0 where at least 1"),
        (limited("organisation", 0, 1), [0, 2], "organisation 0: 2 where at most 1"),
        (limited("inflow", 1, 0), [2], "inflow 1: 1 where at most 0"),
        (limited("outflow", 0, 0), [2], "outflow 0: 1 where at most 0"),
        (replace(two_rooms(), fixed=np.array([1], np.int32)), [0], "fixed 1: 0 where"),
        (replace(two_rooms(), group=np.array([0, 0], np.int32)), [0, 2], "group 0: 2 of 2"),
        (replace(two_rooms(), group=np.array([0, 0], np.int32)), [0], "group 0: 1 of 2"),
    ],
)
def test_broken_rule_is_named(arrays: Arrays, chosen: list[int], fault: str):
    assert any(fault in found for found in broken(arrays, np.array(chosen, np.int64)))


@pytest.mark.parametrize(
    ("arrays", "chosen"),
    [
        (two_rooms(), [0, 2]),
        (two_rooms(), []),
        (limited("inflow", 0, 0), [0]),
        (limited("outflow", 0, 0), [0]),
        (replace(two_rooms(), group=np.array([0, 0], np.int32)), [1, 2]),
        (replace(two_rooms(), group=np.array([0, 0], np.int32)), []),
    ],
)
def test_answer_within_the_rules_breaks_none(arrays: Arrays, chosen: list[int]):
    assert broken(arrays, np.array(chosen, np.int64)) == []


def test_arrays_are_the_same_after_storing(small_with_limits: Stored, tmp_path: Path):
    arrays = small_with_limits.arrays()
    arrays.save(tmp_path / "again.npz")
    again = Arrays.load(tmp_path / "again.npz")
    assert all((getattr(again, name) == value).all() for name, value in vars(arrays).items())


def test_folder_in_the_format_of_solve_becomes_the_same_instance(small: Stored, tmp_path: Path):
    again = given(small.folder / "input", cache=tmp_path)
    assert (again.kind, again.pairs, again.beds) == ("given", small.pairs, small.beds)
    for name, value in vars(small.arrays()).items():
        assert (getattr(again.arrays(), name) == value).all(), name


def test_forbidden_pairs_are_left_out_and_fixed_ones_keep_their_place():
    frames = {
        "youths": pd.DataFrame({
            "youth": ["a", "b"], "municipality": "X", "organisation": "", "priority": [1, 2],
        }),
        "rooms": pd.DataFrame({"room": ["r", "s"], "municipality": "X", "capacity": 1}),
        "pairs": pd.DataFrame({
            "youth": ["a", "a", "b"], "room": ["r", "s", "r"], "nights": [4, 5, 6], "fit": 0,
        }),
        "forbidden": pd.DataFrame({"youth": ["a"], "room": ["r"]}),
        "fixed": pd.DataFrame({"youth": ["b"], "room": ["r"]}),
    }  # fmt: skip
    arrays = arrays_of(Problem.from_tables(frames))
    assert weight(arrays, "nights").tolist() == [5, 6]
    assert arrays.fixed.tolist() == [1]
    assert arrays.has_limits
