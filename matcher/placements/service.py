"""Book, start, end and cancel placements.

Everybody who books takes the locks in one order: the room, then the youth. Two bookings that
each hold what the other wants would otherwise deadlock on PostgreSQL; on SQLite the write lock
at the start of the transaction does the same work. The guards in the database stand behind this.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matcher.audit import Actor, record
from matcher.database.guards import already_taken
from matcher.database.hosts import Room
from matcher.database.placements import Placement
from matcher.database.youths import Youth
from matcher.errors import AlreadyTaken, NotFound, Stale, StepNotAllowed
from matcher.placements.rules import CANCEL, END, START, STEPS, has_begun
from matcher.words import PlacementStatus, YouthStatus


def lock_sides(session: Session, room_id: int, youth_id: int) -> tuple[Room, Youth]:
    """Lock the room, then the youth, and return both as they are now.

    ``FOR NO KEY UPDATE`` keeps other bookings out, yet lets a round insert rows that refer to
    this room or youth; a plain ``FOR UPDATE`` would deadlock with it.

    Raises:
        NotFound: there is no such room or youth.
    """
    fresh = {"populate_existing": True}
    lock = {"key_share": True}
    room = session.get(Room, room_id, with_for_update=lock, execution_options=fresh)
    if room is None:
        raise NotFound("room", room_id)
    youth = session.get(Youth, youth_id, with_for_update=lock, execution_options=fresh)
    if youth is None:
        raise NotFound("youth", youth_id)
    return room, youth


def require_free(
    session: Session,
    room_id: int,
    youth_id: int,
    starts_on: date,
    ends_on: date | None,
    *,
    apart_from_proposal: int | None = None,
) -> None:
    """Do nothing when both are free from ``starts_on`` up to ``ends_on`` (None: open end).

    Raises:
        AlreadyTaken: 'room' or 'youth', whichever is booked; the room when both are.
    """
    sides = {"room": Placement.room_id == room_id, "youth": Placement.youth_id == youth_id}
    for side, is_this in sides.items():
        query = select(Placement.id).where(is_this, occupies(starts_on, ends_on)).limit(1)
        if apart_from_proposal is not None:
            query = query.where(Placement.proposal_id.is_distinct_from(apart_from_proposal))
        if session.scalar(query) is not None:
            raise AlreadyTaken(side)


def occupies(starts_on: date, ends_on: date | None) -> ColumnElement[bool]:
    """Return the condition that a placement takes a night of this period."""
    ends_later = or_(Placement.ends_on.is_(None), Placement.ends_on > starts_on)
    condition = (Placement.status != PlacementStatus.CANCELLED) & ends_later
    return condition if ends_on is None else condition & (Placement.starts_on < ends_on)


def book(
    session: Session,
    actor: Actor,
    *,
    room_id: int,
    youth_id: int,
    starts_on: date,
    ends_on: date | None = None,
    proposal_id: int | None = None,
) -> Placement:
    """Book the room for the youth, who then waits for a room no longer.

    Raises:
        AlreadyTaken: somebody was first; says whether the room or the youth is taken. After an
            answer by the database itself the session has to be rolled back.
    """
    _, youth = lock_sides(session, room_id, youth_id)
    require_free(session, room_id, youth_id, starts_on, ends_on)
    placement = Placement(
        room_id=room_id,
        youth_id=youth_id,
        proposal_id=proposal_id,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    session.add(placement)
    youth.status = YouthStatus.PLACED
    _flush(session)
    record(
        session, actor, "placement.book", placement.id,
        room=room_id, youth=youth_id, proposal=proposal_id,
        starts_on=starts_on.isoformat(), ends_on=ends_on and ends_on.isoformat(),
    )  # fmt: skip
    return placement


def cancel(session: Session, actor: Actor, placement_id: int, *, today: date) -> Placement:
    """Undo a booking that has not begun; the youth waits for a room again.

    Raises:
        StepNotAllowed: the youth lives there already, or the booking was cancelled before.
    """
    placement = _locked(session, placement_id)
    if has_begun(placement.status, placement.starts_on, today):
        raise StepNotAllowed("placement", str(placement.status), CANCEL)
    # A proposal has at most one placement, and this one may be approved again: the audit event of
    # the booking keeps which proposal it came from.
    placement.proposal_id = None
    _move(session, actor, placement, CANCEL)
    _wait_again(session, placement.youth_id, today)
    return placement


def start(session: Session, actor: Actor, placement_id: int, version: int) -> Placement:
    """Record that the youth has moved in."""
    placement = _locked(session, placement_id)
    _require_version(placement, version)
    _move(session, actor, placement, START)
    return placement


def end(
    session: Session, actor: Actor, placement_id: int, version: int, *, ends_on: date
) -> Placement:
    """Record that the youth leaves on ``ends_on``: the room is free from that day.

    Raises:
        StepNotAllowed: it does not run, or would end before it began.
    """
    placement = _locked(session, placement_id)
    _require_version(placement, version)
    if ends_on <= placement.starts_on:
        raise StepNotAllowed("placement", str(placement.status), END)
    placement.ends_on = ends_on
    _move(session, actor, placement, END)
    return placement


def _locked(session: Session, placement_id: int) -> Placement:
    placement = session.get(Placement, placement_id)
    if placement is None:
        raise NotFound("placement", placement_id)
    lock_sides(session, placement.room_id, placement.youth_id)
    session.refresh(placement, with_for_update=True)
    return placement


def _require_version(placement: Placement, version: int) -> None:
    if placement.version != version:
        raise Stale("placement", placement.id)


def _move(session: Session, actor: Actor, placement: Placement, action: str) -> None:
    placement.status = STEPS.after(placement.status, action)
    _flush(session)
    ends_on = placement.ends_on and placement.ends_on.isoformat()
    record(session, actor, f"placement.{action}", placement.id, ends_on=ends_on)


def _flush(session: Session) -> None:
    """Write; a refusal by a guard in the database becomes AlreadyTaken."""
    try:
        session.flush()
    except IntegrityError as error:
        taken = already_taken(error)
        if taken is None:
            raise
        raise taken from error


def _wait_again(session: Session, youth_id: int, today: date) -> None:
    """Put the youth back on the waiting list, unless another placement goes on."""
    youth = session.get_one(Youth, youth_id)
    query = select(Placement.id).where(Placement.youth_id == youth_id, occupies(today, None))
    if youth.status == YouthStatus.PLACED and session.scalar(query.limit(1)) is None:
        youth.status = YouthStatus.READY
