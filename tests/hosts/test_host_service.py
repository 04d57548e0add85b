"""Signing up and the steps after it, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit import COMMAND_LINE
from matcher.database.cases import Consent
from matcher.database.hosts import Household
from matcher.database.records import AuditEvent, OutboxMessage
from matcher.database.rentpoints import HomeBuilding
from matcher.errors import NotFound, Stale, StepNotAllowed, TextRefused
from matcher.hosts.changes import circumstances_of, rules_of
from matcher.hosts.handling import handling_of
from matcher.hosts.service import change_status, register
from matcher.policy import load_policy
from matcher.rooms.terms import terms_of
from matcher.words import ConsentPurpose, HouseholdStatus, HouseRuleKind
from tests.factories import TODAY, add_municipality
from tests.hosts.factories import HOUSEHOLD, TERMS, registration


def signed_up(session: Session) -> Household:
    add_municipality(session)
    return register(session, COMMAND_LINE, registration(), TODAY)


def test_a_household_that_signs_up_is_stored_with_its_rooms_audit_and_mail(
    session: Session,
) -> None:
    household = signed_up(session)
    session.expire_all()
    (home,) = household.homes
    assert household.status == HouseholdStatus.SIGNED_UP
    assert household.email == "fictief@example.org"
    assert len({room.reference for room in home.rooms}) == 2
    assert session.scalar(select(AuditEvent.action)) == "household.sign_up"
    message = session.scalars(select(OutboxMessage)).one()
    assert message.template == "host_signed_up"
    assert "Voorbeeldlaan" not in str(message.values)


def test_all_free_periods_and_the_terms_of_each_room_are_kept(session: Session) -> None:
    (home,) = signed_up(session).homes
    session.expire_all()
    first, second = home.rooms
    assert [(p.free_from, p.free_until) for p in first.availabilities] == [
        (date(2026, 4, 1), date(2026, 7, 1)),
        (date(2026, 9, 1), None),
    ]
    assert len(second.availabilities) == 1
    assert terms_of(session, first.id) == terms_of(session, second.id) == TERMS


def test_circumstances_rules_size_and_consent_are_kept_with_the_household(
    session: Session,
) -> None:
    household = signed_up(session)
    session.expire_all()
    assert circumstances_of(session, household.id) == HOUSEHOLD.circumstances
    assert [rule.kind for rule in rules_of(session, household.id)] == [
        HouseRuleKind.QUIET,
        HouseRuleKind.VISITORS,
    ]
    building = session.get_one(HomeBuilding, household.homes[0].id)
    assert (building.usable_m2, building.number_of_rooms_let) == (95.0, 2)
    consent = session.scalars(select(Consent)).one()
    assert (consent.household_id, consent.purpose) == (household.id, ConsentPurpose.KEEP_AND_MATCH)


def test_a_host_hears_from_us_within_the_days_of_the_policy(session: Session) -> None:
    handling = handling_of(session, signed_up(session).id)
    assert handling is not None
    assert handling.handled_by_id is None
    days = load_policy().before.answer_days
    assert handling.next_step_on == TODAY + timedelta(days=days)


def test_a_citizen_service_number_in_a_text_is_refused(session: Session) -> None:
    add_municipality(session)
    with pytest.raises(TextRefused):
        register(session, COMMAND_LINE, registration(motivation="nummer 111222333"), TODAY)


def test_nobody_is_visited_or_approved_by_a_bare_step(session: Session) -> None:
    household = signed_up(session)
    for action in ("visit", "approve"):
        with pytest.raises(StepNotAllowed):
            change_status(session, COMMAND_LINE, household.id, action, household.version)
    assert household.status == HouseholdStatus.SIGNED_UP


def test_a_step_on_an_old_version_is_refused(session: Session) -> None:
    household = signed_up(session)
    seen = household.version
    change_status(session, COMMAND_LINE, household.id, "withdraw", seen)
    with pytest.raises(Stale):
        change_status(session, COMMAND_LINE, household.id, "reopen", seen)


def test_a_household_that_is_not_there_cannot_take_a_step(session: Session) -> None:
    with pytest.raises(NotFound):
        change_status(session, COMMAND_LINE, 9999, "withdraw", 1)
