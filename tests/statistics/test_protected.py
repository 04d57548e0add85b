"""One-way tables that are published together: attacked as a reader could, on many random sets."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from matcher.statistics.disclosure import intervals, protected, rounded

SMALLEST, ROUND_TO = 10, 5


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, None), (9, None), (10, 10), (12, 10), (13, 15), (17, 15), (18, 20), (102, 100)],
)
def test_counts_are_rounded_to_five_and_below_ten_hidden(count: int, shown: int | None) -> None:
    assert rounded(count, smallest=SMALLEST, round_to=ROUND_TO) == shown


def test_total_that_would_give_all_cells_away_is_not_shown_with_them() -> None:
    """Four cells of 12 are 48: shown as 10 each and 50, only 12 each would be possible."""
    tables = {"all": {"all": 48}, "moment": dict.fromkeys("abcd", 12)}
    plain = {
        name: {k: rounded(v, smallest=SMALLEST, round_to=ROUND_TO) for k, v in table.items()}
        for name, table in tables.items()
    }
    bare = intervals(plain, SMALLEST, ROUND_TO)["moment"]
    assert set(bare.values()) == {(12, 12)}  # the control: plain rounding gives them away
    kept = protected(tables, smallest=SMALLEST, round_to=ROUND_TO)
    assert None in kept["moment"].values()
    assert _closest(kept) >= 3


def test_large_tables_stay_as_they_are() -> None:
    tables = {"all": {"all": 300}, "moment": {"a": 120, "b": 90, "c": 60, "d": 30}}
    assert protected(tables, smallest=SMALLEST, round_to=ROUND_TO) == tables


def _closest(tables: dict[str, dict[str, int | None]]) -> int:
    found = intervals(tables, SMALLEST, ROUND_TO)
    return min(
        (high - low + 1 for cells in found.values() for low, high in cells.values()
         if high is not None),
        default=ROUND_TO,
    )  # fmt: skip


def random_tables(chance: Random) -> dict[str, dict[str, int]]:
    """Return tables of the same people: people fall at random into the categories of each."""
    people = chance.choice([0, 5, 12, 30, 48, 60, 100, 250])
    tables = {"all": {"all": people}}
    for name in "pqrs"[: chance.randint(1, 4)]:
        keys = [f"{name}{n}" for n in range(chance.randint(2, 6))]
        weights = [chance.random() ** 2 for _ in keys]
        table = dict.fromkeys(keys, 0)
        for key in chance.choices(keys, weights, k=people):
            table[key] += 1
        tables[name] = table
    return tables


def test_no_cell_of_1000_random_sets_can_be_worked_out() -> None:
    chance = Random(20261122)
    cells = kept_back = small = 0
    for _ in range(1000):
        tables = random_tables(chance)
        shown = protected(tables, smallest=SMALLEST, round_to=ROUND_TO)
        known = intervals(shown, SMALLEST, ROUND_TO)
        for name, table in tables.items():
            for key, count in table.items():
                low, high = known[name][key]
                assert low <= count
                assert high is None or count <= high
                assert high is None or high - low >= 2, (tables, shown)
                assert shown[name][key] in (None, rounded(count, smallest=10, round_to=5))
                cells += 1
                small += count < SMALLEST
                kept_back += count >= SMALLEST and shown[name][key] is None
    assert small > 1000
    assert kept_back < cells / 10  # what is safe is shown


def test_what_a_reader_can_know_is_what_enumeration_finds() -> None:
    """The reader's reasoning in ``intervals``, against all sets of numbers that fit the tables."""
    shown: dict[str, dict[str, int | None]] = {
        "all": {"all": 25},
        "p": {"a": 10, "b": None},
        "q": {"c": 15, "d": 10},
    }
    fits = []
    for people, a, c, d in product(range(23, 28), range(10, 13), range(13, 18), range(10, 13)):
        if c + d == people and people >= a:
            fits.append((people, a, people - a, c, d))
    found = intervals(shown, SMALLEST, ROUND_TO)
    flat = [found["all"]["all"], *found["p"].values(), *found["q"].values()]
    for position, interval in enumerate(flat):
        values = [fit[position] for fit in fits]
        assert interval == (min(values), max(values))
