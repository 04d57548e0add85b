"""Reminders go out on their day, once; the route of a day starts and ends at the own base."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.access import Action, scope
from matcher.accounts.service import principal_of
from matcher.database.records import OutboxMessage
from matcher.database.session import transaction
from matcher.database.visits import Visitor
from matcher.documents import daily as papers
from matcher.visits import daily
from matcher.visits.dayroute import routes_of_day
from matcher.visits.impressions import write_impression
from matcher.visits.report import agree_action
from matcher.words import HouseholdStatus
from tests.factories import add_room
from tests.visits.factories import AFTER, TODAY, VISIT_AT, Team, acts

Factory = sessionmaker[Session]


def told(factory: Factory, template: str) -> list[str]:
    with factory() as session:
        query = select(OutboxMessage.recipient).where(OutboxMessage.template == template)
        return sorted(session.scalars(query))


def test_only_who_wrote_nothing_is_reminded_of_a_late_report_and_once(factory: Factory) -> None:
    with transaction(factory) as session:
        team = Team(session)
        write_impression(session, acts(team.one), team.planned().id, "Warm huis.", AFTER)
        slow = team.two.email
    assert daily.run(factory, TODAY + timedelta(days=1)) == 0
    assert daily.run(factory, TODAY + timedelta(days=2)) == 1
    assert daily.run(factory, TODAY + timedelta(days=3)) == 0
    assert told(factory, "visit_report_due") == [slow]


def test_the_owner_is_reminded_of_an_action_two_days_before(factory: Factory) -> None:
    with transaction(factory) as session:
        team = Team(session)
        visit = team.reported()
        due = date(2026, 4, 10)
        agree_action(session, acts(team.one), visit.id, "Bellen", team.two.id, due, TODAY)
        agree_action(session, acts(team.one), visit.id, "Rookmelder", None, due, TODAY)
        owner = team.two.email
    assert daily.run(factory, date(2026, 4, 7)) == 0
    assert daily.run(factory, date(2026, 4, 8)) == 1
    assert daily.run(factory, date(2026, 4, 9)) == 0
    assert told(factory, "visit_action_due") == [owner]


def test_coordinators_of_the_region_are_told_of_a_paper_that_expires(factory: Factory) -> None:
    with transaction(factory) as session:
        team = Team(session)
        team.household.status = HouseholdStatus.APPROVED
        team.with_vog(expires_on=date(2026, 6, 30))
        region = sorted([team.one.email, team.third.email])
    assert papers.run(factory, date(2026, 6, 15)) == 0
    assert papers.run(factory, date(2026, 6, 16)) == 1
    assert papers.run(factory, date(2026, 6, 17)) == 0
    assert told(factory, "document_expires") == region


def test_a_day_route_goes_by_place_for_each_visitor_and_only_within_reach(
    session: Session,
) -> None:
    team = Team(session)
    session.get_one(Visitor, team.one.id).place_name = "Utrecht"
    far = {"latitude": 52.30, "longitude": 5.12}
    near = {"latitude": 52.10, "longitude": 5.12}
    for hours, place in ((0, far), (2, near)):
        team.household = add_room(session, home=place).home.household
        team.household.status = HouseholdStatus.SIGNED_UP
        team.planned(at=VISIT_AT + timedelta(hours=hours))
    middle = {"latitude": 52.25, "longitude": 5.12}
    team.household = add_room(session, home=middle).home.household
    team.household.status = HouseholdStatus.SIGNED_UP
    team.planned(at=VISIT_AT + timedelta(hours=4), pair_reason="Drie op een dag.")
    who = principal_of(team.one, TODAY)
    routes = routes_of_day(session, scope(who, Action.READ_VISIT), VISIT_AT.date())
    assert [route.name for route in routes] == ["Anna Eerste", "Bram Tweede"]
    route = routes[0]
    latitudes = [stop.home.latitude for stop in route.stops]
    assert latitudes in ([52.10, 52.25, 52.30], [52.30, 52.25, 52.10])
    assert route.km <= route.planned_km
    assert route.start_name == "Utrecht"
    assert not route.keeps_times
    own = scope(principal_of(team.two, TODAY), Action.READ_VISIT)
    other = Team(session)
    other.planned(at=VISIT_AT, visitors=(other.one.id, other.two.id))
    assert len(routes_of_day(session, own, VISIT_AT.date(), only=team.two.id)[0].stops) == 3
    assert {r.name for r in routes_of_day(session, own, VISIT_AT.date())} == {
        "Anna Eerste",
        "Bram Tweede",
    }
