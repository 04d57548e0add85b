"""What waits in a stay, and for whom: read from the tables, in as many queries for many as for one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from matcher.audit import PROGRAM
from matcher.careteam import contacts
from matcher.careteam import waiting as team_waiting
from matcher.careteam.rules import Contact, Signal
from matcher.checkins import planning
from matcher.checkins import waiting as check_in_waiting
from matcher.concerns import service as concerns
from matcher.concerns import waiting as concern_waiting
from matcher.plans import service as plans
from matcher.plans import waiting as plan_waiting
from matcher.plans.rules import Wanted
from matcher.policy import Policy
from matcher.words import (
    ConcernKind,
    ContactKind,
    IntroductionStage,
    PlacementStatus,
    Seriousness,
    Side,
    WorkKind,
)
from matcher.work.rules import State, WorkItem, state
from tests.factories import TODAY, add_introduction
from tests.living.factories import NOON, POLICY, Stay, acts, on

Ask = Callable[[Session, date, Policy], Iterable[WorkItem]]


def of(ask: Ask, stay: Stay, kind: WorkKind, day: int = 0) -> list[WorkItem]:
    items = ask(stay.session, on(day), POLICY)
    return [one for one in items if one.kind == kind and one.youth_id == stay.youth.id]


def action(stay: Stay, owner: Side) -> None:
    wanted = Wanted(what="Inschrijven", measured_by="Bewijs is binnen", owner=owner, due_on=on(10))
    plans.add_action(stay.session, acts(stay.first), stay.id, wanted, TODAY)


def test_a_check_in_waits_for_the_counsellor_and_for_the_team_once_it_is_late(
    session: Session,
) -> None:
    stay = Stay(session)
    planning.begin(session, stay.placement, TODAY)
    (item,) = of(check_in_waiting.items, stay, WorkKind.CHECK_IN)
    assert (item.since, item.due, item.who) == (on(2), on(9), frozenset({stay.counsellor.id}))
    (item,) = of(check_in_waiting.items, stay, WorkKind.CHECK_IN, 3)
    assert item.who == {stay.counsellor.id, stay.first.id}


@pytest.mark.parametrize(
    ("side", "owner"), [(Side.YOUTH, "young"), (Side.HOST, "host"), (Side.COORDINATOR, "first")]
)
def test_an_action_waits_for_its_owner(session: Session, side: Side, owner: str) -> None:
    stay = Stay(session)
    action(stay, side)
    (item,) = of(plan_waiting.items, stay, WorkKind.ACTION)
    assert (item.due, item.who) == (on(10), frozenset({getattr(stay, owner).id}))


def test_a_stay_without_a_plan_waits_for_the_responsible_worker(session: Session) -> None:
    stay = Stay(session)
    (item,) = of(plan_waiting.items, stay, WorkKind.PLAN)
    assert (item.due, item.who) == (on(28), frozenset({stay.first.id}))
    plans.make_plan(session, acts(stay.first), stay.id, "", None, TODAY)
    assert of(plan_waiting.items, stay, WorkKind.PLAN) == []


def test_a_concern_waits_for_who_holds_it_until_its_limit(session: Session) -> None:
    stay = Stay(session)
    told = concerns.Told(kind=ConcernKind.OTHER, seriousness=Seriousness.SERIOUS, text="Hm")
    raised = concerns.raise_(session, acts(stay.host), stay.id, Side.HOST, told, NOON)
    (item,) = of(concern_waiting.items, stay, WorkKind.CONCERN)
    assert (item.due, item.who) == (raised.due_at, frozenset({stay.first.id}))


def test_a_stay_without_a_team_waits_for_the_region(session: Session) -> None:
    stay = Stay(session, team=False)
    (item,) = of(team_waiting.items, stay, WorkKind.CARE_TEAM)
    assert (item.subject, item.who) == ("placement", frozenset())


def test_a_stay_without_numbers_waits_for_the_responsible_worker(session: Session) -> None:
    stay = Stay(session)
    (item,) = of(team_waiting.items, stay, WorkKind.CARE_TEAM)
    assert (item.subject, item.who) == ("emergency", frozenset({stay.first.id}))
    us = Contact(ContactKind.ON_CALL, "Achterwacht", "030 123 45 67", "")
    contacts.set_contacts(session, PROGRAM, stay.id, [us])
    assert of(team_waiting.items, stay, WorkKind.CARE_TEAM) == []


def test_numbers_can_wait_until_the_agreements_are_made(session: Session) -> None:
    stay = Stay(session, status=PlacementStatus.BOOKED)
    going = add_introduction(session, stage=IntroductionStage.DATE)
    going.placement_id = stay.id
    session.flush()
    assert of(team_waiting.items, stay, WorkKind.CARE_TEAM) == []
    going.stage = IntroductionStage.AGREEMENTS
    session.flush()
    (item,) = of(team_waiting.items, stay, WorkKind.CARE_TEAM)
    assert item.due == going.due_at


def test_the_number_of_queries_does_not_grow_with_the_number_of_stays(
    session: Session, engine: Engine
) -> None:
    def asked() -> int:
        session.flush()
        session.expire_all()
        statements: list[object] = []

        def note(*arguments: object) -> None:
            statements.append(arguments)

        event.listen(engine, "before_cursor_execute", note)
        for part in (team_waiting, check_in_waiting, plan_waiting, concern_waiting):
            list(part.items(session, TODAY, POLICY))
        event.remove(engine, "before_cursor_execute", note)
        return len(statements)

    def one_more() -> None:
        stay = Stay(session)
        planning.begin(session, stay.placement, TODAY)
        action(stay, Side.YOUTH)

    one_more()
    before = asked()
    for _ in range(3):
        one_more()
    assert asked() == before


def signalled(stay: Stay, day: int) -> list[tuple[object, State]]:
    moment = NOON + timedelta(days=day)
    return [
        (one.text_values["signal"], state(one, on(day), moment))
        for one in of(team_waiting.items, stay, WorkKind.SIGNAL, day)
    ]


def test_a_day_that_comes_near_is_not_late_before_it_is_there(session: Session) -> None:
    stay = Stay(session)
    plans.make_plan(session, acts(stay.first), stay.id, "", on(50), TODAY)
    stay.youth.birth_date = on(50).replace(year=on(50).year - 27)
    session.flush()
    assert signalled(stay, 20) == [(Signal.BIRTHDAY, State.NOW)]
    for day in (36, 50):  # from the first of the two weeks to the day itself
        assert signalled(stay, day) == [
            (Signal.BIRTHDAY, State.NOW), (Signal.REVIEW, State.NOW),
        ]  # fmt: skip
    # Nobody can change a birthday that has been; the plan waits for another day.
    assert signalled(stay, 51) == [(Signal.REVIEW, State.LATE)]
    (item,) = of(team_waiting.items, stay, WorkKind.SIGNAL, 51)
    assert (item.since, item.due, item.endpoint) == (on(36), on(50), "living.plan")
    plan = plans.plan_of(session, stay.id)
    assert plan is not None
    plans.change_plan(session, acts(stay.first), plan.id, plan.version, "", on(140), on(51))
    assert signalled(stay, 51) == []
