"""The smallest change that opens a room, as a sentence for people."""

from __future__ import annotations

import math

from matcher.eligibility.reasons import Reason

_SENTENCES: dict[Reason, tuple[str, str]] = {
    Reason.TOO_FAR: (
        "Als de jongere {amount} verder wil reizen, {opens}.",
        "If the youth will travel {amount} further, {opens}.",
    ),
    Reason.NO_SHARED_DATES: (
        "Als de datums {amount} opschuiven, {opens}.",
        "If the dates move by {amount}, {opens}.",
    ),
    Reason.TOO_YOUNG: (
        "Als de jongere {amount} ouder is, {opens}.",
        "Once the youth is {amount} older, {opens}.",
    ),
    Reason.YOUNGER_THAN_WISH: (
        "Als het gastgezin iemand wil die {amount} jonger is, {opens}.",
        "If the host accepts somebody {amount} younger, {opens}.",
    ),
    Reason.OLDER_THAN_WISH: (
        "Als het gastgezin iemand wil die {amount} ouder is, {opens}.",
        "If the host accepts somebody {amount} older, {opens}.",
    ),
    Reason.RENT_ABOVE_BUDGET: (
        "Als het budget {amount} per maand hoger is, {opens}.",
        "If the budget is {amount} a month higher, {opens}.",
    ),
    Reason.RENT_ABOVE_LEGAL_MAXIMUM: (
        "Als de huur {amount} per maand lager wordt, {opens}.",
        "If the rent becomes {amount} a month lower, {opens}.",
    ),
}
_OPENS = ("komt er een kamer bij", "a room opens")


def describe_change(reason: Reason, amount: float, language: str) -> str:
    """Return what would open the first room that only ``reason`` blocks.

    ``amount`` is ``smallest_change`` of ``look_closer`` in the unit given there. Where it is
    NaN, or no amount helps (such as being too old), the remedy of the reason is returned.
    """
    english = language == "en"
    if reason not in _SENTENCES or math.isnan(amount):
        return reason.text(language).remedy
    sentence = _SENTENCES[reason][english]
    return sentence.format(amount=_amount(reason, amount, english), opens=_OPENS[english])


def _amount(reason: Reason, amount: float, english: bool) -> str:
    """Round away from the boundary: the change named must be enough."""
    if reason is Reason.TOO_FAR:
        return _decimal(math.ceil(round(amount * 10, 6)) / 10, 1, english) + " km"
    if reason in (Reason.RENT_ABOVE_BUDGET, Reason.RENT_ABOVE_LEGAL_MAXIMUM):
        return "€\N{NO-BREAK SPACE}" + _decimal(math.ceil(amount) / 100, 2, english)
    number = math.ceil(amount)
    if reason is Reason.NO_SHARED_DATES:
        word = ("dag" if number == 1 else "dagen", "day" if number == 1 else "days")
    else:
        word = ("jaar", "year" if number == 1 else "years")
    return f"{number} {word[english]}"


def _decimal(value: float, places: int, english: bool) -> str:
    text = f"{value:,.{places}f}"
    return text if english else text.translate(str.maketrans(",.", ".,"))
