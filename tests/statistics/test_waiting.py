"""Who waits, since when, and when a median would tell on a single person."""

from __future__ import annotations

import math
from datetime import date

import pandas as pd

from matcher.statistics.periods import Month, last_twelve_months
from matcher.statistics.waiting import median_days_until_room, waiting_by_month, waiting_spells
from tests.statistics.frames import FEBRUARY, JANUARY, placements, row, youths

TODAY = date(2026, 3, 2)


def waiting(youths: pd.DataFrame, placements: pd.DataFrame, *months: Month) -> list[int]:
    found = waiting_by_month(waiting_spells(youths, placements), months or [JANUARY, FEBRUARY])
    return found["waiting"].tolist()


def test_youth_waits_from_the_day_of_registration() -> None:
    assert waiting(youths((1, "2026-01-31", True), (2, "2026-02-01", True)), placements()) == [1, 2]


def test_youth_who_withdrew_without_a_room_does_not_wait() -> None:
    assert waiting(youths((1, "2026-01-01", False)), placements()) == [0, 0]


def test_youth_who_withdrew_waited_until_then() -> None:
    assert waiting(youths((1, "2026-01-01", False, "2026-02-10")), placements()) == [1, 0]


def test_youth_who_withdrew_after_a_placement_did_not_wait_in_between() -> None:
    ended = placements({"youth": 1, "starts": "2025-06-01", "until": "2025-12-01"})
    assert waiting(youths((1, "2025-01-01", False, "2026-02-10")), ended) == [0, 0]


def test_youth_waits_until_a_room_is_booked_not_until_moving_in() -> None:
    booked = placements({"youth": 1, "starts": "2026-03-10", "booked": "2026-02-20"})
    assert waiting(youths((1, "2026-01-01", False)), booked) == [1, 0]


def test_placement_written_down_afterwards_ends_the_wait_on_its_first_night() -> None:
    imported = placements({"youth": 1, "starts": "2026-02-10", "booked": "2026-06-01"})
    assert waiting(youths((1, "2026-01-01", False)), imported) == [1, 0]


def test_youth_who_looks_again_after_a_placement_waits_from_its_end() -> None:
    ended = placements({"youth": 1, "starts": "2025-06-01", "until": "2026-02-01"})
    assert waiting(youths((1, "2025-01-01", True)), ended) == [0, 1]


def test_youth_who_left_after_a_placement_does_not_wait() -> None:
    ended = placements({"youth": 1, "starts": "2025-06-01", "until": "2026-02-01"})
    assert waiting(youths((1, "2025-01-01", False)), ended) == [0, 0]


def test_youth_between_two_placements_waited() -> None:
    two = placements(
        {"youth": 1, "starts": "2025-06-01", "until": "2026-01-15"},
        {"youth": 1, "room": 2, "starts": "2026-02-10"},
    )
    assert waiting(youths((1, "2025-01-01", False)), two) == [1, 0]


def test_youth_of_elsewhere_in_our_room_never_waited_here() -> None:
    other = placements({"youth": 7, "starts": "2026-02-10", "own": False})
    assert waiting(youths((1, "2026-01-01", True)), other) == [1, 1]


def test_median_of_ten_is_shown_and_of_nine_hidden() -> None:
    ten = youths(*((number, f"2026-01-{number:02d}", True) for number in range(1, 11)))
    shown = waiting_by_month(waiting_spells(ten, placements()), [JANUARY])
    assert row(shown) == {"waiting": 10, "median_days": 25.5}  # waits of 30, 29 … 21 days
    nine = waiting_by_month(waiting_spells(ten.iloc[:9], placements()), [JANUARY])
    assert row(nine)["waiting"] == 9
    assert math.isnan(row(nine)["median_days"])


def test_wait_until_a_room_counts_who_moved_in_in_the_period() -> None:
    registered = youths(*((number, "2026-01-01", False) for number in range(1, 12)))
    moved = placements(
        *({"youth": n, "room": n, "starts": f"2026-02-{n:02d}"} for n in range(1, 11)),
        {"youth": 11, "room": 11, "starts": "2026-03-20"},  # still to come
    )
    spells = waiting_spells(registered, moved)
    period = last_twelve_months(TODAY)
    assert median_days_until_room(spells, period) == 35.5  # 31 to 40 days
    fewer = waiting_spells(registered, moved.iloc[1:])
    assert math.isnan(median_days_until_room(fewer, period))


def test_nobody_at_all_is_zero_with_a_hidden_median() -> None:
    found = waiting_by_month(waiting_spells(youths(), placements()), [JANUARY])
    assert row(found)["waiting"] == 0
    assert math.isnan(row(found)["median_days"])
