"""Two people who act on one visit at the same moment: one is first, and the rules hold."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.session import transaction
from matcher.database.visits import HomeVisit
from matcher.visits.decision import Decision, decide
from matcher.visits.planning import Plan, plan_visit
from matcher.words import HostStepReason, Role, VisitAdvice, VisitStatus
from tests.at_once import Deed, at_once, names
from tests.factories import UTRECHT, add_account
from tests.visits.factories import AFTER, BEFORE, VISIT_AT, Team, acts, add_visitor


def test_of_two_who_decide_at_once_one_decides(factory: sessionmaker[Session]) -> None:
    with transaction(factory) as session:
        team = Team(session)
        fourth = add_account(session, Role.COORDINATOR, regions=[UTRECHT])
        visit = team.reported(advice=VisitAdvice.REFUSE)
        session.flush()
        visit_id, version = visit.id, visit.version
    no = Decision(outcome=VisitAdvice.REFUSE, reason=HostStepReason.OTHER)
    deeds: list[Deed] = [
        lambda s, who=who: decide(s, acts(who), visit_id, version, no, AFTER)  # type: ignore[misc]
        for who in (team.third, fourth)
    ]
    assert names(at_once(factory, deeds)) in (["Stale", "done"], ["StepNotAllowed", "done"])
    with factory() as session:
        assert session.get_one(HomeVisit, visit_id).status == VisitStatus.DECIDED


def test_of_two_who_plan_at_once_one_plans(factory: sessionmaker[Session]) -> None:
    with transaction(factory) as session:
        team = Team(session)
        other = [add_visitor(session, code=code, name=code) for code in ("ZORG-B", "ZORG-C")]
        household_id = team.household.id
    pairs = [(team.one.id, team.two.id), (other[0].id, other[1].id)]
    deeds: list[Deed] = [
        lambda s, pair=pair: plan_visit(  # type: ignore[misc]
            s,
            acts(team.third),
            household_id,
            Plan(planned_at=VISIT_AT, minutes=60, visitors=pair),
            BEFORE,
        )
        for pair in pairs
    ]
    assert names(at_once(factory, deeds)) == ["StepNotAllowed", "done"]
    with factory() as session:
        assert len(session.scalars(select(HomeVisit)).all()) == 1
