"""Writing the plans of hosts: new records in bulk, changed ones each by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from matcher.database.hosts import Home, Household, Room, RoomAvailability
from matcher.exchange.host_plans import HouseholdPlan, RoomPlan
from matcher.exchange.writing import insert_rows, write_records


def write_hosts(session: Session, plans: Sequence[HouseholdPlan]) -> Counter[str]:
    """Write what the plans change; return how many records are new and how many changed."""
    household_ids = write_records(
        session, Household, ("reference",), [(p.stored, p.written) for p in plans]
    )
    homes = [
        (home, {"household_id": number})
        for number, plan in zip(household_ids, plans, strict=True)
        for home in plan.homes
    ]
    home_ids = write_records(
        session,
        Home,
        ("household_id", "postcode", "house_number"),
        [_with_owner(*pair) for pair in homes],
    )
    rooms = [
        (room, {"home_id": number})
        for number, (home, _) in zip(home_ids, homes, strict=True)
        for room in home.rooms
    ]
    room_ids = write_records(session, Room, ("reference",), [_with_owner(*pair) for pair in rooms])
    _write_periods(session, [(n, room) for n, (room, _) in zip(room_ids, rooms, strict=True)])
    return Counter(
        households_new=sum(p.stored is None for p in plans),
        households_changed=sum(bool(p.stored and p.changed) for p in plans),
        homes_new=sum(home.stored is None for home, _ in homes),
        homes_changed=sum(bool(home.stored and home.changed) for home, _ in homes),
        rooms_new=sum(room.stored is None for room, _ in rooms),
        rooms_changed=sum(room.stored is not None and room.is_changed for room, _ in rooms),
    )


def _with_owner(plan: Any, owner: dict[str, int]) -> tuple[Any, dict[str, Any]]:
    """Tie a new record to its owner; a stored room may have moved to another home."""
    must_tie = plan.stored is None or getattr(plan, "is_moved", False)
    return plan.stored, {**plan.changed, **owner} if must_tie else plan.changed


def _write_periods(session: Session, rooms: Sequence[tuple[int, RoomPlan]]) -> None:
    replaced = [number for number, room in rooms if room.stored and room.has_new_periods]
    for start in range(0, len(replaced), 500):
        some = replaced[start : start + 500]
        session.execute(delete(RoomAvailability).where(RoomAvailability.room_id.in_(some)))
    rows = [
        {"room_id": number, "free_from": first, "free_until": until}
        for number, room in rooms
        if room.has_new_periods
        for first, until in room.periods
    ]
    insert_rows(session, RoomAvailability, rows)
