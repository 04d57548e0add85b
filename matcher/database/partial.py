"""Unique indexes over some of the rows: how the database itself lets a race have one winner."""

from __future__ import annotations

from sqlalchemy import Index, text


def unique_while(name: str, *columns: str, still: str) -> Index:
    """Return a unique index over the rows for which ``still`` (SQL) holds, on both databases."""
    return Index(
        name, *columns, unique=True, sqlite_where=text(still), postgresql_where=text(still)
    )
