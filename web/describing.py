"""How people, homes and needs are described on screen, as Jinja filters over stored codes."""

from __future__ import annotations

from datetime import date

from babel import Locale
from flask import Flask

from matcher.ages import age_on
from matcher.inforce import today_in_the_netherlands
from matcher.words import (
    Attention,
    Benefit,
    GuidanceKind,
    Interest,
    LifeLevel,
    RentIncludes,
    Word,
)
from web.formatting import NOTHING
from web.languages import language


def age(birth_date: date | None) -> str:
    """Return the age today in whole years."""
    if birth_date is None:
        return NOTHING
    return str(age_on(birth_date, today_in_the_netherlands()))


def guidance(kinds: int | str | None) -> str:
    """Return the kind of guidance for 4, or the kinds for '34', one after the other."""
    return _labels(GuidanceKind, list(str(kinds or "")), "; ")


def attention(level: int | None) -> str:
    """Return how much contact somebody wants, from 1 to 3."""
    return _labels(Attention, [str(level or "")])


def domain_level(level: int | None) -> str:
    """Return how it goes in a life domain, from 1 to 5."""
    return _labels(LifeLevel, [str(level or "")])


def interests(codes: str) -> str:
    """Return 'muziek, lezen' for 'music reading'."""
    return _labels(Interest, codes.split())


def benefits(codes: str) -> str:
    """Return 'bijstand, huurtoeslag' for the codes of benefits."""
    return _labels(Benefit, codes.split())


def rent_includes(codes: str) -> str:
    """Return 'verwarming, internet' for 'heating internet'."""
    return _labels(RentIncludes, codes.split())


def languages(codes: str) -> str:
    """Return 'Nederlands, Arabisch' for 'nl ar'; an unknown code stays as it is."""
    names = Locale.parse(language()).languages
    return ", ".join(names.get(code, code) for code in codes.split()) or NOTHING


def _labels(words: type[Word], codes: list[str], between: str = ", ") -> str:
    known = {word.value: word for word in words}
    told = [known[code].label(language()) if code in known else code for code in codes if code]
    return between.join(told) or NOTHING


def add_filters(app: Flask) -> None:
    for describe in (
        age,
        guidance,
        attention,
        benefits,
        domain_level,
        interests,
        languages,
        rent_includes,
    ):
        app.add_template_filter(describe)
