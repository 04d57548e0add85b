"""The figures as tables: one definition for the page, the CSV files and the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pandas as pd
from flask_babel import gettext as _

from matcher.statistics.periods import Month
from matcher.statistics.service import MunicipalityFigures
from web.formatting import month, number, short_date
from web.municipality.words import flow_text, measure_texts

TABLES = ("nights", "rooms", "placements", "waiting", "flows", "contract")
Cell = str | date | int | float | Decimal | None


@dataclass(frozen=True)
class Column:
    """``kind``: 'text', 'month' and 'day' (dates), 'whole', 'tenths' (one decimal), 'value'.

    A 'value' column mixes dates and numbers, such as the facts of a contract.
    """

    text: str
    kind: str

    @property
    def is_number(self) -> bool:
        return self.kind in ("whole", "tenths")


@dataclass(frozen=True)
class FigureTable:
    """``rows`` hold plain values, money as Decimal euros; how they are written is up to the page or the file."""

    key: str
    title: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables_of(figures: MunicipalityFigures) -> list[FigureTable]:
    """Return the tables in the order of `TABLES`."""
    makers = (_nights, _rooms, _placements, _waiting, _flows, _contract)
    return [_table(key, figures, maker(figures)) for key, maker in zip(TABLES, makers, strict=True)]


def written(value: Cell, kind: str) -> str:
    """Return a value as the page shows it."""
    if isinstance(value, date):
        return month(value) if kind == "month" else short_date(value)
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return number(float(value), 2)
    is_fraction = kind == "tenths" or (kind == "value" and isinstance(value, float))
    return number(value, 1 if is_fraction else 0)


def _table(
    key: str, figures: MunicipalityFigures, content: tuple[list[Column], list[tuple[Cell, ...]]]
) -> FigureTable:
    title, note = measure_texts()[key]
    columns, rows = content
    return FigureTable(key, title, note, tuple(columns), tuple(rows))


def _nights(figures: MunicipalityFigures) -> tuple[list[Column], list[tuple[Cell, ...]]]:
    columns = [
        Column(_("Month"), "month"),
        Column(_("Counted up to the night of"), "day"),
        Column(_("Nights offered"), "whole"),
        Column(_("Nights lived in"), "whole"),
        Column(_("Nights empty"), "whole"),
        Column(_("Empty (%)"), "tenths"),
        Column(_("Lived in outside the offer"), "whole"),
    ]
    rows: list[tuple[Cell, ...]] = []
    for one, row in _rows(figures.period.months, figures.nights):
        share = 100 * row["empty"] / row["offered"] if row["offered"] else None
        last = one.until - timedelta(days=1) if one.until > one.starts_on else None
        nights = (int(row[name]) for name in ("offered", "lived_in", "empty"))
        rows.append((one.starts_on, last, *nights, _tenths(share), int(row["beyond"])))
    return columns, rows


def _rooms(figures: MunicipalityFigures) -> tuple[list[Column], list[tuple[Cell, ...]]]:
    columns = [*_monthly(), *(Column(text, "whole") for text in (
        _("Rooms offered"), _("Lived in"), _("Free")))]  # fmt: skip
    return columns, _whole(figures, figures.rooms, ("offered", "lived_in", "free"))


def _placements(figures: MunicipalityFigures) -> tuple[list[Column], list[tuple[Cell, ...]]]:
    texts = (flow_text("own_here"), flow_text("own_elsewhere"), flow_text("others_here"),
             _("All together"), _("Began in the month"), _("Ended in the month"))  # fmt: skip
    names = ("own_here", "own_elsewhere", "others_here", "running", "started", "ended")
    columns = [*_monthly(), *(Column(text, "whole") for text in texts)]
    return columns, _whole(figures, figures.placements, names)


def _waiting(figures: MunicipalityFigures) -> tuple[list[Column], list[tuple[Cell, ...]]]:
    columns = [
        *_monthly(),
        Column(_("Youths waiting"), "whole"),
        Column(_("Half of them wait longer than (days)"), "tenths"),
    ]
    rows: list[tuple[Cell, ...]] = [
        (one.starts_on, one.counted_on, int(row["waiting"]), _tenths(row["median_days"]))
        for one, row in _rows(figures.period.months, figures.waiting)
    ]
    return columns, rows


def _flows(figures: MunicipalityFigures) -> tuple[list[Column], list[tuple[Cell, ...]]]:
    columns = [
        Column(_("Who lives where"), "text"),
        Column(_("Living there on %(day)s", day=short_date(figures.period.counted_on)), "whole"),
        Column(_("Started in this period"), "whole"),
    ]
    rows: list[tuple[Cell, ...]] = [
        (flow_text(str(row["flow"])), int(row["running"]), int(row["started"]))
        for row in figures.flows.to_dict("records")
    ]
    return columns, rows


def _contract(figures: MunicipalityFigures) -> tuple[list[Column], list[tuple[Cell, ...]]]:
    columns = [
        Column(_("Subject"), "text"),
        Column(_("Value"), "value"),
        Column(_("Unit"), "text"),
    ]
    contract, savings = figures.contract, figures.savings
    terms = contract.contract
    day, euro, youths = _("date"), _("euro"), _("youths")
    rows: list[tuple[Cell, ...]] = [
        (_("Contract runs from"), terms.starts_on if terms else None, day),
        (_("Contract ends on"), terms.ends_on if terms else None, day),
        (_("Days left"), contract.days_left, _("days")),
        (_("Youths at the same time, at most"), terms.placement_limit if terms else None, youths),
        (_("Places used"), contract.used, youths),
        (_("of which booked for later"), contract.booked_for_later, youths),
        (_("Places left"), contract.remaining, youths),
        (_("Tariff per year"), _euros(terms.tariff_cents) if terms else None, euro),
        (_("Costs in this period"), _euros(savings.cost_cents) if savings else None, euro),
        (_("Estimated savings, from"), _euros(savings.low_cents) if savings else None, euro),
        (_("Estimated savings, to"), _euros(savings.high_cents) if savings else None, euro),
        (_("Nights that own youths lived in a room"), figures.own_nights, _("nights")),
        (
            _("Median wait of youths who moved in in this period"),
            _tenths(figures.median_days_until_room),
            _("days"),
        ),
    ]
    return columns, rows


def _monthly() -> list[Column]:
    return [Column(_("Month"), "month"), Column(_("Counted on"), "day")]


def _whole(
    figures: MunicipalityFigures, frame: pd.DataFrame, names: Sequence[str]
) -> list[tuple[Cell, ...]]:
    return [
        (one.starts_on, one.counted_on, *(int(row[name]) for name in names))
        for one, row in _rows(figures.period.months, frame)
    ]


def _rows(months: Sequence[Month], frame: pd.DataFrame) -> Iterator[tuple[Month, dict[Any, Any]]]:
    return zip(months, frame.to_dict("records"), strict=True)


def _tenths(value: float | None) -> float | None:
    """One decimal, the same on the page and in the files; a hidden figure is None."""
    return None if value is None or value != value else round(float(value), 1)


def _euros(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents).scaleb(-2)
