"""Half-years, the questions, what an answer calls for, and which figures may be shown."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from matcher.statistics.disclosure import protected
from matcher.words import WoonkaartFeeling, WoonkaartHelp, WoonkaartStay

QUESTIONS = ("stay", "feeling", "help_wish")

#: Per table the number of cards in each of its categories.
Tables = Mapping[str, Mapping[str, int]]


class Advice(StrEnum):
    """What to read after filling in the card, the most pressing first."""

    DANGER = "danger"  # not safe at home
    ROOF = "roof"  # no place, or out soon
    TALK_HOUSING = "talk_housing"
    TALK_MONEY = "talk_money"
    LATER = "later"
    FINE = "fine"


def half_year_of(day: date) -> str:
    """Return '2026-2' for a day in the second half of 2026."""
    return f"{day.year}-{1 if day.month <= 6 else 2}"


def is_closed(half_year: str, today: date) -> bool:
    """Say whether no card can be added to the half-year any more."""
    return half_year < half_year_of(today)


def first_day_after(half_year: str) -> date:
    """Return the day from which the figures of the half-year may be shown."""
    year, half = half_year.split("-")
    return date(int(year), 7, 1) if half == "1" else date(int(year) + 1, 1, 1)


def advices(stay: WoonkaartStay, feeling: WoonkaartFeeling, wish: WoonkaartHelp) -> list[Advice]:
    """Return what the answers call for; never empty."""
    found = []
    if feeling is WoonkaartFeeling.BAD:
        found.append(Advice.DANGER)
    if stay in (WoonkaartStay.NO_PLACE, WoonkaartStay.SOON_OUT):
        found.append(Advice.ROOF)
    if wish in (WoonkaartHelp.HOUSING, WoonkaartHelp.BOTH) or stay is WoonkaartStay.SOME_MONTHS:
        found.append(Advice.TALK_HOUSING)
    if wish in (WoonkaartHelp.MONEY, WoonkaartHelp.BOTH):
        found.append(Advice.TALK_MONEY)
    if wish is WoonkaartHelp.LATER:
        found.append(Advice.LATER)
    return found or [Advice.FINE]


def shown(tables: Tables, smallest: int, round_to: int) -> dict[str, dict[str, int | None]]:
    """Return the tables as they may be shown: None is 'too few, or kept back'."""
    return protected(tables, smallest=smallest, round_to=round_to)


def version() -> str:
    return str(_data()["version"])


def question(name: str, language: str) -> str:
    """Return the text of a question ('stay', 'feeling' or 'help_wish')."""
    texts: dict[str, str] = _data()[name]
    return texts["en" if language == "en" else "nl"]


@cache
def _data() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("matcher.woonkaart").joinpath("questions.toml").read_text("utf-8"))
