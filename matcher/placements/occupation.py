"""Who is booked when, and the one order in which the rows are locked.

Everybody who books takes the locks in one order: the room, then the youth. Two bookings that
each hold what the other wants would otherwise deadlock on PostgreSQL; on SQLite the write lock
at the start of the transaction does the same work. The guards in the database stand behind this.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from matcher.database.hosts import Home, Room
from matcher.database.placements import Placement
from matcher.database.youths import Youth
from matcher.errors import AlreadyTaken, NotFound
from matcher.words import PlacementStatus


def lock_sides(session: Session, room_id: int, youth_id: int) -> tuple[Room, Youth]:
    """Lock the room, then the youth, and return both as they are now.

    ``FOR NO KEY UPDATE`` keeps other bookings out, yet lets a round insert rows that refer to
    this room or youth; a plain ``FOR UPDATE`` would deadlock with it.

    Raises:
        NotFound: there is no such room or youth.
    """
    fresh = {"populate_existing": True}
    lock: dict[str, object] = {"key_share": True}
    room = session.get(Room, room_id, with_for_update=lock | {"of": Room}, execution_options=fresh)
    if room is None:
        raise NotFound("room", room_id)
    youth = session.get(
        Youth, youth_id, with_for_update=lock | {"of": Youth}, execution_options=fresh
    )
    if youth is None:
        raise NotFound("youth", youth_id)
    return room, youth


def lock_rooms(session: Session, household_id: int) -> None:
    """Lock all rooms of a household, by id: until the transaction ends nobody books one of them."""
    query = (
        select(Room.id)
        .join(Home, Home.id == Room.home_id)
        .where(Home.household_id == household_id)
        .order_by(Room.id)
        .with_for_update(key_share=True, of=Room)
    )
    session.execute(query).all()


def require_free(
    session: Session,
    room_id: int,
    youth_id: int,
    starts_on: date,
    ends_on: date | None,
    *,
    apart_from_proposal: int | None = None,
    apart_from: int | None = None,
) -> None:
    """Do nothing when both are free from ``starts_on`` up to ``ends_on`` (None: open end).

    ``apart_from``: the placement that is itself being moved.

    Raises:
        AlreadyTaken: 'room' or 'youth', whichever is booked; the room when both are.
    """
    sides = {"room": Placement.room_id == room_id, "youth": Placement.youth_id == youth_id}
    for side, is_this in sides.items():
        query = select(Placement.id).where(is_this, occupies(starts_on, ends_on)).limit(1)
        if apart_from_proposal is not None:
            query = query.where(Placement.proposal_id.is_distinct_from(apart_from_proposal))
        if apart_from is not None:
            query = query.where(Placement.id != apart_from)
        if session.scalar(query) is not None:
            raise AlreadyTaken(side)


def occupies(starts_on: date, ends_on: date | None) -> ColumnElement[bool]:
    """Return the condition that a placement takes a night of this period."""
    ends_later = or_(Placement.ends_on.is_(None), Placement.ends_on > starts_on)
    condition = (Placement.status != PlacementStatus.CANCELLED) & ends_later
    return condition if ends_on is None else condition & (Placement.starts_on < ends_on)


def living_with(session: Session, household_id: int) -> list[Placement]:
    """Return the stays that run in the rooms of a household, by room."""
    query = (
        select(Placement)
        .join(Room, Room.id == Placement.room_id)
        .join(Home, Home.id == Room.home_id)
        .where(Home.household_id == household_id, Placement.status == PlacementStatus.ACTIVE)
        .order_by(Placement.room_id, Placement.id)
    )
    return list(session.scalars(query))


def lives_at(session: Session, youth_id: int) -> Placement | None:
    """Return the stay of the youth that runs; a booking is no stay yet."""
    query = select(Placement).where(
        Placement.youth_id == youth_id, Placement.status == PlacementStatus.ACTIVE
    )
    return session.scalars(query.order_by(Placement.id.desc())).first()


def has_other_stay(session: Session, placement: Placement, today: date) -> bool:
    """Say whether the youth lives, or is going to live, somewhere beside this placement."""
    query = select(Placement.id).where(
        Placement.youth_id == placement.youth_id,
        Placement.id != placement.id,
        occupies(today, None),
    )
    return session.scalar(query.limit(1)) is not None
