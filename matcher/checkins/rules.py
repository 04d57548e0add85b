"""When check-ins fall due. Pure: days and figures in, days out.

The days are counted from moving in. First come the set days of the policy, after that a regular
distance that grows with the months lived there ('begeleiding die langzaam minder wordt': the
tapering guidance of Kamers met Kansen). A heavier kind of guidance makes every distance shorter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from matcher.ages import whole_months

LONGEST_STAY_DAYS = 366 * 12  # nobody is guided longer; keeps the row of days finite


@dataclass(frozen=True)
class Rhythm:
    """How often: set days after moving in, then distances by the month of the stay.

    ``later``: (from which month of the stay, days between two check-ins), by month.
    ``factors``: per kind of guidance 1..4, by which all days are multiplied.
    """

    first_days: Sequence[int]
    every_days: int
    later: Sequence[tuple[int, int]]
    factors: Sequence[float]
    grace_days: int

    def distance(self, month: int) -> int:
        """Return the days between two check-ins in this month of the stay."""
        found = self.every_days
        for from_month, days in self.later:
            if month >= from_month:
                found = days
        return found


def _days(number: float) -> int:
    return max(int(number + 0.5), 1)


def all_days(starts_on: date, guidance_kind: int, rhythm: Rhythm) -> Iterator[date]:
    """Yield the days on which a check-in falls due, in order, for twelve years."""
    factor = rhythm.factors[guidance_kind - 1]
    last = starts_on
    for number in rhythm.first_days:
        day = starts_on + timedelta(days=_days(number * factor))
        if day > last:
            last = day
            yield day
    until = starts_on + timedelta(days=LONGEST_STAY_DAYS)
    while last < until:
        distance = rhythm.distance(whole_months(starts_on, last))
        last += timedelta(days=_days(distance * factor))
        yield last


def due_dates(
    starts_on: date, ends_on: date | None, guidance_kind: int, rhythm: Rhythm, until: date
) -> list[date]:
    """Return the days up to and including ``until``, all before the youth leaves (``ends_on``)."""
    days = all_days(starts_on, guidance_kind, rhythm)
    return list(takewhile(lambda day: day <= until and (ends_on is None or day < ends_on), days))


def next_day(
    starts_on: date, ends_on: date | None, guidance_kind: int, rhythm: Rhythm, after: date
) -> date | None:
    """Return the day of the next check-in after one on ``after``; None when the stay ends first.

    A check-in that came late, or a little early, is not followed by another one within half the
    usual distance.
    """
    before = starts_on
    for day in all_days(starts_on, guidance_kind, rhythm):
        if ends_on is not None and day >= ends_on:
            return None
        if day > after and (after <= before or (day - after) * 2 >= day - before):
            return day
        before = day
    return None


def day_after_a_miss(missed_on: date, ends_on: date | None, rhythm: Rhythm) -> date | None:
    """Return by when a missed check-in is made up for; None when the youth has left by then."""
    day = missed_on + timedelta(days=rhythm.grace_days)
    if ends_on is not None and day >= ends_on:
        day = ends_on - timedelta(days=1)
    return day if day > missed_on else None


def is_late(planned_on: date, today: date, rhythm: Rhythm) -> bool:
    """Say whether a planned check-in is past its time of grace."""
    return today > planned_on + timedelta(days=rhythm.grace_days)


def agreed_problem(agreed_on: date, held_on: date, latest_on: date | None) -> str | None:
    """Return what is wrong with a day agreed for the next check-in: 'past', 'late' or None.

    More often than the policy is always possible, less often is not. ``latest_on`` None: the stay
    ends before another one falls due, so any day is welcome.
    """
    if agreed_on <= held_on:
        return "past"
    if latest_on is not None and agreed_on > latest_on:
        return "late"
    return None
