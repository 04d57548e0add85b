"""Rules of caseloads, absence and deputies."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from matcher.people.rules import Load, deputy_problem, guided_at_most, is_away

DAY = date(2026, 3, 2)
NEXT = DAY + timedelta(days=1)
BEFORE = DAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("load", "free"),
    [
        (Load(), None),
        (Load(cap=5, living=2, waiting=1), 2),
        (Load(cap=5, living=4, waiting=3), 0),
        (Load(cap=0), 0),
        (Load(is_here=False), 0),
        (Load(cap=5, is_here=False), 0),
    ],
)
def test_who_lives_in_a_room_and_who_waits_both_count_for_a_worker(
    load: Load, free: int | None
) -> None:
    assert load.free == free


def test_a_worker_can_be_over_the_cap() -> None:
    assert Load(cap=2, living=2, waiting=1).is_over
    assert not Load(cap=3, living=2, waiting=1).is_over
    assert not Load(living=99).is_over


def test_both_days_away_count() -> None:
    assert [is_away(DAY, NEXT, one) for one in (BEFORE, DAY, NEXT, NEXT + timedelta(days=1))] == [
        False, True, True, False,
    ]  # fmt: skip
    assert is_away(DAY, None, DAY + timedelta(days=999))
    assert not is_away(None, None, DAY)


def test_an_organisation_has_a_limit_once_every_worker_has_a_cap() -> None:
    assert guided_at_most([Load(cap=5), Load(cap=3)]) == 8
    assert guided_at_most([Load(cap=5), Load()]) is None
    assert guided_at_most([Load(cap=5), Load(cap=3, is_here=False)]) == 5
    assert guided_at_most([]) is None


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_self", "problem"),
    [
        (DAY, None, False, None),
        (DAY, DAY, False, None),
        (DAY, DAY, True, "self"),
        (NEXT, DAY, False, "order"),
        (BEFORE, BEFORE, False, "past"),
        (BEFORE, DAY, False, None),
    ],
)
def test_a_deputy_stands_in_for_another_between_two_days(
    starts_on: date, ends_on: date | None, is_self: bool, problem: str | None
) -> None:
    assert deputy_problem(starts_on, ends_on, DAY, is_self=is_self) == problem
