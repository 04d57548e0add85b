"""Who meets together, and when."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.meetings.rules import (
    MOST_MUNICIPALITIES,
    STEPS,
    next_meeting_on,
    region_of,
    regions_together,
)
from matcher.words import MeetingStatus


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 3, 2), date(2026, 3, 3)),  # a Monday: tomorrow
        (date(2026, 3, 3), date(2026, 3, 3)),  # a Tuesday: today
        (date(2026, 3, 4), date(2026, 3, 10)),
        (date(2026, 12, 30), date(2027, 1, 5)),
    ],
)
def test_the_next_meeting_is_on_the_next_fixed_day_today_included(
    today: date, expected: date
) -> None:
    assert next_meeting_on(today, 2) == expected


def test_municipalities_that_share_a_coordinator_meet_together() -> None:
    teams = [["A", "B"], ["C"], ["B", "D"], [], ["C"]]
    assert regions_together(teams) == [("A", "B", "D"), ("C",)]


@given(st.lists(st.lists(st.integers(0, 40).map(str), max_size=6), max_size=20))
def test_every_municipality_meets_exactly_once_in_a_group_that_fits(teams: list[list[str]]) -> None:
    groups = regions_together(teams)
    met = [code for group in groups for code in group]
    assert sorted(met) == sorted({code for team in teams for code in team})
    assert all(1 <= len(group) <= MOST_MUNICIPALITIES for group in groups)
    assert all(len(region_of(f"GM0{code:>03}" for code in group)) <= 80 for group in groups)


def test_a_closed_meeting_stays_closed() -> None:
    assert STEPS.actions(MeetingStatus.CLOSED) == []
    assert STEPS.actions(MeetingStatus.PLANNED) == ["open"]
