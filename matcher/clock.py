"""The only clock of the program: what time it is, and a way for tests to say that it is another.

Whatever asks for the present moment asks here, so that a year of reminders, terms and follow-ups
can be lived through in a test or in a simulation. Once set the clock stands still until it is set
again, which makes runs repeatable. It is set for the whole process, so the server thread of a
browser test goes along; never from the environment, since nobody may move the clock of a service
that people use.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

NETHERLANDS = ZoneInfo("Europe/Amsterdam")

_stands_at: datetime | None = None


def moment() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC) if _stands_at is None else _stands_at


def today() -> date:
    """Return the calendar date in the Netherlands: just after midnight there, UTC is a day behind."""
    return day_of(moment())


def day_of(at: datetime) -> date:
    """Return the calendar date in the Netherlands of an aware moment."""
    return at.astimezone(NETHERLANDS).date()


def end_of_day(day: date) -> datetime:
    """Return the midnight in the Netherlands with which ``day`` ends."""
    return datetime.combine(day + timedelta(days=1), time(0), NETHERLANDS)


def set_to(wanted: datetime | None) -> None:
    """Stop the clock at ``wanted``; None lets it run again.

    Raises:
        ValueError: a moment without a time zone, which could be meant in two ways.
    """
    global _stands_at
    if wanted is not None and wanted.tzinfo is None:
        raise ValueError(f"a moment without a time zone: {wanted}")
    _stands_at = None if wanted is None else wanted.astimezone(UTC)


@contextmanager
def at(wanted: datetime) -> Iterator[None]:
    """Let it be ``wanted`` while the block runs."""
    before = _stands_at
    set_to(wanted)
    try:
        yield
    finally:
        set_to(before)
