"""SQL → frames, always for one municipality. No name, reference or address ever leaves here.

Dates are datetime64, an open end is NaT. Ids are only used to join the frames.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import Select, String, select, type_coerce
from sqlalchemy.orm import Session

from matcher.database.hosts import Home, Household, Room, RoomAvailability
from matcher.database.placements import Placement
from matcher.database.records import AuditEvent
from matcher.database.youths import Youth
from matcher.inforce import NETHERLANDS
from matcher.statistics.history import Change, Spell, overlap, spells
from matcher.words import HouseholdStatus, PlacementStatus, YouthStatus

DATE = "datetime64[s]"
OFFERS = {"room": "int64", "free_from": DATE, "free_until": DATE, "is_approved": "bool"}
PLACEMENTS = {
    "placement": "int64",
    "room": "int64",
    "youth": "int64",
    "starts_on": DATE,
    "ends_on": DATE,
    "booked_on": DATE,
    "is_own_youth": "bool",
    "is_own_room": "bool",
}
YOUTHS = {"youth": "int64", "registered_on": DATE, "is_looking": "bool", "left_on": DATE}
LOOKING = frozenset({str(YouthStatus.REGISTERED), str(YouthStatus.READY)})


def offers(session: Session, municipality: str) -> pd.DataFrame:
    """Return when hosts of the municipality offer their rooms; columns `OFFERS`.

    Each availability is there twice: as it stands with ``is_approved`` False, and cut to the
    time in which the household was approved with True.
    """
    query = (
        select(
            Household.id,
            type_coerce(Household.status, String),
            RoomAvailability.room_id,
            RoomAvailability.free_from,
            RoomAvailability.free_until,
        )
        .join(Room, Room.id == RoomAvailability.room_id)
        .join(Home, Home.id == Room.home_id)
        .join(Household, Household.id == Home.household_id)
        .where(Home.municipality_code == municipality)
        .order_by(RoomAvailability.room_id, RoomAvailability.free_from)
    )
    homes = select(Home.household_id).where(Home.municipality_code == municipality)
    changes = _changes(session, "household", homes)
    rows: list[tuple[Any, ...]] = []
    for household, status, room, free_from, free_until in session.execute(query):
        whole = Spell(free_from, free_until)
        rows.append((room, *whole, False))
        for spell in spells([HouseholdStatus.APPROVED], changes.get(household, ()), status):
            part = overlap(whole, spell)
            if part is not None:
                rows.append((room, *part, True))
    return _frame(rows, OFFERS)


def placements(session: Session, municipality: str, today: date) -> pd.DataFrame:
    """Return the placements of own youths and in own rooms, cancelled ones apart; `PLACEMENTS`.

    Two queries, because one with OR over both sides could use neither index.
    ``booked_on`` is the Dutch date on which the placement was written down. A booking whose day
    has come or gone while nobody has said that the youth moved in begins tomorrow at the earliest:
    nobody has slept there.
    """
    of_youths = (
        _placements()
        .join(Youth, Youth.id == Placement.youth_id)
        .where(Youth.municipality_code == municipality)
    )
    in_rooms = (
        _placements()
        .join(Room, Room.id == Placement.room_id)
        .join(Home, Home.id == Room.home_id)
        .where(Home.municipality_code == municipality)
    )
    own_youth = {row[0]: row for row in session.execute(of_youths)}
    own_room = {row[0]: row for row in session.execute(in_rooms)}
    tomorrow = today + timedelta(days=1)
    rows: list[tuple[Any, ...]] = []
    for key, row in sorted({**own_youth, **own_room}.items()):
        _, room, youth, starts_on, ends_on, status, written_at = row
        if status == PlacementStatus.BOOKED:
            starts_on = max(starts_on, tomorrow)
            if ends_on is not None and ends_on <= starts_on:
                continue
        sides = key in own_youth, key in own_room
        rows.append((key, room, youth, starts_on, ends_on, _dutch_date(written_at), *sides))
    return _frame(rows, PLACEMENTS)


def youths(session: Session, municipality: str) -> pd.DataFrame:
    """Return the youths of the municipality; columns `YOUTHS`.

    ``is_looking``: registered or ready, so waiting for a room whenever none is booked.
    ``left_on``: when a youth who has withdrawn did so, where that is known. Placed youths are
    kept for the waits that ended in a placement.
    """
    query = (
        select(Youth.id, Youth.registered_on, type_coerce(Youth.status, String))
        .where(Youth.municipality_code == municipality)
        .order_by(Youth.id)
    )
    withdrawn = select(Youth.id).where(
        Youth.municipality_code == municipality, Youth.status == YouthStatus.WITHDRAWN
    )
    changes = _changes(session, "youth", withdrawn)
    rows: list[tuple[Any, ...]] = []
    for youth, registered_on, status in session.execute(query):
        looked = spells(LOOKING, changes.get(youth, ()), status)
        left_on = looked[-1].until if looked else None
        rows.append((youth, registered_on, status in LOOKING, left_on))
    return _frame(rows, YOUTHS)


def _changes(
    session: Session, subject: str, records: Select[int]
) -> Mapping[int, Sequence[Change]]:
    """Return record id -> changes of status, in the order in which they happened."""
    query = (
        select(AuditEvent.subject_id, AuditEvent.at, AuditEvent.details)
        .where(AuditEvent.subject == subject, AuditEvent.subject_id.in_(records))
        .order_by(AuditEvent.at, AuditEvent.id)
    )
    found: dict[int, list[Change]] = {}
    for record, at, details in session.execute(query):
        if record is not None and {"before", "after"} <= details.keys():
            change = Change(_dutch_date(at), details["before"], details["after"])
            found.setdefault(record, []).append(change)
    return found


def _placements() -> Select[int, int, int, date, date | None, PlacementStatus, datetime]:
    return select(
        Placement.id,
        Placement.room_id,
        Placement.youth_id,
        Placement.starts_on,
        Placement.ends_on,
        Placement.status,
        Placement.created_at,
    ).where(Placement.status != PlacementStatus.CANCELLED)


def _dutch_date(moment: datetime) -> date:
    return moment.astimezone(NETHERLANDS).date()


def _frame(rows: Iterable[Any], types: Mapping[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame.from_records([tuple(row) for row in rows], columns=list(types))
    return frame.astype(dict(types))
