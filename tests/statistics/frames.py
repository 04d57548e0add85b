"""Frames for tests of measures, written as short as the sentences that they illustrate."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from matcher.statistics import queries
from matcher.statistics.periods import Month


def day(text: str | None) -> date | None:
    """'2026-01-10' or None."""
    return None if text is None else date.fromisoformat(text)


def offers(*rows: tuple[int, str, str | None] | tuple[int, str, str | None, bool]) -> pd.DataFrame:
    """Return offers: (room, free_from, free_until, is_approved=True).

    As the query does: each as it stands, and once more while the household is approved.
    """
    plain = [(row[0], day(row[1]), day(row[2])) for row in rows]
    approved = [
        (*one, True) for one, row in zip(plain, rows, strict=True) if (row[3:] or (True,))[0]
    ]
    return _typed([*((*one, False) for one in plain), *approved], queries.OFFERS)


def placements(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return placements; as they come: room 1, youth = its number, own youth in own room."""
    full = []
    for number, row in enumerate(rows, start=1):
        values = {"room": 1, "youth": number, "here": True, "own": True, "until": None, **row}
        starts = day(values["starts"])
        booked = day(values.get("booked", values["starts"]))
        full.append(
            (
                number,
                values["room"],
                values["youth"],
                starts,
                day(values["until"]),
                booked,
                values["own"],
                values["here"],
            )
        )
    return _typed(full, queries.PLACEMENTS)


def youths(*rows: tuple[int, str, bool] | tuple[int, str, bool, str]) -> pd.DataFrame:
    """Return youths: (youth, registered_on, is_looking, left_on=None)."""
    full = [(row[0], day(row[1]), row[2], day((row[3:] or (None,))[0])) for row in rows]
    return _typed(full, queries.YOUTHS)


def month(first: str, until: str, counted_on: str) -> Month:
    return Month(
        date.fromisoformat(first),
        date.fromisoformat(until),
        date.fromisoformat(counted_on),
        is_complete=True,
    )


JANUARY = month("2026-01-01", "2026-02-01", "2026-01-31")
FEBRUARY = month("2026-02-01", "2026-03-01", "2026-02-28")


def row(frame: pd.DataFrame, number: int = 0) -> dict[str, Any]:
    """Return one row without its month, as plain numbers."""
    return {name: value for name, value in frame.iloc[number].items() if name != "month"}


def _typed(rows: list[tuple[Any, ...]], types: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame.from_records(rows, columns=list(types)).astype(types)
