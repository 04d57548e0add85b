"""One plan per stay, with actions that are measured, owned and dated, and chased when late."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import PROGRAM
from matcher.database.living import Plan, PlanAction
from matcher.database.session import transaction
from matcher.errors import Incomplete, Stale, StepNotAllowed, TextRefused
from matcher.plans import daily, service
from matcher.plans.rules import Wanted
from matcher.words import ActionStatus, PlacementStatus, Side
from tests.factories import TODAY
from tests.living.factories import Stay, acts, happened, mails, on


def wanted(**values: object) -> Wanted:
    given = {
        "what": "Inschrijven bij de gemeente",
        "measured_by": "Bewijs van inschrijving",
        "owner": Side.YOUTH,
        "due_on": on(10),
        **values,
    }
    return Wanted(**given)  # type: ignore[arg-type]


def test_a_stay_has_one_plan(session: Session) -> None:
    stay = Stay(session)
    made = service.make_plan(session, acts(stay.first), stay.id, "Diploma", on(90), TODAY)
    assert service.make_plan(session, acts(stay.second), stay.id, "Anders", None, TODAY) is made
    session.add(Plan(placement_id=stay.id, youth_id=stay.youth.id, review_on=on(9)))
    with pytest.raises(IntegrityError):
        session.flush()


@pytest.mark.parametrize(
    ("values", "lacks"),
    [
        ({"measured_by": ""}, ("measure",)),
        ({"owner": None}, ("owner",)),
        ({"due_on": None}, ("due",)),
        ({"due_on": on(-1)}, ("past",)),
    ],
)
def test_an_action_without_measure_owner_or_day_is_refused(
    session: Session, values: dict[str, object], lacks: tuple[str, ...]
) -> None:
    stay = Stay(session)
    with pytest.raises(Incomplete) as refused:
        service.add_action(session, acts(stay.first), stay.id, wanted(**values), TODAY)
    assert refused.value.missing == lacks
    assert service.plan_of(session, stay.id) is None


@pytest.mark.parametrize(
    ("side", "owner"),
    [
        (Side.YOUTH, "young"),
        (Side.HOST, "host"),
        (Side.COUNSELLOR, "counsellor"),
        (Side.COORDINATOR, "first"),
    ],
)
def test_an_action_belongs_to_whoever_stands_for_its_side(
    session: Session, side: Side, owner: str
) -> None:
    stay = Stay(session)
    action = service.add_action(session, acts(stay.first), stay.id, wanted(owner=side), TODAY)
    assert action.owner_id == getattr(stay, owner).id


def test_an_action_is_done_moved_or_dropped_once(session: Session) -> None:
    stay = Stay(session)
    action = service.add_action(session, acts(stay.first), stay.id, wanted(), TODAY)
    seen = action.version
    service.finish_action(session, acts(stay.young), action.id, seen, on(3))
    assert (action.status, action.done_on) == (ActionStatus.DONE, on(3))
    with pytest.raises(Stale):
        service.drop_action(session, acts(stay.first), action.id, seen)
    with pytest.raises(StepNotAllowed):
        service.move_action(session, acts(stay.first), action.id, action.version, on(20), on(3))
    assert happened(session, "plan") == ["plan.make", "plan.add", "plan.finish"]


def test_no_action_for_a_stay_that_is_over_and_no_service_number(session: Session) -> None:
    stay = Stay(session, status=PlacementStatus.ENDED, ends_on=on(5), team=False)
    with pytest.raises(StepNotAllowed):
        service.add_action(session, acts(stay.first), stay.id, wanted(), TODAY)
    with pytest.raises(TextRefused):
        service.add_action(
            session, acts(stay.first), stay.id, wanted(what="Paspoort 111222333"), TODAY
        )


def test_an_action_that_nobody_does_is_reminded_chased_and_passed_on_each_once(
    factory: sessionmaker[Session],
) -> None:
    with transaction(factory) as session:
        stay = Stay(session)
        service.add_action(session, acts(stay.first), stay.id, wanted(), TODAY)
        owner, team = stay.young.email, {stay.first.email, stay.second.email}
    for day in range(26):
        daily.run(factory, on(day))
        daily.run(factory, on(day))
    with factory() as session:
        assert mails(session, "action_remind") == [("action_remind", owner)]
        assert mails(session, "action_chase") == [("action_chase", owner)]
        assert {who for _, who in mails(session, "action_escalate")} == team
        action = session.scalars(select(PlanAction)).one()
        assert action.escalated_on == on(24)


def test_actions_of_one_day_are_asked_after_in_one_mail(factory: sessionmaker[Session]) -> None:
    with transaction(factory) as session:
        stay = Stay(session)
        for what in ("Bellen met de gemeente", "Een tas kopen"):
            service.add_action(session, acts(stay.first), stay.id, wanted(what=what), TODAY)
    daily.run(factory, on(18))
    with factory() as session:
        assert len(mails(session, "action_chase")) + len(mails(session, "action_remind")) == 1


def test_another_day_begins_the_asking_anew(factory: sessionmaker[Session]) -> None:
    with transaction(factory) as session:
        stay = Stay(session)
        action = service.add_action(session, acts(stay.first), stay.id, wanted(), TODAY)
        key = action.id
    daily.run(factory, on(18))
    with transaction(factory) as session:
        action = session.get_one(PlanAction, key)
        service.move_action(session, PROGRAM, key, action.version, on(40), on(18))
    daily.run(factory, on(38))
    with factory() as session:
        assert len(mails(session, "action_chase")) == 1
        assert len(mails(session, "action_remind")) == 1


def test_open_actions_end_with_the_stay(session: Session) -> None:
    stay = Stay(session)
    action = service.add_action(session, acts(stay.first), stay.id, wanted(), TODAY)
    assert service.drop_what_is_open(session, PROGRAM, stay.placement) == 1
    assert action.status == ActionStatus.DROPPED


def test_nobody_is_asked_after_an_action_of_a_stay_that_never_began(
    factory: sessionmaker[Session],
) -> None:
    with transaction(factory) as session:
        stay = Stay(session, status=PlacementStatus.BOOKED)
        key = service.add_action(session, acts(stay.first), stay.id, wanted(), TODAY).id
        stay.placement.status = PlacementStatus.CANCELLED
    daily.run(factory, on(30))
    with factory() as session:
        assert session.get_one(PlanAction, key).status == ActionStatus.DROPPED
        assert mails(session, "action_chase") == []
