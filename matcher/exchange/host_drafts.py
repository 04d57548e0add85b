"""From rows to households with homes and rooms, looking at the file alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from matcher.exchange.cells import as_text
from matcher.exchange.column import Column
from matcher.exchange.columns import EXAMPLE_REFERENCE
from matcher.exchange.host_columns import HOME, HOUSEHOLD, PERIOD, ROOM
from matcher.exchange.problems import Problems, echo
from matcher.exchange.sheet import BROKEN, Row, Sheet

Address = tuple[object, ...]
Period = tuple[date, date | None]


@dataclass
class Draft:
    """A record gathered from one or more rows; ``sources`` tells which row gave each value."""

    row: Row
    values: dict[str, object] = field(default_factory=dict)
    sources: dict[str, Row] = field(default_factory=dict)


@dataclass
class RoomDraft(Draft):
    periods: list[tuple[Period, Row]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


@dataclass
class HomeDraft(Draft):
    rooms: list[RoomDraft] = field(default_factory=list)


@dataclass
class HouseholdDraft(Draft):
    homes: dict[Address, HomeDraft] = field(default_factory=dict)


def address_key(postcode: object, house_number: object) -> Address:
    """Return what makes an address: '12 A' and '12a' are one, '12-3' and '123' are not."""
    return postcode, re.sub(r"\s", "", str(house_number)).casefold()


def draft_hosts(sheet: Sheet, problems: Problems) -> list[HouseholdDraft]:
    """Return the households in the order of the file; adds what does not go together."""
    households: dict[object, HouseholdDraft] = {}
    rooms: dict[object, tuple[RoomDraft, HomeDraft]] = {}
    for row in sheet.rows:
        if problems.is_full:
            break
        reference = row.values.get("household_reference")
        if str(reference).upper().startswith(f"{EXAMPLE_REFERENCE}-"):
            problems.add(sheet.problem(row, "household_reference", "example_row"))
            continue
        if reference is None:
            problems.add(_required(sheet, row, HOUSEHOLD[0]))
        if reference is None or reference is BROKEN:
            reference = ("row", row.number)  # still look at the rest of the row
        household = households.setdefault(reference, HouseholdDraft(row))
        _merge(sheet, household, row, HOUSEHOLD, problems)
        home = _home(sheet, household, row, problems)
        _room(sheet, home, row, rooms, problems)
    for household in households.values():
        _require(sheet, household, HOUSEHOLD[1:], problems)
        for home in household.homes.values():
            _require(sheet, home, HOME, problems)
    return list(households.values())


def _required(sheet: Sheet, row: Row, column: Column):  # type: ignore[no-untyped-def]
    return sheet.problem(row, column.name, "required", meaning=column.meaning)


def _require(sheet: Sheet, draft: Draft, columns: tuple[Column, ...], problems: Problems) -> None:
    for column in columns:
        if column.required and column.name not in draft.values:
            problems.add(_required(sheet, draft.row, column))


def _merge(
    sheet: Sheet, draft: Draft, row: Row, columns: tuple[Column, ...], problems: Problems
) -> None:
    """Add the values of a row; an empty cell means: as in the other rows of the record."""
    for column in columns:
        value = row.values.get(column.name)
        if value is None:
            continue
        known = draft.values.setdefault(column.name, value)
        source = draft.sources.setdefault(column.name, row)
        if known != value and BROKEN not in (known, value):
            there = echo(as_text(source.raw[column.name]))
            problems.add(
                sheet.problem(
                    row,
                    column.name,
                    "differs_from_row",
                    other=source.number,
                    value_there=there,
                )
            )


def _home(sheet: Sheet, household: HouseholdDraft, row: Row, problems: Problems) -> HomeDraft:
    has_address = any(column.name in row.values for column in HOME)
    if not has_address and household.homes:
        return list(household.homes.values())[-1]
    postcode, number = row.values.get("postcode"), row.values.get("house_number")
    is_known = all(part is not None and part is not BROKEN for part in (postcode, number))
    key = address_key(postcode, number) if is_known else ("row", row.number)
    home = household.homes.setdefault(key, HomeDraft(row))
    _merge(sheet, home, row, HOME, problems)
    return home


def _room(
    sheet: Sheet,
    home: HomeDraft,
    row: Row,
    rooms: dict[object, tuple[RoomDraft, HomeDraft]],
    problems: Problems,
) -> None:
    reference = row.values.get("room_reference")
    if reference is None:
        problems.add(_required(sheet, row, ROOM[0]))
    known = rooms.get(reference) if reference is not BROKEN else None
    if known is None or reference is None:
        room = RoomDraft(row)
        _merge(sheet, room, row, ROOM, problems)
        _require(sheet, room, ROOM[1:], problems)
        home.rooms.append(room)
        rooms[reference] = (room, home)
    else:
        room, its_home = known
        if its_home is not home or not _is_same_room(room, row):
            problems.add(
                sheet.problem(row, "room_reference", "double_reference", other=room.row.number)
            )
            return
    room.rows.append(row)
    _period(sheet, room, row, problems)


def _is_same_room(room: RoomDraft, row: Row) -> bool:
    return all(
        row.values.get(column.name) in (None, room.values.get(column.name)) for column in ROOM
    )


def _period(sheet: Sheet, room: RoomDraft, row: Row, problems: Problems) -> None:
    """Add the period of a row. 'geen' counts as filled: the room is not on offer."""
    if "free_from" not in row.values:
        problems.add(_required(sheet, row, PERIOD[0]))
        return
    start, end = row.values["free_from"], row.values.get("free_until")
    if start is BROKEN or end is BROKEN:
        return
    if not isinstance(start, date):
        if len(room.rows) > 1:
            first = room.rows[0].number
            problems.add(sheet.problem(row, "room_reference", "double_reference", other=first))
        return
    until = end if isinstance(end, date) else None
    for (other_start, other_end), other in room.periods:
        if (start, until) == (other_start, other_end):
            problems.add(sheet.problem(row, "room_reference", "double_row", other=other.number))
            return
        if (until is None or other_start < until) and (other_end is None or start < other_end):
            problems.add(sheet.problem(row, "free_from", "periods_overlap", other=other.number))
            return
    room.periods.append(((start, until), row))
