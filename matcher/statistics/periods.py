"""The months over which figures are shown, up to a given today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

LAST_TWELVE_MONTHS = "12m"
MOST_YEARS = 10
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Month:
    """A calendar month, cut off at today.

    Nights count from ``starts_on`` up to, not including, ``until``: the night that begins today
    has not been slept yet. Stocks (who lives or waits) are counted on ``counted_on``: the last
    day of the month, or today in the running month.
    """

    starts_on: date
    until: date
    counted_on: date
    is_complete: bool


@dataclass(frozen=True)
class Period:
    """Consecutive months. ``code`` is '12m' or a year such as '2025'."""

    code: str
    months: tuple[Month, ...]

    @property
    def starts_on(self) -> date:
        return self.months[0].starts_on

    @property
    def until(self) -> date:
        """The first day whose night is not counted any more."""
        return self.months[-1].until

    @property
    def counted_on(self) -> date:
        """The date of the stocks: today, or the last day of a period that is over."""
        return self.months[-1].counted_on


def last_twelve_months(today: date) -> Period:
    """Return the running month and the eleven before it."""
    last = today.year * 12 + today.month - 1
    return Period(LAST_TWELVE_MONTHS, _months(last - 11, last, today))


def calendar_year(year: int, today: date) -> Period:
    """Return the months of ``year`` that have begun; ``year`` is not after today."""
    if year > today.year:
        raise ValueError(f"{year} has not begun on {today}")
    last = year * 12 + (today.month - 1 if year == today.year else 11)
    return Period(str(year), _months(year * 12, last, today))


def period_of(code: str, today: date) -> Period | None:
    """Return the period with this code, or None when there is none such."""
    if code == LAST_TWELVE_MONTHS:
        return last_twelve_months(today)
    if code.isdecimal() and len(code) == 4 and today.year - MOST_YEARS <= int(code) <= today.year:
        return calendar_year(int(code), today)
    return None


def codes(first_year: int, today: date) -> list[str]:
    """Return the periods to choose from: the last twelve months, then years, the latest first."""
    first = min(max(first_year, today.year - MOST_YEARS), today.year)
    return [LAST_TWELVE_MONTHS, *(str(year) for year in range(today.year, first - 1, -1))]


def _months(first: int, last: int, today: date) -> tuple[Month, ...]:
    return tuple(_month(number, today) for number in range(first, last + 1))


def _month(number: int, today: date) -> Month:
    """``number`` counts months from the year 0, so that a year's turn needs no special case."""
    starts_on = date(number // 12, number % 12 + 1, 1)
    following = date((number + 1) // 12, (number + 1) % 12 + 1, 1)
    is_complete = following <= today
    return Month(
        starts_on=starts_on,
        until=min(following, today),
        counted_on=following - A_DAY if is_complete else today,
        is_complete=is_complete,
    )
