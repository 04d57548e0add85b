"""When answers are due: over nights, Sundays, and the days on which the clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.inforce import NETHERLANDS
from matcher.introductions.terms import at_noon, due, due_days, extended, remind_at

FIRST = datetime(2025, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 6 * 365 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NETHERLANDS)


@pytest.mark.parametrize(
    ("asked", "ends"),
    [
        ("2026-03-02T14:30", "2026-03-03T14:30"),  # a plain working day
        ("2026-03-02T20:00", "2026-03-03T20:00"),  # eight o'clock itself still counts
        ("2026-03-02T20:01", "2026-03-04T12:00"),  # in the evening: noon of the next day
        ("2026-03-02T23:30", "2026-03-04T12:00"),
        ("2026-03-03T03:00", "2026-03-04T12:00"),  # at night: noon of that day
        ("2026-03-03T09:00", "2026-03-04T09:00"),
        ("2026-03-07T15:00", "2026-03-09T12:00"),  # would end on a Sunday: Monday
        ("2026-03-06T22:00", "2026-03-09T12:00"),  # Saturday evening: not Sunday noon either
        ("2026-03-07T22:00", "2026-03-09T12:00"),  # Sunday evening
    ],
)
def test_a_day_to_answer_ends_in_daytime_and_not_on_a_sunday(asked: str, ends: str) -> None:
    assert due(local(asked), 24) == local(ends)


def test_the_night_that_loses_an_hour_is_still_twenty_four_hours() -> None:
    # Sunday 29 March 2026 is one hour shorter.
    assert due(local("2026-03-28T18:00"), 48) == local("2026-03-30T19:00")


def test_the_night_that_gains_an_hour_is_still_twenty_four_hours() -> None:
    assert due(local("2026-10-24T18:00"), 48) == local("2026-10-26T17:00")


@given(MOMENTS, st.integers(1, 24 * 20))
def test_nobody_gets_less_time_than_was_said_and_never_a_bad_moment(
    asked: datetime, hours: int
) -> None:
    ends = due(asked, hours)
    at = ends.astimezone(NETHERLANDS)
    assert asked + timedelta(hours=hours) <= ends <= asked + timedelta(hours=hours + 65)
    assert at.weekday() != 6
    assert time(9) <= at.time() <= time(20)


@given(MOMENTS, st.integers(1, 200), st.floats(0, 1))
def test_a_reminder_comes_within_the_term_and_not_at_night(
    asked: datetime, hours: int, share: float
) -> None:
    ends = due(asked, hours)
    reminded = remind_at(asked, ends, share)
    assert asked <= reminded <= ends
    assert time(9) <= reminded.astimezone(NETHERLANDS).time() <= time(20)


def test_an_extension_counts_from_the_end_or_from_now_when_that_is_past() -> None:
    ends = local("2026-03-03T14:00")
    assert extended(ends, local("2026-03-03T10:00"), 24) == local("2026-03-04T14:00")
    assert extended(ends, local("2026-03-04T10:00"), 24) == local("2026-03-05T10:00")


def test_days_are_counted_as_hours_and_a_sunday_noon_is_a_monday_noon() -> None:
    assert due_days(local("2026-03-02T14:00"), 5) == local("2026-03-07T14:00")
    assert at_noon(date(2026, 3, 8)) == local("2026-03-09T12:00")
