"""The rows of a demo set, by table, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, TypeAlias

Row = dict[str, Any]

#: Every demo reference and organisation code begins so: how demo rows are known from real ones.
MARK = "DEMO-"

#: Rows of one table; batches are written in order, so a row comes after those it refers to.
Batch: TypeAlias = tuple[str, list[Row]]


@dataclass(frozen=True, eq=False)
class IdOf:
    """In a row: the id that another row is given when it is written."""

    row: Row


@dataclass(frozen=True)
class StaffId:
    """In a row: the id of a demo account, by the first part of its address."""

    name: str


@dataclass(frozen=True)
class OrganisationId:
    """In a row: the id of a demo organisation, by its code."""

    code: str


def moment(day: date, hour: int = 9) -> datetime:
    """Return a moment in office hours, in UTC."""
    return datetime.combine(day, time(hour), tzinfo=UTC)
