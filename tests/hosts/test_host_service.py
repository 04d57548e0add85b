"""Signing up and the steps after it, on both databases."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit import COMMAND_LINE
from matcher.database.hosts import Household
from matcher.database.records import AuditEvent, OutboxMessage
from matcher.errors import NotFound, Stale, StepNotAllowed, TextRefused
from matcher.hosts.registration import Address, HostRegistration, RoomOffer
from matcher.hosts.service import change_status, register
from matcher.words import GenderWish, HouseholdGender, HouseholdKind, HouseholdStatus
from tests.factories import TODAY, add_municipality

ROOM = RoomOffer(
    description="Zolderkamer met dakraam",
    area_m2=14.5,
    rent_cents=39500,
    free_from=date(2026, 4, 1),
    free_until=None,
    min_age=18,
    max_age=23,
    accepts_gender=GenderWish.ANY,
    smoking_allowed=False,
    pets_welcome=True,
    step_free=False,
    accepts_guidance="34",
    requires_day_activity=True,
)
ADDRESS = Address(
    street="Voorbeeldlaan",
    house_number="7a",
    postcode="3511 AB",
    place_name="Utrecht",
    municipality_code="GM0344",
    latitude=52.09,
    longitude=5.12,
)


def details(motivation: str = "Wij hebben plek") -> HostRegistration:
    return HostRegistration(
        contact_name="Fam. Fictief",
        email="Fictief@Example.org",
        phone="",
        kind=HouseholdKind.COUPLE,
        gender=HouseholdGender.MIXED,
        has_children=False,
        smokes=False,
        has_cat=True,
        has_dog=False,
        languages="nl en",
        interests="cooking",
        attention_offer=2,
        motivation=motivation,
        address=ADDRESS,
        rooms=(ROOM, ROOM),
    )


def signed_up(session: Session) -> Household:
    add_municipality(session)
    household = register(session, COMMAND_LINE, details(), TODAY)
    session.flush()
    return household


def test_a_household_that_signs_up_is_stored_with_its_rooms_audit_and_mail(
    session: Session,
) -> None:
    household = signed_up(session)
    session.expire_all()
    (home,) = household.homes
    assert household.status == HouseholdStatus.SIGNED_UP
    assert household.email == "fictief@example.org"
    assert len({room.reference for room in home.rooms}) == 2
    assert home.rooms[0].availabilities[0].free_from == date(2026, 4, 1)
    assert session.scalar(select(AuditEvent.action)) == "household.sign_up"
    message = session.scalars(select(OutboxMessage)).one()
    assert message.template == "host_signed_up"
    assert "Voorbeeldlaan" not in str(message.values)


def test_a_citizen_service_number_in_the_motivation_is_refused(session: Session) -> None:
    add_municipality(session)
    with pytest.raises(TextRefused):
        register(session, COMMAND_LINE, details("mijn nummer is 111222333"), TODAY)


def test_visit_then_approval_is_audited_step_by_step(session: Session) -> None:
    household = signed_up(session)
    change_status(session, COMMAND_LINE, household.id, "visit", household.version)
    change_status(session, COMMAND_LINE, household.id, "approve", household.version)
    session.flush()
    assert household.status == HouseholdStatus.APPROVED
    actions = session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert actions == ["household.sign_up", "household.visit", "household.approve"]


def test_a_step_on_an_old_version_is_refused(session: Session) -> None:
    household = signed_up(session)
    seen = household.version
    change_status(session, COMMAND_LINE, household.id, "visit", seen)
    with pytest.raises(Stale):
        change_status(session, COMMAND_LINE, household.id, "approve", seen)


def test_a_refusal_leaves_everything_as_it_was(session: Session) -> None:
    household = signed_up(session)
    with pytest.raises(StepNotAllowed):
        change_status(session, COMMAND_LINE, household.id, "approve", household.version)
    assert household.status == HouseholdStatus.SIGNED_UP
    with pytest.raises(NotFound):
        change_status(session, COMMAND_LINE, 9999, "visit", 1)
