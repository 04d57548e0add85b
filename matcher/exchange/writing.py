"""Writing records of any table: thousands of new ones in a few statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

_AT_ONCE = 500  # values in one statement


def write_records(
    session: Session,
    model: type[Any],
    key: tuple[str, ...],
    records: Sequence[tuple[Any, Mapping[str, Any]]],
) -> list[int]:
    """Write (stored record or None, attributes) pairs; return the id of each, in order.

    A stored record gets the attributes (none: nothing happens); without one a new record is
    inserted. ``key`` names attributes that tell the new records apart.
    """
    new = [dict(values) for stored, values in records if stored is None]
    insert_rows(session, model, new)
    inserted = _ids(session, model, key, new)
    ids: list[int] = []
    for stored, values in records:
        if stored is None:
            ids.append(inserted[tuple(values[name] for name in key)])
            continue
        for name, value in values.items():
            setattr(stored, name, value)
        ids.append(stored.id)
    session.flush()
    return ids


def insert_rows(session: Session, model: type[Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows in one go. By the table and not the model: the ORM would send rows with
    and without empty values apart, in thousands of statements."""
    table: Table = model.__table__
    if rows:
        session.execute(insert(table), [dict(row) for row in rows])


def _ids(
    session: Session, model: type[Any], key: tuple[str, ...], rows: Sequence[Mapping[str, Any]]
) -> dict[tuple[Any, ...], int]:
    """Return key -> id. Asking afterwards is quicker than RETURNING, which SQLAlchemy joins in a
    time that grows with the square of the number of rows."""
    columns = [getattr(model, name) for name in key]
    wanted = sorted({row[key[0]] for row in rows})
    found: dict[tuple[Any, ...], int] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        query = select(model.id, *columns).where(columns[0].in_(some))
        found.update({tuple(values): number for number, *values in session.execute(query)})
    return found
