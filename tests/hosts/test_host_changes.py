"""A host changes what was told; what alters matching is named, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit import COMMAND_LINE
from matcher.database.base import now
from matcher.database.hosts import Household
from matcher.database.records import AuditEvent, OutboxMessage
from matcher.errors import Stale, TextRefused
from matcher.hosts import telling
from matcher.hosts.approval import mark_visited
from matcher.hosts.changes import change_household, change_rules, circumstances_of, rules_of
from matcher.hosts.handling import CannotHandle, handle, handling_of, possible_handlers
from matcher.hosts.registration import Circumstances, HouseholdDetails, RuleOfTheHouse
from matcher.hosts.rules import alters_matching
from matcher.hosts.service import register
from matcher.policy import load_policy
from matcher.rooms.rules import alters_matching as room_alters_matching
from matcher.rooms.service import add_room, change_room, details_of
from matcher.rooms.terms import Terms, terms_of
from matcher.rounds.rules import Window
from matcher.words import HouseholdStatus, HouseRuleKind, Role, Tenure
from tests.factories import TODAY, UTRECHT, add_account, add_municipality
from tests.factories import add_room as a_room
from tests.hosts.factories import HOUSEHOLD, ROOM, registration


@pytest.fixture
def household(session: Session) -> Household:
    add_municipality(session)
    return register(session, COMMAND_LINE, registration(), TODAY)


def change(session: Session, household: Household, **values: object) -> tuple[str, ...]:
    details: HouseholdDetails = replace(HOUSEHOLD, **values)  # type: ignore[arg-type]
    return change_household(session, COMMAND_LINE, household.id, household.version, details, now())


def test_only_what_changed_is_named_and_the_version_goes_up(
    session: Session, household: Household
) -> None:
    seen = household.version
    assert change(session, household) == ()
    assert household.version == seen
    assert change(session, household, has_dog=True, phone="0612") == ("phone", "has_dog")
    assert household.version == seen + 1
    fields = session.scalars(
        select(AuditEvent.details).where(AuditEvent.action == "household.change")
    ).one()["fields"]
    assert fields == ["has_dog", "phone"]


def test_a_change_of_circumstances_alone_raises_the_version_of_the_household(
    session: Session, household: Household
) -> None:
    seen = household.version
    told = Circumstances(tenure=Tenure.OWNED, number_of_residents=3)
    changed = change(session, household, circumstances=told)
    assert set(changed) == {"tenure", "number_of_residents", "benefits"}
    assert circumstances_of(session, household.id) == told
    with pytest.raises(Stale):
        change_household(session, COMMAND_LINE, household.id, seen, HOUSEHOLD, now())


def test_what_was_not_told_stays(session: Session, household: Household) -> None:
    assert change(session, household, circumstances=None, rules=None) == ()
    assert circumstances_of(session, household.id) == HOUSEHOLD.circumstances


def test_rules_of_the_house_are_replaced_as_a_whole_in_their_order(
    session: Session, household: Household
) -> None:
    wanted = (
        RuleOfTheHouse(HouseRuleKind.SMOKING, "Alleen in de tuin"),
        RuleOfTheHouse(HouseRuleKind.QUIET, "Na tien uur stil"),
    )
    assert change_rules(session, COMMAND_LINE, household.id, household.version, wanted) == (
        "rules",
    )
    assert rules_of(session, household.id) == wanted
    same = change_rules(session, COMMAND_LINE, household.id, household.version, wanted)
    assert same == ()


def test_a_citizen_service_number_in_a_rule_is_refused(
    session: Session, household: Household
) -> None:
    with pytest.raises(TextRefused):
        change_rules(
            session, COMMAND_LINE, household.id, household.version,
            (RuleOfTheHouse(HouseRuleKind.OTHER, "bel 111222333"),),
        )  # fmt: skip


def test_smoking_alters_matching_and_a_telephone_number_does_not() -> None:
    assert alters_matching(["phone", "smokes"])
    assert not alters_matching(["phone", "contact_name", "rules", "tenure", "benefits"])
    assert not room_alters_matching(["included", "notes", "deposit_cents"])


def test_terms_change_with_the_room_and_stay_when_not_told(
    session: Session, household: Household
) -> None:
    room = household.homes[0].rooms[0]
    now_so = details_of(room)
    assert change_room(session, COMMAND_LINE, room.id, room.version, now_so) == ()
    wanted = replace(now_so, terms=replace(ROOM.terms or Terms(), notes="Was is gratis"))
    assert change_room(session, COMMAND_LINE, room.id, room.version, wanted) == ("notes",)
    kept = terms_of(session, room.id)
    assert kept is not None
    assert (kept.notes, kept.limits) == ("Was is gratis", "rook")


def test_a_room_without_terms_and_nothing_told_keeps_none(session: Session) -> None:
    room = a_room(session)
    same = replace(details_of(room), terms=Terms())
    assert change_room(session, COMMAND_LINE, room.id, room.version, same) == ()
    assert terms_of(session, room.id) is None


def test_a_room_is_added_with_its_periods_terms_and_audit(
    session: Session, household: Household
) -> None:
    home = household.homes[0]
    room = add_room(session, COMMAND_LINE, home.id, ROOM)
    session.expire_all()
    assert len(home.rooms) == 3
    assert [Window(p.free_from, p.free_until) for p in room.availabilities] == list(ROOM.periods)
    assert terms_of(session, room.id) == ROOM.terms
    assert "room.add" in session.scalars(select(AuditEvent.action)).all()


def templates(session: Session) -> list[str]:
    return list(session.scalars(select(OutboxMessage.template)))


def test_a_room_added_after_the_visit_is_told_to_who_handles_the_household(
    session: Session, household: Household
) -> None:
    mine = add_account(session, Role.COORDINATOR, regions=[UTRECHT])
    add_account(session, Role.COORDINATOR, regions=[UTRECHT])
    handle(
        session, COMMAND_LINE, household.id, household.version,
        handled_by_id=mine.id, next_step_on=None,
    )  # fmt: skip
    telling.room_added(session, household)
    assert "host_added_room" not in templates(session)  # nobody has been there yet
    household.status = HouseholdStatus.APPROVED
    telling.room_added(session, household)
    query = select(OutboxMessage.recipient).where(OutboxMessage.template == "host_added_room")
    assert session.scalars(query).all() == [mine.email]


def test_without_an_open_proposal_a_change_is_told_to_nobody(
    session: Session, household: Household
) -> None:
    assert not telling.offer_changed(session, household)
    assert templates(session) == ["host_signed_up"]


def test_only_an_active_coordinator_of_the_region_can_handle_a_household(
    session: Session, household: Household
) -> None:
    add_municipality(session, code="GM0363", name="Amsterdam", province="Noord-Holland")
    near = add_account(session, Role.COORDINATOR, regions=[UTRECHT])
    far = add_account(session, Role.COORDINATOR, regions=["GM0363"])
    gone = add_account(session, Role.COORDINATOR, regions=[UTRECHT])
    gone.is_active = False
    session.flush()
    assert possible_handlers(session, household.id) == [near]
    for account in (far, gone):
        with pytest.raises(CannotHandle):
            handle(
                session, COMMAND_LINE, household.id, household.version,
                handled_by_id=account.id, next_step_on=None,
            )  # fmt: skip


def test_after_the_visit_the_days_until_the_host_hears_count_anew(
    session: Session, household: Household
) -> None:
    visited_on = TODAY + timedelta(days=10)
    mark_visited(session, COMMAND_LINE, household, visited_on)
    handling = handling_of(session, household.id)
    assert handling is not None
    assert handling.next_step_on == visited_on + timedelta(days=load_policy().before.answer_days)


def test_who_handles_a_household_and_the_day_are_audited_without_the_name(
    session: Session, household: Household
) -> None:
    near = add_account(session, Role.COORDINATOR, regions=[UTRECHT])
    day = TODAY + timedelta(days=5)
    seen = household.version
    changed = handle(
        session, COMMAND_LINE, household.id, seen, handled_by_id=near.id, next_step_on=day
    )
    assert changed == ("handled_by_id", "next_step_on")
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "household.handle")).one()
    assert event.details == {"fields": ["handled_by_id", "next_step_on"]}
    with pytest.raises(Stale):
        handle(
            session, COMMAND_LINE, household.id, seen,
            handled_by_id=None, next_step_on=date(2026, 5, 1),
        )  # fmt: skip
