"""When an answer is due, and when we remind: in hours, but never at night or on a Sunday.

A term is counted in real hours, so a night in which the clock changes is neither longer nor shorter
than its hours. Where it would end outside the hours in which people can be expected to answer, it
ends later, never sooner: nobody gets less time than the message said.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from matcher.inforce import NETHERLANDS

OPENS, CLOSES = time(9), time(20)  # between these somebody can be expected to answer
NOON = time(12)
SUNDAY = 6


def due(asked_at: datetime, hours: float) -> datetime:
    """Return when an answer asked at ``asked_at`` (aware) is due, ``hours`` later or a little more.

    An end before nine in the morning, after eight in the evening or on a Sunday moves to noon of
    the first day that is no Sunday.
    """
    # In UTC: Python adds hours to a local time as if no clock ever changed.
    end = asked_at.astimezone(UTC) + timedelta(hours=hours)
    local = end.astimezone(NETHERLANDS)
    day = local.date() + timedelta(days=1) if local.time() > CLOSES else local.date()
    if day == local.date() and local.time() >= OPENS and day.weekday() != SUNDAY:
        return end
    return at_noon(day)


def due_days(asked_at: datetime, days: float) -> datetime:
    """Return when something asked ``days`` ago is due: the same rules, in days of 24 hours."""
    return due(asked_at, days * 24)


def at_noon(day: date) -> datetime:
    """Return noon in the Netherlands on ``day``, or on the Monday after when it is a Sunday."""
    if day.weekday() == SUNDAY:
        day += timedelta(days=1)
    return datetime.combine(day, NOON, NETHERLANDS)


def remind_at(asked_at: datetime, due_at: datetime, share: float) -> datetime:
    """Return when to remind: after this share of the term (0..1), in daytime, before it ends."""
    began = asked_at.astimezone(UTC)
    wanted = began + (due_at.astimezone(UTC) - began) * share
    local = wanted.astimezone(NETHERLANDS)
    if local.time() < OPENS:
        wanted = datetime.combine(local.date(), OPENS, NETHERLANDS)
    elif local.time() > CLOSES:
        wanted = datetime.combine(local.date() + timedelta(days=1), OPENS, NETHERLANDS)
    return min(wanted, due_at)


def extended(due_at: datetime, moment: datetime, hours: float) -> datetime:
    """Return the new end of a term: a whole one more from its end, or from now when that passed."""
    return due(max(due_at, moment), hours)


def days_after(day: date, days: int) -> date:
    return day + timedelta(days=days)
