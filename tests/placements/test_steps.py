"""Bookings and stays along their table, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import COMMAND_LINE, PROGRAM, Actor
from matcher.database.placements import Placement
from matcher.database.records import AuditEvent, OutboxMessage
from matcher.database.session import transaction
from matcher.database.youths import Youth
from matcher.errors import AlreadyTaken, Stale, StepNotAllowed
from matcher.inforce import policy_in_force
from matcher.placements import daily, service
from matcher.rounds.offers import offered_and_taken
from matcher.words import Condition, PlacementStatus, Role, YouthStatus
from matcher.youths.rules import LEAVE, REMATCH, SETTLE
from tests.factories import TODAY, add_account, add_room, add_youth, sign_agreements


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def booked(session: Session, starts: int = 0, ends: int | None = None) -> Placement:
    return service.book(
        session, COMMAND_LINE, room_id=add_room(session).id, youth_id=add_youth(session).id,
        starts_on=day(starts), ends_on=None if ends is None else day(ends),
    )  # fmt: skip


def lived(session: Session, ends: int | None = None) -> Placement:
    placement = booked(session, ends=ends)
    sign_agreements(session, placement)
    return service.start(session, COMMAND_LINE, placement.id, placement.version, today=TODAY)


def test_a_booking_places_the_youth_and_leaves_an_event(session: Session) -> None:
    placement = booked(session)
    assert placement.youth.status == YouthStatus.PLACED
    found = session.scalars(select(AuditEvent).where(AuditEvent.action == "youth.book")).one()
    assert found.details == {"before": "ready", "after": "placed", "placement": placement.id}


def test_a_youth_who_is_not_ready_is_not_booked(session: Session) -> None:
    youth = add_youth(session, status=YouthStatus.REGISTERED)
    with pytest.raises(StepNotAllowed):
        service.book(
            session, COMMAND_LINE, room_id=add_room(session).id, youth_id=youth.id, starts_on=TODAY
        )


def test_nobody_moves_in_before_both_agreements_are_signed_and_the_day_is_there(
    session: Session,
) -> None:
    placement = booked(session)
    with pytest.raises(StepNotAllowed) as refusal:
        service.start(session, COMMAND_LINE, placement.id, 1, moved_in_on=day(2), today=TODAY)
    assert refusal.value.missing == (
        Condition.RENT_SIGNED, Condition.COACHING_SIGNED, Condition.DAY_REACHED,
    )  # fmt: skip
    assert placement.status == PlacementStatus.BOOKED
    assert placement.starts_on == TODAY


def test_a_stay_begins_on_the_day_on_which_the_youth_really_moved_in(session: Session) -> None:
    placement = booked(session)
    sign_agreements(session, placement)
    service.start(session, COMMAND_LINE, placement.id, 1, moved_in_on=day(3), today=day(5))
    assert (placement.status, placement.starts_on) == (PlacementStatus.ACTIVE, day(3))


def test_a_host_does_not_start_a_stay_by_hand(session: Session) -> None:
    placement = booked(session)
    sign_agreements(session, placement)
    host = Actor(add_account(session, Role.HOST).id, "web")
    with pytest.raises(StepNotAllowed) as refusal:
        service.start(session, host, placement.id, 1, today=TODAY)
    assert refusal.value.whose == (Role.COORDINATOR,)


def test_a_booking_moves_to_days_that_are_free_for_both(session: Session) -> None:
    placement = booked(session, 0, 30)
    service.book(
        session, COMMAND_LINE, room_id=placement.room_id, youth_id=add_youth(session).id,
        starts_on=day(30),
    )  # fmt: skip
    service.move(session, COMMAND_LINE, placement.id, 1, starts_on=day(5), ends_on=day(30))
    assert placement.starts_on == day(5)
    with pytest.raises(AlreadyTaken) as refusal:
        service.move(session, COMMAND_LINE, placement.id, 2, starts_on=day(5), ends_on=day(31))
    assert refusal.value.field == "room"
    with pytest.raises(Stale):
        service.move(session, COMMAND_LINE, placement.id, 1, starts_on=day(6), ends_on=day(30))


def test_from_notice_the_room_is_offered_from_the_last_day_and_the_stay_goes_on(
    session: Session,
) -> None:
    placement = lived(session)
    service.set_end(session, COMMAND_LINE, placement.id, placement.version, ends_on=day(60))
    assert placement.status == PlacementStatus.ACTIVE
    _, taken = offered_and_taken(session, TODAY, placement.room_id)[placement.room_id]
    assert [stay.free_until for stay in taken] == [day(60)]


def test_notice_is_not_taken_back_when_the_room_is_booked_after_it(session: Session) -> None:
    placement = lived(session)
    service.set_end(session, COMMAND_LINE, placement.id, placement.version, ends_on=day(60))
    service.book(
        session, COMMAND_LINE, room_id=placement.room_id, youth_id=add_youth(session).id,
        starts_on=day(60),
    )  # fmt: skip
    with pytest.raises(AlreadyTaken):
        service.set_end(session, COMMAND_LINE, placement.id, placement.version, ends_on=None)
    assert placement.ends_on == day(60)


@pytest.mark.parametrize(
    ("then", "status"),
    [
        (LEAVE, YouthStatus.REGISTERED),
        (REMATCH, YouthStatus.READY),
        (SETTLE, YouthStatus.WITHDRAWN),
    ],
)
def test_a_stay_ends_on_its_day_and_the_youth_goes_where_the_ending_says(
    session: Session, then: str, status: YouthStatus
) -> None:
    placement = lived(session, ends=60)
    with pytest.raises(StepNotAllowed) as refusal:
        service.finish(session, PROGRAM, placement.id, today=day(59), then=then)
    assert refusal.value.missing == (Condition.DAY_REACHED,)
    service.finish(session, PROGRAM, placement.id, today=day(60), then=then)
    assert placement.status == PlacementStatus.ENDED
    assert placement.youth.status == status


def test_a_youth_with_a_next_room_stays_placed_when_a_stay_ends(session: Session) -> None:
    placement = lived(session, ends=60)
    service.book(
        session, COMMAND_LINE, room_id=add_room(session).id, youth_id=placement.youth_id,
        starts_on=day(60),
    )  # fmt: skip
    service.finish(session, PROGRAM, placement.id, today=day(60), then=REMATCH)
    assert placement.youth.status == YouthStatus.PLACED


def test_a_booking_that_nobody_looks_after_is_called_off_by_the_clock(
    factory: sessionmaker[Session],
) -> None:
    with transaction(factory) as session:
        key = booked(session).id
        waits = policy_in_force().after.start_overdue_days
    assert daily.run(factory, day(waits)) == 0
    assert daily.run(factory, day(waits + 1)) == 1
    assert daily.run(factory, day(waits + 1)) == 0
    with factory() as session:
        placement = session.get_one(Placement, key)
        assert placement.status == PlacementStatus.CANCELLED
        assert session.get_one(Youth, placement.youth_id).status == YouthStatus.READY
        told = session.scalars(select(OutboxMessage.template)).all()
        assert set(told) == {"proposal_taken_back"}
