"""What is so of pairs now: codes and figures that a 'no' can be about. Five queries for any number.

Of places, periods and house rules only a fingerprint is read: it shows that they changed, and a
copy of them would be one more place where a position or a text of somebody is kept.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from enum import Enum
from typing import Any, TypeAlias

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from matcher.database.hosting import HouseRule
from matcher.database.hosts import Home, Household, Room, RoomAvailability
from matcher.database.youths import NeedProfile, Youth, YouthPlace
from matcher.declines.fields import PairField
from matcher.words import DayActivity

Pair: TypeAlias = tuple[int, int]
AnySelect: TypeAlias = Select[*tuple[Any, ...]]
AT_A_TIME = 500

_READ_APART = {
    PairField.DAY_ACTIVITY,
    PairField.PLACES,
    PairField.PERIODS,
    PairField.RULES,
    PairField.HOME_PLACE,
}


def facts_of(session: Session, pairs: Iterable[Pair]) -> dict[Pair, dict[str, Any]]:
    """Return the facts of each pair (youth id, room id); a pair of which a side is gone has none."""
    wanted = list(pairs)
    youths = _in_parts(session, _youths, {youth for youth, _ in wanted})
    rooms = _in_parts(session, _rooms, {room for _, room in wanted})
    return {
        pair: {**youths[pair[0]], **rooms[pair[1]]}
        for pair in wanted
        if pair[0] in youths and pair[1] in rooms
    }


def _in_parts(session: Session, read: Any, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    ordered = sorted(ids)
    found: dict[int, dict[str, Any]] = {}
    for start in range(0, len(ordered), AT_A_TIME):
        found |= read(session, ordered[start : start + AT_A_TIME])
    return found


def _youths(session: Session, ids: list[int]) -> dict[int, dict[str, Any]]:
    fields = [one for one in PairField if one.side == "youth" and one not in _READ_APART]
    columns = [
        getattr(Youth if hasattr(Youth, one.column) else NeedProfile, one.column).label(one)
        for one in fields
    ]
    query: AnySelect = (
        select(Youth.id, NeedProfile.day_activity, *columns)
        .join(NeedProfile, NeedProfile.youth_id == Youth.id)
        .where(Youth.id.in_(ids))
    )
    places = _prints(
        session,
        select(
            YouthPlace.youth_id,
            YouthPlace.time,
            YouthPlace.kind,
            YouthPlace.latitude,
            YouthPlace.longitude,
            YouthPlace.radius_km,
        ).where(YouthPlace.youth_id.in_(ids)),
    )
    return {
        row[0]: {
            **dict(zip(map(str, fields), map(_plain, row[2:]), strict=True)),
            str(PairField.DAY_ACTIVITY): row[1] != DayActivity.NONE,
            str(PairField.PLACES): places[row[0]],
        }
        for row in session.execute(query)
    }


def _rooms(session: Session, ids: list[int]) -> dict[int, dict[str, Any]]:
    tables = {"room": Room, "home": Household}
    fields = [one for one in PairField if one.side in tables and one not in _READ_APART]
    columns = [getattr(tables[one.side], one.column).label(one) for one in fields]
    query: AnySelect = (
        select(
            Room.id,
            Household.id,
            Home.latitude,
            Home.longitude,
            Room.legal_max_rent_cents,
            *columns,
        )
        .join(Home, Home.id == Room.home_id)
        .join(Household, Household.id == Home.household_id)
        .where(Room.id.in_(ids))
    )
    rows = session.execute(query).all()
    periods = _prints(
        session,
        select(
            RoomAvailability.room_id, RoomAvailability.free_from, RoomAvailability.free_until
        ).where(RoomAvailability.room_id.in_(ids)),
    )
    rules = _prints(
        session,
        select(HouseRule.household_id, HouseRule.kind, HouseRule.text).where(
            HouseRule.household_id.in_(sorted({row[1] for row in rows}))
        ),
    )
    return {
        row[0]: {
            **dict(zip(map(str, fields), map(_plain, row[5:]), strict=True)),
            "room.legal_max_rent_cents": row[4],
            str(PairField.PERIODS): periods[row[0]],
            str(PairField.RULES): rules[row[1]],
            str(PairField.HOME_PLACE): _print([(row[2], row[3])]),
        }
        for row in rows
    }


def _prints(session: Session, query: AnySelect) -> defaultdict[int, str]:
    """Return per first column a fingerprint of its rows, whatever their order."""
    rows: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in session.execute(query):
        rows[row[0]].append(tuple(row[1:]))
    found: defaultdict[int, str] = defaultdict(str)
    for key, values in rows.items():
        found[key] = _print(values)
    return found


def _print(rows: Iterable[tuple[Any, ...] | Row[Any]]) -> str:
    lines = sorted("|".join(str(_plain(value)) for value in row) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    """Return the value as JSON can keep it."""
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
