"""Find a room anywhere in the country: by what one may see of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session, contains_eager

from matcher.access import Scope
from matcher.database.hosts import Home, Household, Room
from matcher.errors import NotFound
from matcher.words import HouseholdStatus


def rooms_like(session: Session, scope: Scope, text: str, most: int = 10) -> Sequence[Room]:
    """Return rooms of approved hosts by reference or town; in ``scope`` by the host's name too."""
    own = scope.where(municipality=[Home.municipality_code])
    query = (
        _with_home()
        .where(
            Household.status == HouseholdStatus.APPROVED,
            or_(
                Room.reference.icontains(text, autoescape=True),
                Home.place_name.icontains(text, autoescape=True),
                and_(own, Household.contact_name.icontains(text, autoescape=True)),
            ),
        )
        .order_by(own.desc(), Home.place_name, Room.id)
        .limit(most)
    )
    return session.scalars(query).all()


def rooms_by_id(session: Session, ids: Collection[int]) -> dict[int, Room]:
    """Return rooms with home and household, by id."""
    query = _with_home().where(Room.id.in_(list(ids)))
    return {room.id: room for room in session.scalars(query)}


def room_anywhere(session: Session, room_id: int) -> Room:
    """Return a room with home and household. Raises NotFound."""
    found = rooms_by_id(session, [room_id]).get(room_id)
    if found is None:
        raise NotFound("room", room_id)
    return found


def _with_home() -> Select[Room]:
    return (
        select(Room)
        .join(Room.home)
        .join(Home.household)
        .options(contains_eager(Room.home).contains_eager(Home.household))
    )
