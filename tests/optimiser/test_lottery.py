"""The common lottery can be drawn again by anybody, and nobody else's presence changes a draw."""

from __future__ import annotations

import shutil
import subprocess

import numpy as np
import pandas as pd
import pytest

from matcher.optimiser import Problem
from matcher.optimiser.lottery import lots, lottery_table


def problem_of(numbers: dict[str, int | None]) -> Problem:
    youths = pd.DataFrame(
        {
            "youth": list(numbers),
            "municipality": "GM0363",
            "organisation": "",
            "priority": 0,
            "lottery": pd.array(list(numbers.values()), dtype="Int64"),
        }
    )
    rooms = pd.DataFrame({"room": ["r"], "municipality": ["GM0363"], "capacity": [1]})
    pairs = pd.DataFrame({"youth": [], "room": [], "nights": [], "fit": []})
    return Problem.checked(youths, rooms, pairs)


def order(numbers: dict[str, int | None], seed: int = 0) -> list[str]:
    problem = problem_of(numbers)
    return problem.youths["youth"].to_numpy()[np.argsort(lots(problem, seed))].tolist()


def test_lower_number_goes_first_and_youths_without_one_come_last() -> None:
    assert order({"a": None, "b": 7, "c": 3})[:2] == ["c", "b"]


def test_equal_numbers_are_settled_by_the_draw() -> None:
    orders = {tuple(order(dict.fromkeys("abc", 5), seed)) for seed in range(40)}
    assert len(orders) == 6


@pytest.mark.parametrize("seed", range(20))
def test_who_else_takes_part_does_not_change_who_goes_first(seed: int) -> None:
    everybody = order(dict.fromkeys([f"y{n}" for n in range(30)]), seed)
    some = order({f"y{n}": None for n in range(0, 30, 3)}, seed)
    assert [youth for youth in everybody if youth in some] == some


def test_ranks_are_those_of_sorting_by_number_and_draw() -> None:
    table = lottery_table(problem_of({f"y{n}": n % 4 or None for n in range(50)}), seed=9)
    sorted_ = table.fillna({"number": 10**9}).sort_values(["number", "draw"])
    assert sorted_["rank"].tolist() == list(range(1, 51))


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum on this machine")
def test_draw_is_what_sha256sum_gives_for_seed_and_youth() -> None:
    table = lottery_table(problem_of({"Jörg, 'J-1'": None, "y2": 4}), seed=12)
    for youth, draw in zip(table["youth"], table["draw"], strict=True):
        told = subprocess.run(
            ["sha256sum"], input=f"12:{youth}".encode(), capture_output=True, check=True
        )
        assert told.stdout.decode().split()[0] == draw
