"""The database refuses what no program may do, whichever program tries it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.orm import Session

from matcher.audit import COMMAND_LINE, record
from matcher.database.guards import already_taken
from matcher.database.hosts import Room
from matcher.database.placements import Placement
from matcher.database.youths import Youth
from matcher.words import PlacementStatus
from tests.factories import TODAY, add_room, add_youth

SPRING = (date(2026, 3, 1), date(2026, 6, 1))
SUMMER = (date(2026, 6, 1), date(2026, 9, 1))


def place(
    session: Session,
    room: Room,
    youth: Youth,
    period: tuple[date, date | None] = (TODAY, None),
    status: PlacementStatus = PlacementStatus.BOOKED,
) -> Placement:
    placement = Placement(
        room=room, youth=youth, starts_on=period[0], ends_on=period[1], status=status
    )
    session.add(placement)
    session.flush()
    return placement


def refused_side(error: pytest.ExceptionInfo[IntegrityError]) -> str:
    taken = already_taken(error.value)
    assert taken is not None
    return taken.field


@pytest.mark.parametrize("period", [SPRING, (TODAY, None), (date(2026, 5, 31), date(2026, 7, 1))])
def test_a_room_takes_no_second_youth_on_the_same_date(
    session: Session, period: tuple[date, date | None]
) -> None:
    room = add_room(session)
    place(session, room, add_youth(session), SPRING)
    with pytest.raises(IntegrityError) as refusal:
        place(session, room, add_youth(session), period)
    assert refused_side(refusal) == "room"


@pytest.mark.parametrize("period", [SPRING, (TODAY, None)])
def test_a_youth_gets_no_second_room_on_the_same_date(
    session: Session, period: tuple[date, date | None]
) -> None:
    youth = add_youth(session)
    place(session, add_room(session), youth, SPRING)
    with pytest.raises(IntegrityError) as refusal:
        place(session, add_room(session), youth, period)
    assert refused_side(refusal) == "youth"


def test_the_next_youth_may_move_in_on_the_day_the_last_one_leaves(session: Session) -> None:
    room = add_room(session)
    place(session, room, add_youth(session), SPRING)
    place(session, room, add_youth(session), SUMMER)


def test_a_cancelled_placement_keeps_nobody_out(session: Session) -> None:
    room = add_room(session)
    place(session, room, add_youth(session), status=PlacementStatus.CANCELLED)
    place(session, room, add_youth(session))


def test_moving_an_end_into_the_next_placement_is_refused(session: Session) -> None:
    room = add_room(session)
    first = place(session, room, add_youth(session), SPRING)
    place(session, room, add_youth(session), SUMMER)
    first.ends_on = SUMMER[0] + timedelta(days=1)
    with pytest.raises(IntegrityError) as refusal:
        session.flush()
    assert refused_side(refusal) == "room"


def test_bringing_back_a_cancelled_placement_is_refused_when_the_room_is_taken(
    session: Session,
) -> None:
    room = add_room(session)
    first = place(session, room, add_youth(session), status=PlacementStatus.CANCELLED)
    place(session, room, add_youth(session))
    first.status = PlacementStatus.BOOKED
    with pytest.raises(IntegrityError) as refusal:
        session.flush()
    assert refused_side(refusal) == "room"


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_event SET action = 'other'", "DELETE FROM audit_event"]
)
def test_audit_events_cannot_be_changed_or_removed(session: Session, statement: str) -> None:
    record(session, COMMAND_LINE, "room.offer", 1)
    session.flush()
    with pytest.raises(DatabaseError, match="guard_audit_event"):
        session.execute(text(statement))


def test_audit_events_cannot_be_replaced(session: Session) -> None:
    record(session, COMMAND_LINE, "room.offer", 1)
    session.flush()
    same = "audit_event SELECT * FROM audit_event"
    replace = {
        "sqlite": f"INSERT OR REPLACE INTO {same}",
        "postgresql": f"INSERT INTO {same} ON CONFLICT (id) DO UPDATE SET action = 'other'",
    }
    with pytest.raises(DatabaseError, match="guard_audit_event"):
        session.execute(text(replace[session.get_bind().dialect.name]))
