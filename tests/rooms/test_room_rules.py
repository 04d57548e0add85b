"""How a room stands on a day, and which free periods go together."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from matcher.rooms.rules import (
    ROOM_STEPS,
    RoomState,
    Stay,
    alters_matching,
    periods_problem,
    standing,
)
from matcher.rounds.rules import Window

TODAY = date(2026, 3, 2)
OPEN = [Window(TODAY - timedelta(days=30), None)]


def stay(start: int, end: int | None, *, lived: bool = True, leaving: bool = False) -> Stay:
    """Return a stay from ``start`` to ``end`` days after today."""
    until = None if end is None else TODAY + timedelta(end)
    return Stay(TODAY + timedelta(start), until, lived, leaving)


def window(start: int, end: int | None) -> Window:
    found = stay(start, end)
    return Window(found.free_from, found.free_until)


def booking(start: int, end: int | None) -> Stay:
    return stay(start, end, lived=False)


@pytest.mark.parametrize(
    ("taken", "approved", "proposed", "state"),
    [
        ([], True, False, RoomState.FREE),
        ([], True, True, RoomState.PROPOSED),
        ([], False, False, RoomState.NOT_APPROVED),
        ([stay(-5, 5)], True, False, RoomState.LIVED_IN),
        ([stay(-5, 0)], True, False, RoomState.FREE),  # left today: free today
        ([stay(0, None)], True, False, RoomState.LIVED_IN),
        ([stay(-5, 5, leaving=True)], True, True, RoomState.LEAVING),
        ([booking(3, 9)], True, True, RoomState.BOOKED),
        ([booking(-2, 9)], True, False, RoomState.BOOKED),  # nobody has said that the youth came
        ([stay(-9, 0), booking(0, None)], True, False, RoomState.BOOKED),
        ([stay(-9, 5, leaving=True), booking(5, None)], True, False, RoomState.LEAVING),
    ],
)
def test_state_of_an_offered_room(
    taken: list[Stay], approved: bool, proposed: bool, state: RoomState
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


def test_every_event_of_a_room_is_drawn_from_some_state_to_some_state() -> None:
    assert all(starts and ends for starts, ends in ROOM_STEPS.values())
    reached = frozenset().union(*(ends for _, ends in ROOM_STEPS.values()))
    assert reached == frozenset(RoomState)


@pytest.mark.parametrize(
    ("periods", "problem"),
    [
        ([window(0, 5), window(5, 9)], None),
        ([window(6, 9), window(0, 5)], None),
        ([window(0, 6), window(5, 9)], "periods_overlap"),
        ([window(0, None), window(5, 9)], "periods_overlap"),
        ([], None),
    ],
)
def test_free_periods_may_touch_but_not_overlap(periods: list[Window], problem: str | None) -> None:
    assert periods_problem(periods) == problem


def test_description_alone_changes_nobody_who_can_live_there() -> None:
    assert not alters_matching(["description", "area_m2"])
    assert alters_matching(["description", "rent_cents"])
