"""How a room stands on a day, and which free periods go together."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from matcher.rooms.rules import RoomState, alters_matching, periods_problem, standing
from matcher.rounds.rules import Window

TODAY = date(2026, 3, 2)
OPEN = [Window(TODAY - timedelta(days=30), None)]


def stay(start: int, end: int | None) -> Window:
    """Return a stay from ``start`` to ``end`` days after today."""
    return Window(TODAY + timedelta(start), None if end is None else TODAY + timedelta(end))


@pytest.mark.parametrize(
    ("taken", "approved", "proposed", "state"),
    [
        ([], True, False, RoomState.FREE),
        ([], True, True, RoomState.PROPOSED),
        ([], False, False, RoomState.NOT_APPROVED),
        ([stay(-5, 5)], True, False, RoomState.LIVED_IN),
        ([stay(-5, 0)], True, False, RoomState.FREE),  # left today: free today
        ([stay(0, None)], True, False, RoomState.LIVED_IN),
        ([stay(3, 9)], True, True, RoomState.BOOKED),
    ],
)
def test_state_of_an_offered_room(
    taken: list[Window], approved: bool, proposed: bool, state: RoomState
) -> None:
    found = standing(OPEN, taken, TODAY, is_approved=approved, is_proposed=proposed)
    assert found.state == state


def test_nights_empty_count_from_the_offer_or_the_last_stay_whichever_is_later() -> None:
    never = standing(OPEN, [], TODAY, is_approved=True, is_proposed=False)
    after = standing(OPEN, [stay(-20, -4)], TODAY, is_approved=True, is_proposed=False)
    lived = standing(OPEN, [stay(-20, 4)], TODAY, is_approved=True, is_proposed=False)
    waits = standing(OPEN, [], TODAY, is_approved=False, is_proposed=False)
    assert [one.nights_empty(TODAY) for one in (never, after, lived, waits)] == [30, 4, None, None]


def test_room_without_a_coming_offer_is_not_offered() -> None:
    over = [Window(TODAY - timedelta(30), TODAY)]
    later = [Window(TODAY + timedelta(1), None)]
    assert standing(over, [], TODAY, is_approved=True, is_proposed=False).state == "not_offered"
    assert standing(later, [], TODAY, is_approved=True, is_proposed=False).state == "coming"


@pytest.mark.parametrize(
    ("periods", "problem"),
    [
        ([stay(0, 5), stay(5, 9)], None),
        ([stay(6, 9), stay(0, 5)], None),
        ([stay(0, 6), stay(5, 9)], "periods_overlap"),
        ([stay(0, None), stay(5, 9)], "periods_overlap"),
        ([], None),
    ],
)
def test_free_periods_may_touch_but_not_overlap(periods: list[Window], problem: str | None) -> None:
    assert periods_problem(periods) == problem


def test_description_alone_changes_nobody_who_can_live_there() -> None:
    assert not alters_matching(["description", "area_m2"])
    assert alters_matching(["description", "rent_cents"])
