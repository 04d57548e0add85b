"""Keep what is known of a home, count the points of its rooms, and take a maximum over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from matcher.access import Scope
from matcher.audit import Actor, record
from matcher.database.base import now
from matcher.database.hosting import RoomTerms
from matcher.database.hosts import Home, Household, Room
from matcher.database.rentpoints import HomeBuilding, HomeSpace, RoomPoints
from matcher.errors import NotFound, PointsNotCounted
from matcher.rentpoints import rules
from matcher.rentpoints.count import count
from matcher.rentpoints.rules import Building, Counted, Given, Space
from matcher.rooms.service import change_room, details_of
from matcher.text_rules import require_no_bsn
from matcher.words import SpaceKind

KEPT_COUNTS = 10  # of a room; older ones that are not in force go


@dataclass(frozen=True, kw_only=True)
class SpaceDetails:
    """What a person tells of one space; ``room_id`` None: shared by the household."""

    kind: SpaceKind
    room_id: int | None
    name: str
    area_m2: float
    is_heated: bool
    shared_by: int
    details: dict[str, Any]


@dataclass(frozen=True)
class Sum:
    """A rent beside its legal maximum, in cents per month. ``most_cents`` includes service."""

    maximum_cents: int
    service_cents: int
    rent_cents: int

    @property
    def most_cents(self) -> int:
        return self.maximum_cents + self.service_cents

    @property
    def too_much_cents(self) -> int:
        return max(0, self.rent_cents - self.most_cents)


def room_within(session: Session, scope: Scope, room_id: int) -> Room:
    """Return a room with its home.

    Raises:
        NotFound: there is none, or it lies outside ``scope``: who may not see it is not told.
    """
    query = (
        select(Room)
        .join(Room.home)
        .join(Home.household)
        .where(
            Room.id == room_id,
            scope.where(municipality=[Home.municipality_code], account=[Household.account_id]),
        )
    )
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("room", room_id)
    return found


def building_of(session: Session, home: Home) -> Building:
    """Return what is known of the home; only its municipality when nobody has told more."""
    found = session.get(HomeBuilding, home.id)
    if found is None:
        return Building(municipality=home.municipality_code)
    label_on = found.details.get("label_on")
    return Building(
        municipality=home.municipality_code,
        built_in=found.built_in,
        energy_label=found.energy_label,
        label_on=date.fromisoformat(label_on) if label_on else None,
        monument=found.details.get("monument", "none"),
        woz_cents=found.woz_cents,
        woz_year=found.woz_year,
        usable_m2=None if found.usable_m2 is None else round(found.usable_m2),
    )


def number_of_rooms_let(session: Session, home: Home) -> int:
    """Return how many rooms are let: as the host told, else the rooms that are registered."""
    found = session.get(HomeBuilding, home.id)
    return found.number_of_rooms_let if found else max(1, len(home.rooms))


def keep_building(
    session: Session, actor: Actor, home: Home, facts: Building, rooms_let: int
) -> None:
    """Store the facts of the home."""
    found = session.get(HomeBuilding, home.id)
    if found is None:
        found = HomeBuilding(home_id=home.id)
        session.add(found)
    found.built_in = facts.built_in
    found.energy_label = facts.energy_label
    found.woz_cents, found.woz_year = facts.woz_cents, facts.woz_year
    found.usable_m2 = facts.usable_m2
    found.number_of_rooms_let = rooms_let
    found.details = {
        "label_on": facts.label_on.isoformat() if facts.label_on else None,
        "monument": facts.monument,
    }
    session.flush()
    record(session, actor, "points.describe", home.id, part="building")


def spaces_of(session: Session, room: Room) -> Sequence[HomeSpace]:
    """Return the spaces of the room itself, then those that are shared."""
    query = (
        select(HomeSpace)
        .where(
            HomeSpace.home_id == room.home_id,
            or_(HomeSpace.room_id == room.id, HomeSpace.room_id.is_(None)),
        )
        .order_by(HomeSpace.room_id.is_(None), HomeSpace.id)
    )
    return session.scalars(query).all()


def keep_space(
    session: Session, actor: Actor, home: Home, details: SpaceDetails, space_id: int | None = None
) -> HomeSpace:
    """Add a space, or change the one with ``space_id``.

    Raises:
        NotFound: the home has no such space or room.
        TextRefused: the name holds a citizen service number.
    """
    require_no_bsn("name", details.name)
    if details.room_id is not None and details.room_id not in {room.id for room in home.rooms}:
        raise NotFound("room", details.room_id)
    found = HomeSpace(home_id=home.id) if space_id is None else _space(session, home, space_id)
    for name in ("kind", "room_id", "name", "area_m2", "is_heated", "shared_by", "details"):
        setattr(found, name, getattr(details, name))
    session.add(found)
    session.flush()
    record(session, actor, "points.describe", home.id, part="space", kind=details.kind.value)
    return found


def remove_space(session: Session, actor: Actor, home: Home, space_id: int) -> None:
    """Take a space away.

    Raises:
        NotFound: the home has no such space.
    """
    found = _space(session, home, space_id)
    record(session, actor, "points.describe", home.id, part="removed", kind=found.kind.value)
    session.delete(found)
    session.flush()


def _space(session: Session, home: Home, space_id: int) -> HomeSpace:
    found = session.get(HomeSpace, space_id)
    if found is None or found.home_id != home.id:
        raise NotFound("space", space_id)
    return found


def given(session: Session, room: Room, reference_on: date) -> Given:
    """Return all that is known now for a count of the room."""
    return Given(
        reference_on=reference_on,
        building=building_of(session, room.home),
        spaces=tuple(as_space(space) for space in spaces_of(session, room)),
    )


def as_space(space: HomeSpace) -> Space:
    return Space(
        id=space.id,
        kind=str(space.kind),
        name=space.name,
        area_m2=space.area_m2,
        is_heated=space.is_heated,
        shared_by=space.shared_by,
        details=space.details,
    )


def count_room(
    session: Session,
    actor: Actor,
    room: Room,
    reference_on: date,
    moment: datetime | None = None,
    counting: Callable[[Given], Counted] = count,
) -> RoomPoints:
    """Count the points of the room and keep the count.

    Raises:
        PointsNotCounted: 'empty' when the room itself has not been described; else as
            :func:`matcher.rentpoints.count.count`.
    """
    known = given(session, room, reference_on)
    if not rules.can_count(known):
        raise PointsNotCounted("empty")
    counted = counting(known)
    kept = RoomPoints(
        room_id=room.id,
        counted_at=moment or now(),
        counted_by_id=actor.account_id,
        reference_on=reference_on,
        library_version=counted.library,
        given=known.as_json(),
        lines=counted.groups_as_json(),
        points=counted.points,
        maximum_cents=counted.maximum_cents,
    )
    session.add(kept)
    session.flush()
    record(session, actor, "points.count", room.id, points=counted.points,
           maximum_cents=counted.maximum_cents, library=counted.library,
           reference_on=reference_on.isoformat())  # fmt: skip
    _forget_old_counts(session, room)
    return kept


def _forget_old_counts(session: Session, room: Room) -> None:
    query = select(RoomPoints).where(RoomPoints.room_id == room.id, ~RoomPoints.is_in_force)
    for old in session.scalars(query.order_by(RoomPoints.id.desc()).offset(KEPT_COUNTS)):
        session.delete(old)


def counts_of(session: Session, room_id: int) -> Sequence[RoomPoints]:
    """Return the counts that are kept of a room, the newest first."""
    query = select(RoomPoints).where(RoomPoints.room_id == room_id)
    return session.scalars(query.order_by(RoomPoints.id.desc())).all()


def sum_of(session: Session, room: Room, points: RoomPoints) -> Sum:
    """Set the rent of the room against the maximum of a count and the service agreed upon."""
    terms = session.get(RoomTerms, room.id)
    return Sum(points.maximum_cents or 0, terms.service_cents if terms else 0, room.rent_cents)


def take_over(session: Session, actor: Actor, room: Room, points_id: int, version: int) -> Sum:
    """Make the maximum of a count the legal maximum of the room.

    The rent of a room includes service, the maximum of the law is for bare rent: so the service
    that host and youth agree upon is added.

    Raises:
        NotFound: the room has no such count.
        Stale: somebody else changed the room first.
    """
    points = session.get(RoomPoints, points_id)
    if points is None or points.room_id != room.id or points.maximum_cents is None:
        raise NotFound("count of points", points_id)
    total = sum_of(session, room, points)
    details = replace(details_of(room), legal_max_rent_cents=total.most_cents)
    change_room(session, actor, room.id, version, details)
    session.execute(
        update(RoomPoints)
        .where(RoomPoints.room_id == room.id, RoomPoints.id != points.id, RoomPoints.is_in_force)
        .values(is_in_force=False)
    )
    points.is_in_force = True
    session.flush()
    record(session, actor, "points.accept", room.id, count=points.id,
           maximum_cents=total.maximum_cents, service_cents=total.service_cents)  # fmt: skip
    return total
