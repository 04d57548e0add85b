"""The three charts of the overview."""

from __future__ import annotations

from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _
from markupsafe import Markup

from matcher.statistics.measures import FLOWS
from matcher.statistics.periods import Month
from matcher.statistics.service import MunicipalityFigures
from web.charts.bars import stacked_bars
from web.charts.lines import Series, line_chart
from web.formatting import number, percentage
from web.municipality.words import flow_text


def nights(figures: MunicipalityFigures) -> Markup:
    """Room-nights lived in and empty, one stacked bar per month."""
    frame = figures.nights
    rows = [
        (_month(month), (int(lived_in), int(empty)))
        for month, lived_in, empty in zip(
            figures.period.months, frame["lived_in"], frame["empty"], strict=True
        )
    ]
    return stacked_bars(
        _("Room-nights per month"),
        [_("lived in"), _("empty")],
        rows,
        description=_nights_told(figures),
    )


def placements(figures: MunicipalityFigures) -> Markup:
    """Placements that run at the end of each month, by who lives where."""
    series = [Series(flow_text(flow), figures.placements[flow].tolist()) for flow in FLOWS]
    return line_chart(
        _("Youths with a room"),
        _months(figures),
        series,
        description=_("Counted on the last day of each month, or today."),
    )


def waiting(figures: MunicipalityFigures) -> Markup:
    """Own youths who wait at the end of each month."""
    series = [Series(_("Youths waiting"), figures.waiting["waiting"].tolist(), is_area=True)]
    return line_chart(
        _("Youths who wait for a room"),
        _months(figures),
        series,
        description=_wait_told(figures),
    )


def _months(figures: MunicipalityFigures) -> list[date]:
    return [month.starts_on for month in figures.period.months]


def _month(month: Month) -> str:
    name = format_date(month.starts_on, "MMM y")
    return name if month.is_complete else _("%(month)s, so far", month=name)


def _nights_told(figures: MunicipalityFigures) -> str:
    frame = figures.nights
    offered, lived_in, empty, beyond = (
        int(frame[name].sum()) for name in ("offered", "lived_in", "empty", "beyond")
    )
    if not offered:
        return _("No room was offered in this period.")
    told = _(
        "Hosts offered %(offered)s room-nights in this period. Somebody lived there on "
        "%(lived_in)s of them (%(share)s); %(empty)s stayed empty.",
        offered=number(offered),
        lived_in=number(lived_in),
        share=percentage(lived_in / offered),
        empty=number(empty),
    )
    if beyond:
        told += " " + _(
            "On another %(beyond)s nights somebody lived in a room outside the dates on which "
            "the host offers it; these are not in the bars.",
            beyond=number(beyond),
        )
    return told


def _wait_told(figures: MunicipalityFigures) -> str:
    median = figures.median_days_until_room
    if median != median:  # NaN: fewer than ten people
        return _(
            "How long people waited is shown once ten people moved in in the period, "
            "so that nobody can be recognised."
        )
    return _(
        "Half of the youths who moved in in this period waited longer than %(days)s days.",
        days=number(median),
    )
