"""Change what a host offers: the room's facts, wishes and free periods."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from matcher.audit import Actor, record
from matcher.database.hosts import Room, RoomAvailability
from matcher.errors import NotFound, Stale
from matcher.rounds.rules import Window
from matcher.text_rules import require_no_bsn
from matcher.words import GenderWish


@dataclass(frozen=True, kw_only=True)
class RoomDetails:
    """All that can be changed of a room; ``periods`` are the free periods, ends exclusive."""

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


def change_room(
    session: Session, actor: Actor, room_id: int, version: int, details: RoomDetails
) -> tuple[str, ...]:
    """Store the details and return the names of what changed; nothing changed writes nothing.

    Raises:
        NotFound: there is no such room.
        Stale: somebody else changed it first.
        TextRefused: the description holds a citizen service number.
    """
    require_no_bsn("description", details.description)
    room = session.get(Room, room_id)
    if room is None:
        raise NotFound("room", room_id)
    if room.version != version:
        raise Stale("room", room_id)
    changed = _set_facts(room, details) + _set_periods(room, details.periods)
    if not changed:
        return ()
    flag_modified(room, "rent_cents")  # new free periods alone must raise the version as well
    try:
        session.flush()
    except StaleDataError as error:
        raise Stale("room", room_id) from error
    record(session, actor, "room.change", room_id, fields=sorted(changed))
    return tuple(changed)


def _set_facts(room: Room, details: RoomDetails) -> list[str]:
    values = asdict(details)
    del values["periods"]
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
