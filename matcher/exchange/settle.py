"""What a record becomes: the cells of the file over what is stored, else over the defaults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from matcher.exchange.column import Column
from matcher.exchange.sheet import BROKEN


def settle(
    columns: Iterable[Column],
    values: Mapping[str, object],
    present: Iterable[str],
    stored: object | None,
    dynamic: Mapping[str, object] | None = None,
) -> dict[str, Any]:
    """Return the value of every column, by code name.

    A filled cell counts as it is. An empty one leaves an existing record alone when the file
    lacks the column, or when the column has a default; else it empties the value. A new
    record gets the default, or the ``dynamic`` one that depends on the rest.
    """
    here = set(present)
    settled: dict[str, Any] = {}
    for column in columns:
        value = values.get(column.name)
        if value is not None and value is not BROKEN:
            settled[column.name] = value
        elif stored is not None and (
            column.name not in here or column.keeps_stored_value or value is BROKEN
        ):
            settled[column.name] = stored_value(column, stored)
        else:
            settled[column.name] = (dynamic or {}).get(column.name, column.default)
    return settled


def stored_value(column: Column, stored: object) -> Any:
    """Return what the database has, in the form that a cell gives."""
    value = getattr(stored, column.field)
    return value.date() if isinstance(value, datetime) else value


def changes(
    columns: Iterable[Column], settled: Mapping[str, Any], stored: object
) -> dict[str, Any]:
    """Return attribute -> new value for what differs from the stored record."""
    return {
        column.field: as_stored(settled[column.name], column)
        for column in columns
        if not _same(settled[column.name], stored_value(column, stored))
    }


def attributes(columns: Iterable[Column], settled: Mapping[str, Any]) -> dict[str, Any]:
    """Return attribute -> value for a new record."""
    return {column.field: as_stored(settled[column.name], column) for column in columns}


def as_stored(value: Any, column: Column) -> Any:
    """A date of consent is stored as the moment at which that day begins (UTC)."""
    if column.field.endswith("_at") and isinstance(value, date):
        return datetime.combine(value, time(), UTC)
    return value


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return _tidy(one) == _tidy(other)
    return bool(one == other)


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
