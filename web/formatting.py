"""How values look on screen, as Jinja filters: dates, money, distances, labels of codes."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask import Flask
from flask_babel import format_date, format_datetime, format_decimal, gettext, ngettext
from markupsafe import Markup, escape

from matcher.words import Word
from web.languages import language

NOTHING = "–"
NO_BREAK = "\u00a0"


def long_date(value: date | None) -> str:
    """22 november 2026."""
    return NOTHING if value is None else format_date(value, "d MMMM y")


def short_date(value: date | None) -> str:
    """22-11-2026, the way Dutch forms ask for it; ISO order never appears on screen."""
    return NOTHING if value is None else value.strftime("%d-%m-%Y")


def month(value: date | None) -> str:
    """November 2026 (without a capital in Dutch)."""
    return NOTHING if value is None else format_date(value, "MMMM y")


def moment(value: datetime | None) -> str:
    """22 nov 2026, 14:05, in Dutch time."""
    return NOTHING if value is None else format_datetime(value, "d MMM y, HH:mm")


def weekday_moment(value: datetime | None) -> str:
    """Zondag 22 november, 14:05 (without a capital), in Dutch time: for what is soon."""
    return NOTHING if value is None else format_datetime(value, "EEEE d MMMM, HH:mm")


def euros(cents: int | float | None) -> str:
    """€ 1.234,50 from 123450 cents."""
    if cents is None:
        return NOTHING
    amount = Decimal(round(cents)) / 100
    text = format_decimal(amount, "#,##0.00;-#,##0.00")
    return f"€{NO_BREAK}{text}"


def whole_euros(cents: int | float | None) -> str:
    """€ 1.235 from 123450 cents: for totals, where cents are noise."""
    if cents is None:
        return NOTHING
    return f"€{NO_BREAK}{number(round(Decimal(round(cents)) / 100))}"


def number(value: int | float | None, decimals: int = 0) -> str:
    """1.234 or 1.234,5."""
    if value is None or value != value:  # NaN
        return NOTHING
    places = "." + "0" * decimals if decimals else ""
    return format_decimal(value, f"#,##0{places};-#,##0{places}")


def percentage(share: float | None, decimals: int = 0) -> str:
    """62% (Dutch: 62%) from a share of 0.62."""
    return NOTHING if share is None or share != share else f"{number(share * 100, decimals)}%"


def kilometres(value: float | None) -> str:
    """3,2 km; from 10 km on without decimals."""
    if value is None or value != value:
        return NOTHING
    return f"{number(value, 0 if value >= 9.95 else 1)}{NO_BREAK}km"


def days(value: int | None) -> str:
    """1 dag, 12 dagen."""
    return NOTHING if value is None else ngettext("%(num)s day", "%(num)s days", value)


def nights(value: int | None) -> str:
    """1 nacht, 12 nachten."""
    return NOTHING if value is None else ngettext("%(num)s night", "%(num)s nights", value)


def label(value: Word | str | None) -> str:
    """Return the text of a code in the language of the page."""
    if value is None or value == "":
        return NOTHING
    return value.label(language()) if isinstance(value, Word) else str(value)


def sentence(text: Any) -> Any:
    """Return the text with a capital first letter; ``capitalize`` would lower the rest.

    A Dutch 'één' loses the accent of its capital: 'Eén'.
    """
    kind = Markup if isinstance(text, Markup) else str
    plain = str(text)
    if plain.startswith("één"):
        return kind("E" + plain[1:])
    return kind(plain[:1].upper() + plain[1:])


_DATE = re.compile(r"\b\d\d-\d\d-\d{4}\b")


def whole_dates(text: Any) -> Any:
    """Return the text with every date (31-12-2026) kept on one line, also in a narrow column.

    A text with marks of its own stays as it is: a date in it may be part of an address.
    """
    if not isinstance(text, str) or not _DATE.search(text):
        return text
    if isinstance(text, Markup) and "<" in text:
        return text
    kept = _DATE.sub(lambda found: f'<span class="km-nowrap">{found[0]}</span>', str(escape(text)))
    return Markup(kept)  # noqa: S704 - the text is escaped, the spans are ours


def yes_no(value: bool | None) -> str:
    if value is None:
        return NOTHING
    return gettext("yes") if value else gettext("no")


FILTERS = {
    "date": long_date,
    "short_date": short_date,
    "month": month,
    "moment": moment,
    "euros": euros,
    "whole_euros": whole_euros,
    "number": number,
    "percentage": percentage,
    "weekday_moment": weekday_moment,
    "kilometres": kilometres,
    "days": days,
    "nights": nights,
    "label": label,
    "sentence": sentence,
    "whole_dates": whole_dates,
    "yes_no": yes_no,
}


def add_filters(app: Flask) -> None:
    app.jinja_env.filters.update(FILTERS)
