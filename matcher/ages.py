"""Whole years and months between two days."""

from __future__ import annotations

from datetime import date


def age_on(birth_date: date, day: date) -> int:
    """Return whole years; who is born on 29 February is a year older on 1 March."""
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (not had_birthday)


def whole_months(first: date, last: date) -> int:
    """Return the months from ``first`` to ``last``, rounded down; below 0 when that lies before."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (last.day < first.day)
