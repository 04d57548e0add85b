"""How a stay goes over the months: the participation ladder and the four core activities."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _
from markupsafe import Markup

from matcher.checkins.ladder import steps_of
from matcher.database.placements import Placement
from matcher.inforce import today_in_the_netherlands
from matcher.words import CheckInStatus, CoreActivity
from web.charts.lines import Series, line_chart
from web.formatting import sentence
from web.languages import language
from web.living import lists
from web.session import database

MOST_MONTHS = 36


def trend(placement: Placement) -> Markup:
    """Return the two charts; nothing while there are fewer than two months to compare."""
    last = min(placement.ends_on or date.max, today_in_the_netherlands())
    months = _months(placement.starts_on, last)
    if len(months) < 2:
        return Markup("")
    steps = [(one.on, int(str(one.step))) for one in steps_of(database, placement.id)]
    held = [
        one for one in lists.check_ins(database, placement.id)
        if one.status == CheckInStatus.HELD and one.held_on is not None
    ]  # fmt: skip
    charts = Markup("")
    if steps:
        charts += line_chart(
            _("Step on the participation ladder, per month"),
            months,
            [Series(_("Step (1 to 6)"), _last_known(months, steps))],
            most=6,
        )
    if held:
        charts += line_chart(
            _("The four core activities, per month"),
            months,
            [
                Series(
                    sentence(one.label(language())),
                    _last_known(
                        months,
                        [(at.held_on, at.activities.get(str(one), 0)) for at in reversed(held)
                         if at.held_on is not None],
                    ),
                )
                for one in CoreActivity
            ],
            description=_("From 1 (very badly) to 5 (very well), as the worker saw it."),
            most=5,
        )  # fmt: skip
    return charts


def _months(first: date, last: date) -> list[date]:
    number = (last.year - first.year) * 12 + last.month - first.month + 1
    months = [
        date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1)
        for n in range(max(number, 0))
    ]
    return months[-MOST_MONTHS:]


def _last_known(months: list[date], values: Iterable[tuple[date, int]]) -> list[float | None]:
    """Return per month the last value until its end; None before the first one."""
    known = sorted(values, key=lambda one: one[0])
    found: list[float | None] = []
    for month in months:
        end = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        before = [value for on, value in known if on < end]
        found.append(float(before[-1]) if before else None)
    return found
