"""Rules between the cells of one record. Pure: values in, faults out; today is an argument.

Values come by the code name of their column; an entry that is missing or None is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from matcher.ages import age_on
from matcher.words import YouthStatus

HIGHEST_RENT_CENTS = 250_000
FIRST_YEAR = 2000
YEARS_AHEAD = 10
YOUNGEST, OLDEST = 12, 60  # outside these the year of birth is a typing error

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Fault:
    """The column that is wrong, the code of the problem, and what fills its text."""

    name: str
    code: str
    details: Mapping[str, object]


def _fault(name: str, code: str, **details: object) -> Fault:
    return Fault(name, code, details)


def household_faults(values: Values, today: date) -> Iterator[Fault]:
    yield from _not_in_future(values, ("signed_up_on", "consent_on"), today)


def home_faults(values: Values) -> Iterator[Fault]:
    latitude, longitude = values.get("latitude"), values.get("longitude")
    if (latitude is None) != (longitude is None):
        missing = "latitude" if latitude is None else "longitude"
        yield _fault(missing, "position_incomplete")


def room_faults(values: Values) -> Iterator[Fault]:
    rent = values.get("rent")
    if rent is not None and not 0 < rent <= HIGHEST_RENT_CENTS:
        yield _fault("rent", "rent_not_plausible", limit=HIGHEST_RENT_CENTS // 100)
    lowest, highest = values.get("min_age"), values.get("max_age")
    if lowest is not None and highest is not None and lowest > highest:
        yield _fault("max_age", "ages_out_of_order", lowest=lowest)


def period_faults(values: Values, today: date) -> Iterator[Fault]:
    """``free_from`` absent means: the room is not on offer."""
    start, end = values.get("free_from"), values.get("free_until")
    if start is None:
        if end is not None:
            yield _fault("free_until", "until_without_from")
        return
    if end is not None and end <= start:
        yield _fault("free_until", "until_not_after_from", start=_dutch(start))
        return
    yield from _plausible(values, ("free_from",), today)


def youth_faults(
    values: Values, today: date, *, lowest_age: int, highest_age: int
) -> Iterator[Fault]:
    yield from _not_in_future(values, ("registered_on", "consent_on"), today)
    yield from _plausible(values, ("ready_on", "out_of_care_on"), today)
    reason_missing = values.get("age_exception") and not values.get("age_exception_reason")
    if reason_missing:
        yield _fault("age_exception_reason", "exception_without_reason")
    birth_date = values.get("birth_date")
    if birth_date is None:
        return
    age = age_on(birth_date, today)
    if birth_date > today or not YOUNGEST <= age <= OLDEST:
        yield _fault("birth_date", "birth_date_not_plausible", age=age)
        return
    may_still_be_matched = values.get("status") in (YouthStatus.REGISTERED, YouthStatus.READY)
    if not may_still_be_matched or values.get("age_exception"):
        return
    moving_age = age_on(birth_date, max(values.get("ready_on") or today, today))
    if not lowest_age <= moving_age <= highest_age:
        yield _fault(
            "birth_date",
            "age_outside_window",
            age=moving_age,
            lowest=lowest_age,
            highest=highest_age,
        )


def _not_in_future(values: Values, names: tuple[str, ...], today: date) -> Iterator[Fault]:
    for name in names:
        day = values.get(name)
        if day is not None and day > today:
            yield _fault(name, "date_in_future")
        elif day is not None and day.year < FIRST_YEAR:
            yield _too_far(name, today)


def _plausible(values: Values, names: tuple[str, ...], today: date) -> Iterator[Fault]:
    for name in names:
        day = values.get(name)
        if day is not None and not FIRST_YEAR <= day.year <= today.year + YEARS_AHEAD:
            yield _too_far(name, today)


def _too_far(name: str, today: date) -> Fault:
    return _fault(
        name,
        "date_not_plausible",
        first=f"01-01-{FIRST_YEAR}",
        last=f"31-12-{today.year + YEARS_AHEAD}",
    )


def _dutch(day: date) -> str:
    return f"{day:%d-%m-%Y}"
