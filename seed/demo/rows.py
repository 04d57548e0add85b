"""The rows of a demo set, by table, before anything is written."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

Row = dict[str, Any]

#: Every demo reference and organisation code begins so: how demo rows are known from real ones.
MARK = "DEMO-"


def moment(day: date, hour: int = 9) -> datetime:
    """Return a moment in office hours, in UTC."""
    return datetime.combine(day, time(hour), tzinfo=UTC)
