"""The figures in words: names of flows, explanations of tables, and what changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from matcher.statistics.periods import LAST_TWELVE_MONTHS
from web.formatting import long_date, number

#: The sources of the built-in policy in the language of the page; an operator's own stay as typed.
SOURCES = {
    "DRIFT 2018": lazy_gettext("DRIFT 2018"),
    "Kamers met Aandacht, page for municipalities: 'up to' two euros saved per euro spent": (
        lazy_gettext(
            "Kamers met Aandacht, page for municipalities: 'up to' two euros saved per euro spent"
        )
    ),
}


def source_text(source: str) -> Any:
    return SOURCES.get(source, source)


def period_text(code: str) -> str:
    return _("Last 12 months") if code == LAST_TWELVE_MONTHS else code


def flow_text(code: str) -> str:
    return {
        "own_here": _("Own youths in a room here"),
        "own_elsewhere": _("Own youths in a room elsewhere"),
        "others_here": _("Youths from elsewhere in a room here"),
    }[code]


def measure_texts() -> dict[str, tuple[str, str]]:
    """Return per table its title and what is counted."""
    return {
        "nights": (
            _("Room-nights"),
            _(
                "A room that is offered for ten nights counts as ten room-nights. "
                "Empty means: offered, and nobody lived there that night."
            ),
        ),
        "rooms": (
            _("Rooms"),
            _("Rooms of approved hosts that are offered on the day of counting."),
        ),
        "placements": (
            _("Placements"),
            _(
                "Who lives where on the day of counting, and how many placements started "
                "and ended in the month."
            ),
        ),
        "waiting": (
            _("Waiting for a room"),
            _(
                "Youths from this municipality who have registered and for whom no room is booked. "
                "The wait is shown from ten people on, so that nobody can be recognised."
            ),
        ),
        "flows": (
            _("Between municipalities"),
            _("Where youths from this municipality live, and who lives in the rooms here."),
        ),
        "contract": (
            _("Contract and costs"),
            _(
                "The contract as it stands today. Costs are the tariff, counted by day. "
                "Savings are an estimate, not a measurement."
            ),
        ),
    }


def change(now: int, before: int, day: date) -> str:
    """Return how ``now`` differs from ``before``, the count on ``day``."""
    when = long_date(day)
    difference = abs(now - before)
    if now == before:
        return _("just as many as on %(day)s", day=when)
    if now > before:
        return ngettext(
            "%(count)s more than on %(day)s",
            "%(count)s more than on %(day)s",
            difference,
            count=number(difference),
            day=when,
        )
    return ngettext(
        "%(count)s fewer than on %(day)s",
        "%(count)s fewer than on %(day)s",
        difference,
        count=number(difference),
        day=when,
    )
