"""What is on offer on a date: free windows of rooms, running contracts, and what they have left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, TypeAlias

import pandas as pd
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from matcher.database.hosts import RoomAvailability
from matcher.database.placements import Placement
from matcher.database.places import Contract
from matcher.database.youths import Youth
from matcher.placements.service import occupies
from matcher.policy import Policy
from matcher.rounds.rules import Window, first_window, free_windows

AnySelect: TypeAlias = Select[*tuple[Any, ...]]


def free_offers(
    session: Session, today: date, policy: Policy, room_id: int | None
) -> dict[int, Window]:
    """Return per room the first free window that a round can offer."""
    offered: AnySelect = select(
        RoomAvailability.room_id, RoomAvailability.free_from, RoomAvailability.free_until
    ).order_by(RoomAvailability.room_id)
    taken: AnySelect = select(Placement.room_id, Placement.starts_on, Placement.ends_on).where(
        occupies(today, None)
    )
    if room_id is not None:
        offered = offered.where(RoomAvailability.room_id == room_id)
        taken = taken.where(Placement.room_id == room_id)
    bookings = _per_key(session.execute(taken))
    found: dict[int, Window] = {}
    for room, windows in _per_key(session.execute(offered)).items():
        window = first_window(
            free_windows(windows, bookings.get(room, ())),
            today,
            policy.dates.horizon_nights,
            policy.dates.minimum_nights,
        )
        if window is not None:
            found[room] = window
    return found


def contracts(session: Session) -> dict[str, list[Window]]:
    return _per_key(
        session.execute(select(Contract.municipality_code, Contract.starts_on, Contract.ends_on))
    )


def is_running(contracts: Iterable[Window], day: date) -> bool:
    return any(start <= day and (until is None or day < until) for start, until in contracts)


def limits_left(
    session: Session, today: date, policy: Policy, municipalities: set[str]
) -> pd.DataFrame:
    """Return per municipality what its contract has left: the limit minus who lives in a room now.

    The contract that runs today counts, or else the first that begins within the horizon.
    """
    last = today + timedelta(days=policy.dates.horizon_nights)
    query = (
        select(Contract.municipality_code, Contract.placement_limit)
        .where(
            Contract.starts_on < last,
            or_(Contract.ends_on.is_(None), Contract.ends_on > today),
        )
        .order_by(Contract.municipality_code, Contract.starts_on, Contract.id)
    )
    limits: dict[str, int | None] = {}
    for code, limit in session.execute(query):
        limits.setdefault(code, limit)
    living = session.execute(
        select(Youth.municipality_code, func.count())
        .join(Placement, Placement.youth_id == Youth.id)
        .where(occupies(today, None))
        .group_by(Youth.municipality_code)
    )
    placed = {row[0]: int(row[1]) for row in living}
    rows = [
        ("contract", code, max(limit - placed.get(code, 0), 0))
        for code, limit in sorted(limits.items())
        if limit is not None and code in municipalities
    ]
    return pd.DataFrame(rows, columns=["kind", "key", "limit"]).astype(
        {"kind": "str", "key": "str", "limit": "int64"}
    )


def _per_key(rows: Iterable[Any]) -> dict[Any, list[Window]]:
    found: dict[Any, list[Window]] = {}
    for key, starts, ends in rows:
        found.setdefault(key, []).append(Window(starts, ends))
    return found
