"""Who can be responsible, who can be called, and which days come near."""

from __future__ import annotations

from datetime import date

import pytest

from matcher.careteam.rules import (
    Candidate,
    Contact,
    birthday_on,
    can_be_reached,
    dialled,
    first_free,
    is_near,
    responsible_problem,
    shown,
)
from matcher.words import ContactKind

HERE = ("GM0344",)


def somebody(account_id: int = 1, **values: object) -> Candidate:
    given = {
        "is_coordinator": True,
        "regions": frozenset(HERE),
        "is_active": True,
        "is_away": False,
        "number_of_stays": 0,
        "cap": 20,
        **values,
    }
    return Candidate(account_id=account_id, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("who", "has_it", "problem"),
    [
        (somebody(), False, None),
        (somebody(is_coordinator=False), False, "role"),
        (somebody(is_active=False), False, "role"),
        (somebody(regions=frozenset({"GM0363"})), False, "region"),
        (somebody(is_away=True), False, "away"),
        (somebody(number_of_stays=20), False, "full"),
        (somebody(number_of_stays=20), True, None),
        (somebody(number_of_stays=21), True, "full"),
        (somebody(number_of_stays=500, cap=None), False, None),
        (somebody(cap=0), False, "full"),
    ],
)
def test_responsible_is_a_coordinator_of_the_region_who_is_there_and_has_room(
    who: Candidate, has_it: bool, problem: str | None
) -> None:
    assert responsible_problem(who, HERE, has_it=has_it) == problem


def test_who_has_most_room_is_chosen_first() -> None:
    busy, calm = somebody(1, number_of_stays=5, cap=6), somebody(2, number_of_stays=8, cap=20)
    assert first_free([busy, calm], HERE) == calm
    assert first_free([somebody(3), somebody(1)], HERE) == somebody(1)
    assert first_free([somebody(is_away=True)], HERE) is None


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("06 - 12 34 56 78", "0612345678"),
        ("+31 (0)20 123 45 67", "+31201234567"),
        ("112", "112"),
        ("0900-8844", "09008844"),
        ("bel mij", ""),
        ("12", ""),
        ("", ""),
        ("06 12 34 56 78 javascript:", ""),
    ],
)
def test_a_phone_number_becomes_digits_to_dial(text: str, digits: str) -> None:
    assert dialled(text) == digits


def contact(kind: ContactKind, phone: str = "020 123 45 67") -> Contact:
    return Contact(kind, "Wie", phone, "")


def test_a_stay_needs_somebody_of_our_own_to_call() -> None:
    assert not can_be_reached([contact(ContactKind.POLICE), contact(ContactKind.COUNSELLOR)])
    assert not can_be_reached([contact(ContactKind.COORDINATOR, "?")])
    assert can_be_reached([contact(ContactKind.ON_CALL)])


def test_the_nearest_person_stands_first() -> None:
    kinds = [ContactKind.POLICE, ContactKind.COORDINATOR, ContactKind.ON_CALL]
    assert next(one.kind for one in shown(map(contact, kinds))) == ContactKind.COORDINATOR


def test_who_is_born_on_29_february_turns_27_on_1_march() -> None:
    assert birthday_on(date(2000, 2, 29), 27) == date(2027, 3, 1)
    assert birthday_on(date(2000, 2, 29), 28) == date(2028, 2, 29)
    assert birthday_on(date(1999, 7, 5), 27) == date(2026, 7, 5)


def test_a_day_is_near_from_so_many_days_before() -> None:
    today = date(2026, 5, 4)
    assert is_near(date(2026, 7, 3), today, 60)
    assert not is_near(date(2026, 7, 4), today, 60)
    assert not is_near(None, today, 60)
