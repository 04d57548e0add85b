"""SQL → frames, always for one municipality. No name, reference or address ever leaves here.

Dates are datetime64, an open end is NaT. Ids are only used to join the frames.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from matcher.database.hosts import Home, Household, Room, RoomAvailability
from matcher.database.placements import Placement
from matcher.database.youths import Youth
from matcher.inforce import NETHERLANDS
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
YOUTHS = {"youth": "int64", "registered_on": DATE, "is_looking": "bool"}


def offers(session: Session, municipality: str) -> pd.DataFrame:
    """Return when hosts of the municipality offer their rooms; columns `OFFERS`.

    ``is_approved``: the household is approved now. Others are kept, since somebody may live
    there still.
    """
    query = (
        select(
            RoomAvailability.room_id,
            RoomAvailability.free_from,
            RoomAvailability.free_until,
            Household.status == HouseholdStatus.APPROVED,
        )
        .join(Room, Room.id == RoomAvailability.room_id)
        .join(Home, Home.id == Room.home_id)
        .join(Household, Household.id == Home.household_id)
        .where(Home.municipality_code == municipality)
        .order_by(RoomAvailability.room_id, RoomAvailability.free_from)
    )
    return _frame(session.execute(query), OFFERS)


def placements(session: Session, municipality: str) -> pd.DataFrame:
    """Return the placements of own youths and in own rooms, cancelled ones apart; `PLACEMENTS`.

    Two queries, because one with OR over both sides could use neither index.
    ``booked_on`` is the Dutch date on which the placement was written down.
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
    rows = (
        (*row[:-1], _dutch_date(row[-1]), key in own_youth, key in own_room)
        for key, row in sorted({**own_youth, **own_room}.items())
    )
    return _frame(rows, PLACEMENTS)


def youths(session: Session, municipality: str) -> pd.DataFrame:
    """Return the youths of the municipality; columns `YOUTHS`.

    ``is_looking``: registered or ready, so waiting for a room whenever none is booked. Placed
    and withdrawn youths are kept for the waits that ended in a placement.
    """
    query = (
        select(
            Youth.id,
            Youth.registered_on,
            Youth.status.in_([YouthStatus.REGISTERED, YouthStatus.READY]),
        )
        .where(Youth.municipality_code == municipality)
        .order_by(Youth.id)
    )
    return _frame(session.execute(query), YOUTHS)


def _placements() -> Select[int, int, int, date, date | None, datetime]:
    return select(
        Placement.id,
        Placement.room_id,
        Placement.youth_id,
        Placement.starts_on,
        Placement.ends_on,
        Placement.created_at,
    ).where(Placement.status != PlacementStatus.CANCELLED)


def _dutch_date(moment: datetime) -> date:
    return moment.astimezone(NETHERLANDS).date()


def _frame(rows: Iterable[Any], types: Mapping[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame.from_records([tuple(row) for row in rows], columns=list(types))
    return frame.astype(dict(types))
