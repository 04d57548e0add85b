"""Warnings beside a pair: told, never a reason to leave it out."""

from __future__ import annotations

from datetime import date

import pytest

from matcher.eligibility.notices import Notice, notices, yearly_rent
from tests.eligibility.people import POLICY

MOVES_IN = date(2026, 4, 1)


def told(
    birth_date: date = date(2006, 5, 4),
    ends_on: date | None = None,
    rent_cents: int = 40_000,
    legal: int | None = 50_000,
) -> list[Notice]:
    return notices(
        birth_date=birth_date,
        moves_in_on=MOVES_IN,
        ends_on=ends_on,
        rent_cents=rent_cents,
        legal_max_rent_cents=legal,
        policy=POLICY,
    )


def test_nothing_to_tell_of_an_ordinary_pair() -> None:
    assert told() == []


def test_27th_birthday_inside_the_placement_is_told() -> None:
    ends = date(2026, 9, 30)
    assert told(date(1999, 9, 30), ends) == [Notice.KOSTENDELERSNORM]
    assert told(date(1999, 10, 1), ends) == []


def test_placement_without_an_end_looks_a_year_ahead() -> None:
    assert told(date(2000, 4, 1)) == [Notice.KOSTENDELERSNORM]
    assert told(date(2000, 4, 2)) == []


def test_youth_who_is_27_already_is_told_of() -> None:
    assert told(date(1998, 12, 1), date(2026, 5, 1)) == [Notice.KOSTENDELERSNORM]


def test_yearly_rent_one_cent_above_the_exemption_loses_it() -> None:
    assert told(rent_cents=663_300 // 12) == []
    assert told(rent_cents=663_300 // 12 + 1) == [Notice.RENT_ABOVE_EXEMPTION]


@pytest.mark.parametrize(
    ("moves_in_on", "year"),
    [(date(2024, 1, 1), 2024), (date(2025, 12, 31), 2025), (date(2031, 1, 1), 2026)],
)
def test_exemption_of_the_year_or_the_latest_known(moves_in_on: date, year: int) -> None:
    yearly = yearly_rent(40_000, moves_in_on, POLICY)
    assert yearly is not None
    assert (yearly.year, yearly.rent_cents) == (year, 480_000)
    assert yearly.exemption_cents == POLICY.exemption_cents(year)


def test_no_exemption_is_known_before_the_first_year() -> None:
    assert yearly_rent(40_000, date(2020, 1, 1), POLICY) is None


def test_unknown_legal_maximum_is_told() -> None:
    assert told(legal=None) == [Notice.LEGAL_MAXIMUM_UNKNOWN]


def test_exception_to_the_age_window_is_told() -> None:
    assert told(date(2008, 4, 2)) == [Notice.AGE_EXCEPTION]
    assert told(date(2008, 4, 1)) == []
    assert told(date(1998, 4, 1)) == [Notice.KOSTENDELERSNORM, Notice.AGE_EXCEPTION]
