"""Whoever settles something takes the mail back that asks for it, where that could not be sent."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock
from matcher.audit import Actor
from matcher.checkins import daily as check_ins_daily
from matcher.checkins import planning
from matcher.checkins import service as check_ins
from matcher.database.leaving import Evaluation, FollowUp
from matcher.database.living import PlanAction
from matcher.database.records import OutboxMessage
from matcher.database.session import transaction
from matcher.endings import service as endings
from matcher.evaluations.service import Given, ask_again, evaluate
from matcher.followups import daily as follow_ups_daily
from matcher.followups import service as follow_ups
from matcher.messages.history import Delivery, delivery_of
from matcher.plans import daily as plans_daily
from matcher.plans import service as plans
from matcher.plans.rules import Wanted
from matcher.words import Destination, Side
from tests.factories import TODAY
from tests.leaving.scenes import SEPTEMBER, at
from tests.leaving.scenes import stay as leaving_stay
from tests.living.factories import Stay, acts, on, report

Factory = sessionmaker[Session]
LINK = Actor(None, "web")


def stands(session: Session, start: str) -> dict[str, set[Delivery]]:
    """Return how the messages stand whose template begins so, by template."""
    found: dict[str, set[Delivery]] = {}
    for one in session.scalars(select(OutboxMessage)):
        if one.template.startswith(start):
            found.setdefault(one.template, set()).add(delivery_of(one))
    return found


def test_a_check_in_that_was_written_down_is_not_asked_for(factory: Factory) -> None:
    with transaction(factory) as session:
        stay = Stay(session)
        planned = planning.begin(session, stay.placement, TODAY)
        assert planned is not None
        key, actor = planned.id, acts(stay.counsellor)
    check_ins_daily.run(factory, on(2))
    with transaction(factory) as session:
        assert stands(session, "check_in_due") == {"check_in_due": {Delivery.WAITS}}
        version = planning.planned_of(session, 1).version  # type: ignore[union-attr]
        check_ins.hold(session, actor, key, version, report(), on(2))
    with factory() as session:
        assert set.union(*stands(session, "check_in").values()) == {Delivery.OVERTAKEN}


def test_an_action_that_is_done_is_not_asked_after(factory: Factory) -> None:
    with transaction(factory) as session:
        stay = Stay(session)
        wanted = Wanted(
            what="Bellen met de gemeente", measured_by="Er is een afspraak", owner=Side.YOUTH,
            due_on=on(14),
        )  # fmt: skip
        plans.add_action(session, acts(stay.first), stay.id, wanted, TODAY)
        actor = acts(stay.first)
    plans_daily.run(factory, on(11))
    with transaction(factory) as session:
        assert stands(session, "action") == {"action_remind": {Delivery.WAITS}}
        action = session.scalars(select(PlanAction)).one()
        plans.finish_action(session, actor, action.id, action.version, on(12))
    with factory() as session:
        assert stands(session, "action") == {"action_remind": {Delivery.OVERTAKEN}}


def ended(session: Session) -> None:
    here = leaving_stay(session)
    ending = here.notice(session)
    with clock.at(at(SEPTEMBER)):
        endings.finish(session, here.actor, ending.id, today=SEPTEMBER)


def test_an_evaluation_that_was_given_is_not_asked_for_and_the_other_side_is(
    session: Session,
) -> None:
    ended(session)
    of_youth, _ = session.scalars(select(Evaluation).order_by(Evaluation.id))
    evaluate(session, LINK, of_youth.id, Given({"home": 5}), at(SEPTEMBER))
    assert stands(session, "evaluation_asked") == {
        "evaluation_asked_youth": {Delivery.OVERTAKEN},
        "evaluation_asked_host": {Delivery.WAITS},
    }
    assert set.union(*stands(session, "evaluation_given").values()) == {Delivery.WAITS}


def test_who_is_asked_again_gets_the_new_link_only(session: Session) -> None:
    ended(session)
    asked = session.scalars(select(Evaluation).order_by(Evaluation.id)).first()
    assert asked is not None
    moment: datetime = at(SEPTEMBER) + timedelta(hours=3)
    ask_again(session, LINK, asked.id, moment)
    youth = stands(session, "evaluation_asked_youth")
    assert youth == {"evaluation_asked_youth": {Delivery.OVERTAKEN, Delivery.WAITS}}


def test_who_told_how_it_goes_is_not_asked_by_mail(factory: Factory) -> None:
    with transaction(factory) as session:
        ended(session)
    day = date(2027, 3, 1)
    follow_ups_daily.run(factory, day)
    with transaction(factory) as session:
        assert stands(session, "follow_up_asked") == {"follow_up_asked": {Delivery.WAITS}}
        found = session.scalars(select(FollowUp)).one()
        told = follow_ups.Reached(Destination.OWN_HOME, 4)
        follow_ups.reach(session, LINK, found.id, told, day, nonce=found.nonce)
    with factory() as session:
        assert stands(session, "follow_up_asked") == {"follow_up_asked": {Delivery.OVERTAKEN}}
