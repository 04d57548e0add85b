"""Who already knows this youth? Enough to call somebody, and nothing of a dossier elsewhere."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database.accounts import Account, CareOrganisation
from matcher.database.base import now
from matcher.database.records import AuditEvent
from matcher.words import Role, YouthStatus
from matcher.youths import doubles
from matcher.youths.doubles import Certainty, Person, TooManySearches, known, likeness, lookalikes
from tests.cases.factories import acting, add_coordinator, principal
from tests.factories import add_account, add_municipality, add_youth

BORN = date(2007, 5, 1)
ROBIN = Person("Robin", "de Vries", BORN)
SAME, ALIKE, NAME_ONLY = Certainty


@pytest.mark.parametrize(
    ("other", "certainty"),
    [
        (Person("ROBIN", "de  vries", BORN), SAME),
        (Person("Róbin", "De Vriés", BORN), SAME),
        (Person("Robyn", "de Vries", BORN), ALIKE),
        (Person("de Vries", "Robin", BORN), ALIKE),
        (Person("R.", "de Vries", BORN), ALIKE),
        (Person("Robin", "Bakker", BORN), None),
        (Person("Fatima", "de Vries", BORN), None),
        (Person("Robin", "de Vries", BORN + timedelta(days=1)), None),
        (Person("Robin", "de Vries", None), NAME_ONLY),
        (Person("Robyn", "de Vries", None), None),
        (Person("", "", None), None),
    ],
)
def test_how_sure_it_is_that_two_are_one(other: Person, certainty: Certainty | None) -> None:
    assert likeness(ROBIN, other) is certainty
    assert likeness(other, ROBIN) is certainty


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_whoever_is_compared_with_whom_makes_no_difference(
    first: str, last: str, other_first: str, other_last: str
) -> None:
    one, other = Person(first, last, BORN), Person(other_first, other_last, BORN)
    assert likeness(one, other) is likeness(other, one)
    assert likeness(one, one) is SAME


@pytest.fixture
def referrer(session: Session) -> Account:
    add_municipality(session)
    for code in ("EIGEN", "ANDERS"):
        session.add(CareOrganisation(code=code, name=f"Zorg {code}"))
    session.flush()
    return add_account(session, Role.REFERRER, organisation="EIGEN")


def add_robin(session: Session, code: str | None, **values: Any) -> int:
    organisation = session.scalar(select(CareOrganisation.id).where(CareOrganisation.code == code))
    return add_youth(
        session, first_name="Robin", last_name="de Vries", birth_date=BORN,
        organisation_id=organisation, registered_on=date(2026, 2, 17), **values,
    ).id  # fmt: skip


def test_own_dossiers_are_shown_and_others_hide_all_but_activity(
    session: Session, referrer: Account
) -> None:
    own = add_robin(session, "EIGEN", reference="J-EIGEN")
    add_robin(
        session, "ANDERS", reference="J-CANARIE", email="canarie@example.org", phone="06-CANARIE",
        status=YouthStatus.WITHDRAWN,
    )  # fmt: skip
    add_robin(session, None, reference="J-CANARIE-2")
    found = known(session, acting(referrer), principal(referrer), ROBIN)
    assert [(one.youth.id if one.youth else None, one.is_active) for one in found] == [
        (own, True), (None, False), (None, True),
    ]  # fmt: skip
    assert found[0].last_activity_on == date(2026, 2, 17)
    assert [one.last_activity_on for one in found[1:]] == [date(2026, 2, 1)] * 2
    for other in found[1:]:
        assert set(asdict(other)) == {"certainty", "is_active", "last_activity_on", "youth"}
        assert "CANARIE" not in repr(other)
        assert "ANDERS" not in repr(other)
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "youth.search")).one()
    assert (event.actor_id, event.details) == (referrer.id, {"own": 1, "elsewhere": 2})


def test_without_a_birthday_nothing_is_told_of_dossiers_elsewhere(
    session: Session, referrer: Account
) -> None:
    own = add_robin(session, "EIGEN")
    add_robin(session, "ANDERS")
    found = known(session, acting(referrer), principal(referrer), Person("Robin", "de Vries", None))
    assert [one.youth.id for one in found if one.youth] == [own]
    assert len(found) == 1


def test_a_coordinator_sees_the_region_and_no_further(session: Session) -> None:
    coordinator = add_coordinator(session)
    add_municipality(session, code="GM0363", name="Amsterdam", province="Noord-Holland")
    here = add_robin(session, None)
    elsewhere = add_robin(session, None, municipality_code="GM0363")
    asked = doubles.matches(session, ROBIN)
    assert {youth.id for youth, _ in asked} == {here, elsewhere}
    found = known(session, acting(coordinator), principal(coordinator), ROBIN)
    assert [one.youth.id if one.youth else None for one in found] == [here, None]
    own = found[0].youth
    assert own is not None
    assert [one.youth for one in lookalikes(session, principal(coordinator), own)] == [None]


def test_who_searches_too_often_has_to_wait(session: Session, referrer: Account) -> None:
    other = add_account(session, Role.REFERRER, organisation="EIGEN")
    at = now() - timedelta(minutes=50)
    for _ in range(doubles.MOST_SEARCHES_AN_HOUR):
        session.add(
            AuditEvent(
                at=at, actor_id=referrer.id, origin="web", action="youth.search",
                subject="youth", subject_id=None, details={},
            )
        )  # fmt: skip
    session.flush()
    with pytest.raises(TooManySearches):
        known(session, acting(referrer), principal(referrer), ROBIN)
    known(session, acting(other), principal(other), ROBIN)
    doubles.require_not_too_many(session, acting(referrer), at + timedelta(hours=1, seconds=1))
