"""From a value to the text of a cell: the way back of :mod:`matcher.exchange.cells`."""

from __future__ import annotations

from datetime import date
from typing import Any

from matcher.exchange.column import Column, Kind
from matcher.exchange.languages import language_name
from matcher.words import Word

NONE_TEXT = {"nl": "geen", "en": "none"}


def cell_text(column: Column, value: Any, language: str) -> str:
    """Return how ``value`` is written in a file of ``language``; None becomes empty.

    Names of municipalities, organisations and places are given as text already.
    """
    if value is None:
        return ""
    if column.kind is Kind.MONEY:
        return _money(int(value), language)
    if column.kind is Kind.DECIMAL:
        number = str(int(value)) if float(value).is_integer() else repr(float(value))
        return number if language == "en" else number.replace(".", ",")
    if column.kind is Kind.DATE and isinstance(value, date):
        return value.isoformat() if language == "en" else f"{value:%d-%m-%Y}"
    if column.kind is Kind.YES_NO:
        return {True: ("ja", "yes"), False: ("nee", "no")}[bool(value)][language == "en"]
    if column.kind is Kind.LANGUAGES:
        return ", ".join(language_name(code, language) for code in str(value).split())
    if column.word is not None:
        return _words(column, column.word, str(value), language)
    return str(value)


def _money(cents: int, language: str) -> str:
    euros, rest = divmod(cents, 100)
    sign = "." if language == "en" else ","
    return f"{euros}{sign}{rest:02d}" if rest else str(euros)


def _words(column: Column, word: type[Word], value: str, language: str) -> str:
    """Return labels; kinds of guidance that stand together ('34') stay codes."""
    if column.kind is Kind.WORD:
        return word(value).label(language)
    if not column.joiner:
        return value
    return ", ".join(word(code).label(language) for code in value.split(column.joiner) if code)
