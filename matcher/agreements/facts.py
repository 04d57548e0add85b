"""What the texts of the two agreements are filled in with. Pure: no database."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from babel.dates import format_date
from babel.numbers import format_currency

from matcher.words import AgreementKind, HouseRuleKind, LegalGround


@dataclass(frozen=True)
class Rule:
    """A house rule as it stands in the agreement."""

    kind: HouseRuleKind
    text: str


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One version of one agreement.

    ``reference``: what both sides call it, such as 'KM-12-1'. ``ends_on``: exclusive, the day on
    which the youth is out; None: no end. ``*_cents`` None: not part of this agreement.
    ``included``: RentIncludes codes. ``area_m2`` '': not known. ``organisation`` '': the youth is
    guided by nobody but the coordinator. ``check_in_days``: days after moving in.
    ``guidance``, ``contact``, ``breach``, ``ground_note``, ``reason``: as somebody typed them.
    """

    kind: AgreementKind
    reference: str
    number: int
    youth: str
    youth_born_on: date
    host: str
    coordinator: str
    organisation: str
    address: str
    town: str
    room: str
    area_m2: str
    is_furnished: bool | None
    included: tuple[str, ...]
    starts_on: date
    ends_on: date | None
    rent_cents: int | None
    service_cents: int | None
    deposit_cents: int | None
    legal_max_rent_cents: int | None
    notice_days_youth: int
    notice_days_host: int
    legal_ground: LegalGround | None
    ground_note: str
    rules: tuple[Rule, ...]
    breach: str
    guidance: str
    contact: str
    check_in_days: tuple[int, ...]
    reason: str

    def as_json(self) -> dict[str, Any]:
        """Return the facts as JSON values."""
        return {spec.name: _stored(getattr(self, spec.name)) for spec in fields(self)}


def _stored(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_stored(one) for one in value]
    if isinstance(value, Rule):
        return [value.kind.value, value.text]
    return value


def euros(cents: int, language: str) -> str:
    """Return an amount as people write it: '€ 412,50', and in English '€ 412.50'."""
    locale, pattern = ("en_GB", "¤ #,##0.00") if language == "en" else ("nl_NL", None)
    return format_currency(cents / 100, "EUR", pattern, locale).replace("\xa0", " ")


def day(on: date, language: str) -> str:
    """Return a date in words: '1 maart 2026'."""
    return format_date(on, "d MMMM y", locale=language)


def number_of_days(days: int, language: str) -> str:
    """Return a term of notice; whole months of thirty days are said as months."""
    months, rest = divmod(days, 30)
    if months and not rest:
        if language == "en":
            return "1 month" if months == 1 else f"{months} months"
        return "1 maand" if months == 1 else f"{months} maanden"
    if language == "en":
        return "1 day" if days == 1 else f"{days} days"
    return "1 dag" if days == 1 else f"{days} dagen"
