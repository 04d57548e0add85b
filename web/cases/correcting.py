"""Corrections in words: the field, what stood there and what should stand there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from matcher.cases.corrections import DATES, Correctable
from matcher.database.cases import Correction
from matcher.words import DayActivity
from web.formatting import euros, label, long_date, sentence


@dataclass(frozen=True)
class Shown:
    row: Correction
    field: str
    before: str
    after: str


def shown(row: Correction) -> Shown:
    field = Correctable(row.field)
    return Shown(row, sentence(label(field)), said(field, row.old), said(field, row.new))


def said(field: Correctable, value: Any) -> str:
    """Return a stored value as people write it."""
    if value in (None, ""):
        return "–"
    if field in DATES:
        return long_date(value if isinstance(value, date) else date.fromisoformat(value))
    if field is Correctable.BUDGET:
        return str(euros(value))
    if field is Correctable.DAY_ACTIVITY:
        return sentence(label(DayActivity(value)))
    return str(value)
