"""When check-ins fall due: more often at first, less often as time goes on."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.checkins.rules import (
    Rhythm,
    agreed_problem,
    day_after_a_miss,
    due_dates,
    is_late,
    next_day,
)

RHYTHM = Rhythm((2, 7, 14, 28, 56), 28, ((6, 56), (12, 84)), (0.5, 0.5, 0.75, 1.0), 7)
MOVED_IN = date(2026, 3, 1)
days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
kinds = st.integers(1, 4)


def until(months: int, kind: int = 4, ends_on: date | None = None) -> list[date]:
    last = MOVED_IN + timedelta(days=30 * months)
    return due_dates(MOVED_IN, ends_on, kind, RHYTHM, last)


def test_the_first_months_follow_the_set_days() -> None:
    assert [(day - MOVED_IN).days for day in until(4)] == [2, 7, 14, 28, 56, 84, 112]


def test_check_ins_come_less_often_after_half_a_year_and_after_a_year() -> None:
    days = until(22)
    gaps = [(b - a).days for a, b in itertools.pairwise(days)]
    assert gaps == sorted(gaps)
    assert {28, 56, 84} <= set(gaps)
    first_wide = next(a for a, gap in zip(days, gaps, strict=False) if gap == 56)
    assert first_wide >= date(2026, 9, 1)


@given(days, kinds)
def test_days_follow_each_other_after_moving_in_and_distances_never_shrink(
    start: date, kind: int
) -> None:
    found = due_dates(start, None, kind, RHYTHM, start + timedelta(days=900))
    assert found[0] > start
    gaps = [(b - a).days for a, b in itertools.pairwise(found)]
    assert min(gaps) > 0
    # Rounding of a shortened distance may take a day, never more.
    assert all(later >= gap - 1 for gap, later in itertools.pairwise(gaps))


@given(days, st.integers(1, 900))
def test_heavier_guidance_never_means_fewer_check_ins(start: date, length: int) -> None:
    last = start + timedelta(days=length)
    numbers = [len(due_dates(start, None, kind, RHYTHM, last)) for kind in (1, 2, 3, 4)]
    assert numbers == sorted(numbers, reverse=True)


@given(days, kinds, st.integers(1, 900))
def test_nothing_is_planned_from_the_day_the_youth_leaves(
    start: date, kind: int, length: int
) -> None:
    ends_on = start + timedelta(days=length)
    assert all(
        day < ends_on
        for day in due_dates(start, ends_on, kind, RHYTHM, start + timedelta(days=2000))
    )
    after = next_day(start, ends_on, kind, RHYTHM, start)
    assert after is None or after < ends_on


@given(days, kinds, st.integers(0, 900))
def test_the_next_check_in_lies_ahead_and_not_further_than_one_and_a_half_distances(
    start: date, kind: int, passed: int
) -> None:
    held = start + timedelta(days=passed)
    following = next_day(start, None, kind, RHYTHM, held)
    assert following is not None
    assert held < following <= held + timedelta(days=84 + 42)


def test_a_late_check_in_is_not_followed_by_another_one_at_once() -> None:
    held = MOVED_IN + timedelta(days=50)
    assert next_day(MOVED_IN, None, 4, RHYTHM, held) == MOVED_IN + timedelta(days=84)


def test_an_early_check_in_counts_for_the_planned_one() -> None:
    held = MOVED_IN + timedelta(days=27)
    assert next_day(MOVED_IN, None, 4, RHYTHM, held) == MOVED_IN + timedelta(days=56)


def test_a_missed_check_in_is_made_up_for_within_the_time_of_grace() -> None:
    missed = date(2026, 5, 4)
    assert day_after_a_miss(missed, None, RHYTHM) == date(2026, 5, 11)
    assert day_after_a_miss(missed, date(2026, 5, 8), RHYTHM) == date(2026, 5, 7)
    assert day_after_a_miss(missed, date(2026, 5, 5), RHYTHM) is None


@pytest.mark.parametrize(("passed", "late"), [(0, False), (7, False), (8, True)])
def test_a_check_in_is_late_after_its_time_of_grace(passed: int, late: bool) -> None:
    planned = date(2026, 5, 4)
    assert is_late(planned, planned + timedelta(days=passed), RHYTHM) is late


def test_more_often_can_be_agreed_and_less_often_cannot() -> None:
    held, latest = date(2026, 5, 4), date(2026, 6, 1)
    assert agreed_problem(date(2026, 5, 6), held, latest) is None
    assert agreed_problem(latest, held, latest) is None
    assert agreed_problem(date(2026, 6, 2), held, latest) == "late"
    assert agreed_problem(held, held, latest) == "past"
