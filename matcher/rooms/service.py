"""Offer rooms, and change what is offered: facts, wishes, terms and free periods."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from matcher import events
from matcher.audit import Actor, record
from matcher.database.hosts import Home, Room, RoomAvailability
from matcher.errors import NotFound, RoomAwaited, Stale
from matcher.introductions.underway import awaited
from matcher.references import new_reference
from matcher.rooms.rules import TakenOut
from matcher.rooms.terms import Terms, keep_terms
from matcher.rounds.rules import Window
from matcher.text_rules import require_no_bsn
from matcher.words import GenderWish


@dataclass(frozen=True, kw_only=True)
class RoomDetails:
    """All that can be told of a room; ``periods`` are the free periods, ends exclusive.

    ``terms``: what the rent includes and what the host asks; None leaves them as they are.
    """

    description: str
    area_m2: float | None
    rent_cents: int
    legal_max_rent_cents: int | None
    min_age: int
    max_age: int
    accepts_gender: GenderWish
    smoking_allowed: bool
    pets_welcome: bool
    step_free: bool
    accepts_guidance: str
    requires_day_activity: bool
    periods: tuple[Window, ...]
    terms: Terms | None = None


def details_of(room: Room) -> RoomDetails:
    """Return the room as it is now; to change one fact, use ``dataclasses.replace``."""
    apart = ("periods", "terms")
    names = [field.name for field in fields(RoomDetails) if field.name not in apart]
    periods = tuple(Window(p.free_from, p.free_until) for p in room.availabilities)
    return RoomDetails(**{name: getattr(room, name) for name in names}, periods=periods)


def offer_room(session: Session, home: Home, details: RoomDetails) -> Room:
    """Add a room to ``home``, as part of a sign-up or by `add_room`.

    Raises:
        TextRefused: a text holds a citizen service number.
    """
    require_no_bsn("description", details.description)
    room = Room(reference=new_reference("K"), **_facts(details))
    _set_periods(room, details.periods)
    home.rooms.append(room)
    session.flush()
    if details.terms is not None:
        keep_terms(session, room, details.terms)
    return room


def add_room(session: Session, actor: Actor, home_id: int, details: RoomDetails) -> Room:
    """Add a room to a home that takes part already.

    Raises:
        NotFound: there is no such home.
        TextRefused: a text holds a citizen service number.
    """
    home = session.get(Home, home_id)
    if home is None:
        raise NotFound("home", home_id)
    room = offer_room(session, home, details)
    record(session, actor, "room.add", room.id)
    return room


def change_room(
    session: Session,
    actor: Actor,
    room_id: int,
    version: int,
    details: RoomDetails,
    *,
    takes_out: bool = False,
) -> tuple[str, ...]:
    """Store the details and return the names of what changed; nothing changed writes nothing.

    ``takes_out``: who changes it knows that somebody is expected on a day on which the room is no
    longer offered, so that this stops. Open proposals from such a day lapse.

    Raises:
        NotFound: there is no such room.
        Stale: somebody else changed it first.
        TextRefused: a text holds a citizen service number.
        RoomAwaited: somebody is expected on such a day, and ``takes_out`` was not said.
    """
    require_no_bsn("description", details.description)
    room = session.get(Room, room_id)
    if room is None:
        raise NotFound("room", room_id)
    if room.version != version:
        raise Stale("room", room_id)
    out = TakenOut(room_id, details_of(room).periods, details.periods)
    if not takes_out and (stopping := awaited(session, out)):
        raise RoomAwaited(room_id, [one.id for one in stopping])
    changed = _set_facts(room, details) + _set_periods(room, details.periods)
    if details.terms is not None:
        changed += keep_terms(session, room, details.terms)
    if not changed:
        return ()
    flag_modified(room, "rent_cents")  # new free periods alone must raise the version as well
    try:
        session.flush()
    except StaleDataError as error:
        raise Stale("room", room_id) from error
    record(session, actor, "room.change", room_id, fields=sorted(changed))
    if "periods" in changed:
        events.tell(session, actor, "room.taken_out", out)
    return tuple(changed)


def _facts(details: RoomDetails) -> dict[str, object]:
    values = asdict(details)
    del values["periods"], values["terms"]
    return values


def _set_facts(room: Room, details: RoomDetails) -> list[str]:
    values = _facts(details)
    changed = [name for name, value in values.items() if getattr(room, name) != value]
    for name in changed:
        setattr(room, name, values[name])
    return changed


def _set_periods(room: Room, periods: tuple[Window, ...]) -> list[str]:
    before = {(p.free_from, p.free_until): p for p in room.availabilities}
    wanted: dict[tuple[date, date | None], None] = dict.fromkeys(
        (p.free_from, p.free_until) for p in periods
    )
    if set(before) == set(wanted):
        return []
    room.availabilities = [
        before.get(key) or RoomAvailability(free_from=key[0], free_until=key[1])
        for key in sorted(wanted, key=lambda period: period[0])
    ]
    return ["periods"]
