"""Notice, taking it back, another day, and the day itself, on both databases."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock
from matcher.audit import COMMAND_LINE, Actor
from matcher.database.leaving import Ending, Evaluation, FollowUp
from matcher.database.placements import Placement
from matcher.database.records import AuditEvent, OutboxMessage
from matcher.endings import daily, service
from matcher.endings.refusals import NoticeRefused
from matcher.errors import Stale, StepNotAllowed, TextRefused
from matcher.inforce import policy_in_force
from matcher.placements import service as placements
from matcher.rounds.offers import free_offers
from matcher.rounds.snapshot import load_frames
from matcher.words import (
    Destination,
    EndingKind,
    EndingReason,
    EndingStatus,
    PlacementStatus,
    Role,
    Side,
    YouthStatus,
)
from tests.factories import TODAY, add_account, add_placement, add_youth
from tests.leaving.scenes import JUNE, SEPTEMBER, at, stay


def test_from_notice_on_the_room_is_offered_from_the_last_day(session: Session) -> None:
    here = stay(session)
    room = here.placement.room
    assert load_frames(session, JUNE, policy_in_force()).rooms.empty
    here.notice(session)
    rooms = load_frames(session, JUNE, policy_in_force()).rooms
    assert [(row.room, str(row.free_from)[:10]) for row in rooms.itertuples()] == [
        (f"R{room.id:09}", SEPTEMBER.isoformat())
    ]
    assert here.placement.status == PlacementStatus.ACTIVE


def test_notice_tells_both_sides_and_staff_the_day_and_nothing_else(session: Session) -> None:
    here = stay(session)
    here.notice(session, explanation="Ruzie over de afwas", reason=EndingReason.CONFLICT)
    messages = session.scalars(
        select(OutboxMessage).where(OutboxMessage.template.startswith("ending_known"))
    ).all()
    assert {m.template for m in messages} == {
        "ending_known_youth", "ending_known_host", "ending_known_staff"
    }  # fmt: skip
    assert {str(sorted(m.values)) for m in messages} == {"['ends_on']", "['ends_on', 'placement']"}
    told = session.scalars(select(AuditEvent.details).where(AuditEvent.action == "ending.plan"))
    assert "afwas" not in str(told.all())


def test_a_youth_who_gives_notice_keeps_to_the_days_in_the_agreement(session: Session) -> None:
    here = stay(session)
    with pytest.raises(NoticeRefused) as refused:
        here.notice(session, JUNE + timedelta(days=29), given_by=Side.YOUTH)
    assert (refused.value.problem, refused.value.first) == ("too_soon", JUNE + timedelta(days=30))
    here.notice(session, JUNE + timedelta(days=30), given_by=Side.YOUTH)


def test_a_reason_of_the_other_side_is_refused(session: Session) -> None:
    with pytest.raises(NoticeRefused, match="reason"):
        stay(session).notice(session, given_by=Side.YOUTH, reason=EndingReason.HOST_STOPS)


def test_notice_is_given_once(session: Session) -> None:
    here = stay(session)
    here.notice(session)
    with pytest.raises(NoticeRefused, match="known"):
        here.notice(session)


def test_a_booking_is_called_off_and_not_given_notice_of(session: Session) -> None:
    here = stay(session)
    here.placement = add_placement(session)
    with pytest.raises(StepNotAllowed):
        here.notice(session)


def test_a_stale_page_gives_no_notice(session: Session) -> None:
    here = stay(session)
    placements.move(
        session, here.actor, here.placement.id, here.placement.version,
        starts_on=TODAY, ends_on=date(2027, 3, 1),
    )  # fmt: skip
    old = service.Notice(EndingKind.PLANNED, EndingReason.OTHER, Side.COORDINATOR, SEPTEMBER)
    with pytest.raises(Stale):
        service.give_notice(session, here.actor, here.placement.id, 1, old, today=JUNE)


def test_an_explanation_holds_no_bsn(session: Session) -> None:
    with pytest.raises(TextRefused):
        stay(session).notice(session, explanation="bsn 123456782")


def test_notice_taken_back_makes_the_stay_what_it_was(session: Session) -> None:
    here = stay(session)
    ending = here.notice(session)
    service.withdraw_notice(session, here.actor, ending.id, ending.version, today=JUNE)
    assert (here.placement.ends_on, ending.status) == (None, EndingStatus.WITHDRAWN)
    assert free_offers(session, JUNE, policy_in_force()) == {}
    here.notice(session)  # and it can be given anew


def test_notice_is_not_taken_back_once_the_room_is_booked_after_it(session: Session) -> None:
    here = stay(session)
    ending = here.notice(session)
    add_placement(session, room=here.placement.room, youth=add_youth(session), starts_on=SEPTEMBER)
    with pytest.raises(StepNotAllowed) as refused:
        service.withdraw_notice(session, here.actor, ending.id, ending.version, today=JUNE)
    assert refused.value.missing == ("room_still_free",)
    assert here.placement.ends_on == SEPTEMBER
    later = SEPTEMBER + timedelta(days=1)
    with pytest.raises(StepNotAllowed):
        service.move_end(session, here.actor, ending.id, ending.version, later, today=JUNE)
    service.move_end(
        session, here.actor, ending.id, ending.version, date(2026, 8, 1), today=JUNE
    )  # fmt: skip
    assert (ending.ends_on, here.placement.ends_on) == (date(2026, 8, 1), date(2026, 8, 1))


def test_only_a_coordinator_takes_notice_back(session: Session) -> None:
    here = stay(session)
    ending = here.notice(session)
    host = Actor(add_account(session, Role.HOST).id, "web")
    with pytest.raises(StepNotAllowed):
        service.withdraw_notice(session, host, ending.id, ending.version, today=JUNE)


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"destination": Destination.OWN_HOME}, YouthStatus.WITHDRAWN),
        ({"destination": Destination.FAMILY, "match_again": True}, YouthStatus.READY),
        ({}, YouthStatus.REGISTERED),
    ],
)
def test_on_the_day_the_stay_ends_and_the_youth_is_no_longer_placed(
    session: Session, values: dict[str, Any], status: YouthStatus
) -> None:
    here = stay(session)
    ending = here.notice(session, **values)
    with pytest.raises(StepNotAllowed):
        service.finish(session, here.actor, ending.id, today=SEPTEMBER - timedelta(days=1))
    with clock.at(at(SEPTEMBER)):
        service.finish(session, here.actor, ending.id, today=SEPTEMBER)
    assert here.placement.status == PlacementStatus.ENDED
    assert (ending.status, ending.closed_on) == (EndingStatus.DONE, SEPTEMBER)
    assert ending.destination is not None
    assert here.placement.youth.status == status
    if status == YouthStatus.READY:
        assert here.placement.youth.ready_on == SEPTEMBER


def test_a_stay_that_is_broken_off_today_ends_at_once(session: Session) -> None:
    here = stay(session)
    with clock.at(at(JUNE)):
        ending = here.notice(
            session, JUNE, kind=EndingKind.BROKEN_OFF, reason=EndingReason.SAFETY,
            destination=Destination.SUPPORTED,
        )  # fmt: skip
    assert (ending.status, here.placement.status) == (EndingStatus.DONE, PlacementStatus.ENDED)
    assert free_offers(session, JUNE, policy_in_force())[here.placement.room_id].free_from <= JUNE


def test_where_the_youth_went_can_be_filled_in_afterwards(session: Session) -> None:
    here = stay(session)
    ending = here.notice(session)
    with clock.at(at(SEPTEMBER)):
        service.finish(session, here.actor, ending.id, today=SEPTEMBER)
    assert ending.destination == Destination.UNKNOWN
    service.complete(
        session, here.actor, ending.id, ending.version, destination=Destination.ABROAD,
        destination_note="", match_again=False,
    )  # fmt: skip
    assert ending.destination == Destination.ABROAD


def test_a_longer_stay_by_agreement_takes_the_known_end_along(session: Session) -> None:
    here = stay(session)
    ending = here.notice(session)
    for ends_on, status in ((date(2026, 12, 1), "planned"), (None, "withdrawn")):
        placements.move(
            session, here.actor, here.placement.id, here.placement.version, starts_on=TODAY,
            ends_on=ends_on,
        )  # fmt: skip
        assert ending.status == status
    assert ending.ends_on == date(2026, 12, 1)


def _saved(factory: sessionmaker[Session], ends_on: date | None = None) -> int:
    with factory() as session:
        here = stay(session)
        if ends_on is not None:
            placements.set_end(
                session, COMMAND_LINE, here.placement.id, here.placement.version, ends_on=ends_on
            )  # fmt: skip
        session.commit()
        return here.placement.id


def test_the_day_job_finds_an_end_agreed_long_ago_and_ends_the_stay_on_its_day(
    factory: sessionmaker[Session],
) -> None:
    stay_id = _saved(factory, SEPTEMBER)
    early = SEPTEMBER - timedelta(days=61)
    for day, done, status in (
        (early, 0, PlacementStatus.ACTIVE),
        (early + timedelta(days=1), 1, PlacementStatus.ACTIVE),
        (early + timedelta(days=1), 0, PlacementStatus.ACTIVE),
        (SEPTEMBER - timedelta(days=1), 0, PlacementStatus.ACTIVE),
        (SEPTEMBER, 1, PlacementStatus.ENDED),
        (SEPTEMBER, 0, PlacementStatus.ENDED),
    ):
        with clock.at(at(day)):
            assert daily.run(factory, day) == done
        with factory() as session:
            assert session.get_one(Placement, stay_id).status == status
    with factory() as session:
        assert session.scalar(select(func.count()).select_from(Evaluation)) == 2
        assert session.scalar(select(FollowUp.due_on)) == date(2027, 3, 1)


def test_a_day_that_went_by_while_nothing_ran_is_caught_up_with(
    factory: sessionmaker[Session],
) -> None:
    stay_id = _saved(factory, JUNE)
    with clock.at(at(SEPTEMBER)):
        assert daily.run(factory, SEPTEMBER) == 2
    with factory() as session:
        assert session.get_one(Placement, stay_id).status == PlacementStatus.ENDED
        ending = session.scalars(select(Ending)).one()
        assert (ending.ends_on, ending.closed_on) == (JUNE, SEPTEMBER)
