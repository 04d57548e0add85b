"""The figures that stand first on the page, each with what changed."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from flask_babel import gettext as _
from flask_babel import ngettext

from matcher.statistics.service import MunicipalityFigures
from web.formatting import month as month_name
from web.formatting import number, percentage
from web.municipality.words import change


@dataclass(frozen=True)
class Tile:
    value: str
    text: str
    note: str
    kind: str = ""


def tiles_of(figures: MunicipalityFigures) -> list[Tile]:
    """Return the tiles, counted on the last day of the period."""
    rooms, placements = figures.rooms, figures.placements
    own = placements["own_here"] + placements["own_elsewhere"]
    waiting = figures.waiting["waiting"]
    return [
        _stock(
            figures,
            rooms["offered"],
            ngettext("room offered", "rooms offered", _last(rooms["offered"])),
        ),
        _free(figures),
        _stock(
            figures,
            own,
            ngettext("own youth lives in a room", "own youths live in a room", _last(own)),
        ),
        _stock(
            figures,
            waiting,
            ngettext("youth waits for a room", "youths wait for a room", _last(waiting)),
        ),
        *_empty_nights(figures),
    ]


def _last(counts: pd.Series) -> int:
    return int(counts.iloc[-1])


def _stock(figures: MunicipalityFigures, counts: pd.Series, text: str) -> Tile:
    return Tile(number(_last(counts)), text, _change(figures, counts))


def _free(figures: MunicipalityFigures) -> Tile:
    free = figures.rooms["free"]
    is_now = figures.period.counted_on == figures.today
    if is_now:
        text = ngettext("of these rooms is free now", "of these rooms are free now", _last(free))
    else:
        text = ngettext("of these rooms was free", "of these rooms were free", _last(free))
    if not (is_now and figures.promised_rooms):
        return Tile(number(_last(free)), text, _change(figures, free))
    note = ngettext(
        "%(num)s of them is booked for later",
        "%(num)s of them are booked for later",
        figures.promised_rooms,
    )
    return Tile(number(_last(free)), text, note)


def _change(figures: MunicipalityFigures, counts: pd.Series) -> str:
    """Return the change against the end of the month before; nothing in a first month."""
    if len(counts) < 2:
        return ""
    day = figures.period.months[-2].counted_on
    return change(int(counts.iloc[-1]), int(counts.iloc[-2]), day)


def _empty_nights(figures: MunicipalityFigures) -> list[Tile]:
    """The last month that is over: a month under way would always look good beside it."""
    complete = [n for n, month in enumerate(figures.period.months) if month.is_complete]
    if not complete:
        return []
    last = complete[-1]
    row = figures.nights.iloc[last]
    empty, offered = int(row["empty"]), int(row["offered"])
    name = month_name(figures.period.months[last].starts_on)
    note = (
        _("%(share)s of the nights offered", share=percentage(empty / offered)) if offered else ""
    )
    if last > 0 and offered:
        before = int(figures.nights["empty"].iloc[last - 1])
        earlier = month_name(figures.period.months[last - 1].starts_on)
        note += "; " + _in_words(empty - before, earlier)
    text = ngettext(
        "empty room-night in %(month)s", "empty room-nights in %(month)s", empty, month=name
    )
    return [Tile(number(empty), text, note, "warm")]


def _in_words(difference: int, earlier: str) -> str:
    if difference == 0:
        return _("just as many as in %(month)s", month=earlier)
    many = number(abs(difference))
    if difference > 0:
        return _("%(many)s more than in %(month)s", many=many, month=earlier)
    return _("%(many)s fewer than in %(month)s", many=many, month=earlier)
