"""A visit is planned with two visitors of two organisations, and everybody is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database.accounts import Account
from matcher.database.records import AuditEvent, OutboxMessage
from matcher.database.visits import HomeVisit, Visitor
from matcher.errors import NotFound, Stale, StepNotAllowed, TextRefused
from matcher.messages import compose
from matcher.visits.candidates import candidates, deciders, suggestions
from matcher.visits.planning import Plan, cancel_visit, move_visit
from matcher.visits.refusals import PairRefused
from matcher.visits.rules.pairing import Objection
from matcher.words import HostStepReason, HouseholdStatus, Role, VisitStatus
from tests.factories import add_room
from tests.visits.factories import (
    BEFORE,
    VISIT_AT,
    Team,
    acts,
    add_coordinator_elsewhere,
    add_visitor,
)


def messages(session: Session) -> list[OutboxMessage]:
    session.flush()
    return list(session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


def test_household_is_told_the_day_and_both_names_and_no_address(session: Session) -> None:
    team = Team(session)
    visit = team.planned()
    told = messages(session)
    assert [m.template for m in told] == ["visit_notice", "visitor_asked", "visitor_asked"]
    body = compose(told[0].template, "nl", told[0].values, "https://k").body
    assert "Op 10 maart 2026 om 14:00 komen Anna Eerste en Bram Tweede bij je langs" in body
    assert "Voorbeeldstraat" not in str([m.values for m in told])
    assert (visit.number, visit.status, visit.notice_at) == (1, VisitStatus.PLANNED, BEFORE)
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "visit.plan")).one()
    assert event.details == {"number": 1, "household": team.household.id, "objections": []}


def test_two_of_one_organisation_need_a_reason_that_is_kept(session: Session) -> None:
    team = Team(session)
    same = add_visitor(session, name="Dirk Zelfde")
    pair = (team.two.id, same.id)
    with pytest.raises(PairRefused) as refusal:
        team.planned(visitors=pair)
    assert refusal.value.objections == (Objection.ONE_ORGANISATION,)
    visit = team.planned(visitors=pair, pair_reason="Niemand anders deze maand.")
    assert visit.pair_reason == "Niemand anders deze maand."
    assert {str(v.organisation_id) for v in visit.visitors} == {str(team.two.organisation_id)}


def test_no_reason_sets_aside_that_nobody_is_trained_or_somebody_is_elsewhere(
    session: Session,
) -> None:
    team = Team(session)
    for account in (team.one, team.two):
        session.get_one(Visitor, account.id).trained_on = None
    with pytest.raises(PairRefused) as refusal:
        team.planned(pair_reason="Toch maar.")
    assert Objection.NOBODY_TRAINED in refusal.value.objections
    for account in (team.one, team.two):
        session.get_one(Visitor, account.id).trained_on = BEFORE.date()
    team.planned()
    team.household = add_room(session).home.household
    team.household.status = HouseholdStatus.SIGNED_UP
    with pytest.raises(PairRefused) as refusal:
        team.planned(at=VISIT_AT + timedelta(minutes=30), pair_reason="Toch maar.")
    assert refusal.value.objections == (Objection.BUSY,)


def test_who_has_no_room_left_in_the_week_is_an_objection(session: Session) -> None:
    team = Team(session)
    session.get_one(Visitor, team.one.id).visits_per_week = 1
    team.planned()
    team.household = add_room(session).home.household
    with pytest.raises(PairRefused) as refusal:
        team.planned(at=VISIT_AT + timedelta(days=1))
    assert refusal.value.objections == (Objection.NO_CAPACITY,)


def test_a_pair_that_leaves_nobody_to_decide_is_an_objection(session: Session) -> None:
    team = Team(session)
    team.third.is_active = False
    session.flush()
    with pytest.raises(PairRefused) as refusal:
        team.planned()
    assert refusal.value.objections == (Objection.NOBODY_DECIDES,)


def test_a_household_has_one_open_visit_and_only_while_it_takes_part(session: Session) -> None:
    team = Team(session)
    team.planned()
    with pytest.raises(StepNotAllowed):
        team.planned(at=VISIT_AT + timedelta(days=3))
    team.household = add_room(session).home.household
    team.household.status = HouseholdStatus.REFUSED
    with pytest.raises(StepNotAllowed):
        team.planned()


def test_somebody_who_makes_no_visits_or_not_now_cannot_be_sent(session: Session) -> None:
    team = Team(session)
    with pytest.raises(NotFound):
        team.planned(visitors=(team.one.id, team.third.id))
    session.get_one(Visitor, team.two.id).is_available = False
    with pytest.raises(NotFound):
        team.planned()


def test_a_coordinator_of_another_region_is_not_asked_and_decides_nothing(
    session: Session,
) -> None:
    team = Team(session)
    elsewhere = add_coordinator_elsewhere(session)
    session.add(Visitor(account_id=elsewhere.id, trained_on=BEFORE.date()))
    session.flush()
    with pytest.raises(NotFound):
        team.planned(visitors=(team.two.id, elsewhere.id))
    assert deciders(session, team.household, BEFORE.date()) == {team.one.id, team.third.id}


def test_suggestions_name_two_organisations_before_the_nearest(session: Session) -> None:
    team = Team(session)
    add_visitor(session, Role.COORDINATOR, name="Eva Dichtbij")
    session.get_one(Visitor, team.two.id).latitude = 52.5
    session.flush()
    first = suggestions(session, team.household, VISIT_AT, 60)[0]
    assert team.two.id in first.account_ids
    assert first.objections == ()


def test_languages_of_household_and_visitors_are_held_beside_each_other(session: Session) -> None:
    team = Team(session)
    team.household.languages = "ar"
    session.flush()
    found = candidates(session, team.household, VISIT_AT, 60)
    assert {one.shared_languages for one in found} == {()}
    assert all(
        Objection.NO_SHARED_LANGUAGE in pair.objections
        for pair in suggestions(session, team.household, VISIT_AT, 60)
    )
    visitor = session.get_one(Visitor, found[0].account_id)
    visitor.languages = "nl ar"
    session.flush()
    again = {one.account_id: one for one in candidates(session, team.household, VISIT_AT, 60)}
    assert again[visitor.account_id].shared_languages == ("ar",)
    best = suggestions(session, team.household, VISIT_AT, 60)[0]
    assert visitor.account_id in best.account_ids
    assert Objection.NO_SHARED_LANGUAGE not in best.objections


def test_a_moved_visit_tells_household_and_both_and_who_is_off(session: Session) -> None:
    team = Team(session)
    visit = team.planned()
    other = add_visitor(session, code="ZORG-B", name="Fien Ander")
    before = len(messages(session))
    plan = Plan(
        planned_at=VISIT_AT + timedelta(days=1), minutes=45, visitors=(team.one.id, other.id)
    )
    move_visit(session, acts(team.third), visit.id, visit.version, plan, BEFORE)
    told = [(m.template, m.recipient) for m in messages(session)[before:]]
    assert told == [
        ("visit_moved", team.household.email),
        ("visitor_asked", team.one.email),
        ("visitor_asked", other.email),
        ("visitor_off", team.two.email),
    ]
    assert {v.account_id for v in visit.visitors} == {team.one.id, other.id}
    with pytest.raises(Stale):
        move_visit(session, acts(team.third), visit.id, visit.version - 1, plan, BEFORE)


def test_a_visit_is_called_off_with_a_reason_and_can_be_planned_again(session: Session) -> None:
    team = Team(session)
    visit = team.planned()
    why = HostStepReason.NOT_REACHED
    cancel_visit(session, acts(team.third), visit.id, visit.version, why, "Niet thuis.", BEFORE)
    assert messages(session)[-3].template == "visit_cancelled"
    assert visit.reason == why
    assert team.planned().number == 2


def test_a_visit_in_the_past_is_recorded_without_a_notice(session: Session) -> None:
    team = Team(session)
    visit = team.planned(at=BEFORE - timedelta(days=3))
    assert messages(session) == []
    assert visit.notice_at is None


def test_a_citizen_service_number_is_refused_in_every_text(session: Session) -> None:
    team = Team(session)
    with pytest.raises(TextRefused):
        team.planned(pair_reason="bsn 111222333")
    visit = team.planned()
    why = HostStepReason.OTHER
    with pytest.raises(TextRefused):
        cancel_visit(session, acts(team.third), visit.id, 1, why, "111222333", BEFORE)


def test_organisation_is_that_of_the_day_of_planning(session: Session) -> None:
    team = Team(session)
    visit = team.planned()
    session.get_one(Account, team.two.id).organisation_id = None
    session.flush()
    session.expire_all()
    kept = {v.account_id: v.organisation_id for v in session.get_one(HomeVisit, visit.id).visitors}
    assert kept[team.two.id] is not None
    assert kept[team.one.id] is None
