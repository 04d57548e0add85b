"""A change in a few words, Dutch (B1) and English: '€ 25 less rent', 'free from 1 March'."""

from __future__ import annotations

import math

from babel.dates import format_date
from babel.numbers import format_decimal

from matcher.eligibility.whatif.applying import day
from matcher.eligibility.whatif.levers import Agrees, Lever
from matcher.words import GuidanceKind

#: code -> (Dutch, English). ``{amount}``: by how much; ``{value}``: what it becomes.
PHRASES: dict[str, tuple[str, str]] = {
    "rent": ("{amount} minder huur", "{amount} less rent"),
    "free_from": ("vrij vanaf {value}", "free from {value}"),
    "free_until": ("vrij tot {value}", "free until {value}"),
    "min_age": ("iemand van {value} jaar mag ook", "somebody of {value} is fine too"),
    "max_age": ("iemand van {value} jaar mag ook", "somebody of {value} is fine too"),
    "accepts_guidance": (
        "begeleiding van soort {value} mag ook ({words})",
        "guidance of kind {value} is fine too ({words})",
    ),
    "pets_welcome": (
        "een huisdier van de jongere is welkom",
        "a pet of the youth is welcome",
    ),
    "smoking_allowed": (
        "de jongere mag roken, bijvoorbeeld buiten",
        "the youth may smoke, outside for instance",
    ),
    "smoke_outside": (
        "het gastgezin rookt alleen buiten",
        "the household smokes outside only",
    ),
    "no_day_activity_asked": (
        "school, werk of dagbesteding hoeft niet",
        "no school, work or day activity asked",
    ),
    "any_gender": ("mannen en vrouwen zijn welkom", "men and women are welcome"),
    "step_free": ("bereikbaar zonder trap", "reachable without stairs"),
    "participating": ("de gemeente doet mee", "the municipality takes part"),
    "budget": ("{amount} meer budget per maand", "{amount} more budget a month"),
    "distance": ("{amount} verder", "{amount} further"),
    "ready_earlier": ("verhuizen vanaf {value}", "moving in from {value}"),
    "wait": ("wachten tot {value}", "waiting until {value}"),
    "pet_is_fine": ("{animal} in huis is goed", "{animal} in the home is fine"),
    "children_are_fine": ("kinderen in huis is goed", "children in the home are fine"),
    "smoke_is_fine": ("roken in huis is goed", "smoke in the home is fine"),
    "without_pet": ("een andere plek voor het huisdier", "another place for the pet"),
    "day_activity": (
        "school, werk of vrijwilligerswerk vinden",
        "finding school, work or volunteering",
    ),
    "any_household": (
        "wonen met mannen en vrouwen is goed",
        "living with men and women is fine",
    ),
    "age_exception": (
        "een uitzondering op de leeftijd, met een reden",
        "an exception to the age limits, with a reason",
    ),
}

#: The same, said to the host.
TO_THE_HOST: dict[str, tuple[str, str]] = {
    "pets_welcome": ("een huisdier is welkom", "a pet is welcome"),
    "smoking_allowed": (
        "roken mag, bijvoorbeeld buiten",
        "smoking is allowed, outside for instance",
    ),
    "smoke_outside": (
        "thuis rookt iedereen alleen buiten",
        "at home everybody smokes outside only",
    ),
}

AGREES: dict[Agrees, tuple[str, str]] = {
    Agrees.YOUTH: ("de jongere", "the youth"),
    Agrees.HOST: ("het gastgezin", "the host"),
    Agrees.COORDINATOR: ("de coördinator", "the coordinator"),
    Agrees.MUNICIPALITY: ("de gemeente", "the municipality"),
    Agrees.NOBODY: ("niemand", "nobody"),
}

ANIMALS = {
    "cat": ("een kat", "a cat"),
    "dog": ("een hond", "a dog"),
    "both": ("een kat en een hond", "a cat and a dog"),
    "": ("een huisdier", "a pet"),
}


def phrase(
    lever: Lever,
    value: float,
    amount: float,
    language: str,
    *,
    animal: str = "",
    to_the_host: bool = False,
) -> str:
    """Return the change in a few words, without a capital.

    ``value`` and ``amount`` in the lever's unit; an amount is rounded up, so that what is named
    is enough. ``animal``: which one lives in the home, a key of ``ANIMALS``.
    """
    english = language == "en"
    texts = TO_THE_HOST if to_the_host and lever.code in TO_THE_HOST else PHRASES
    return texts[lever.code][english].format(
        amount=_amount(lever, amount, english),
        value=_value(lever, value, english),
        words=_guidance(value, language) if lever.kind == "choice" else "",
        animal=ANIMALS[animal][english],
    )


def who_agrees(party: Agrees, language: str) -> str:
    return AGREES[party][language == "en"]


def animal_in(has_cat: bool, has_dog: bool) -> str:
    """Return the key of ``ANIMALS`` for a home."""
    if has_cat and has_dog:
        return "both"
    return "cat" if has_cat else ("dog" if has_dog else "")


def _amount(lever: Lever, amount: float, english: bool) -> str:
    locale = "en" if english else "nl"
    if lever.unit == "cents":
        cents = math.ceil(amount)
        form = "#,##0" if cents % 100 == 0 else "#,##0.00"
        return "€\N{NO-BREAK SPACE}" + format_decimal(cents / 100, form, locale)
    if lever.unit == "metres":
        tenths = math.ceil(round(amount / 100, 6))
        return format_decimal(tenths / 10, "#,##0.#", locale) + "\N{NO-BREAK SPACE}km"
    return str(math.ceil(amount))


def _value(lever: Lever, value: float, english: bool) -> str:
    if lever.unit == "days":
        return format_date(day(value), "d MMMM y", locale="en_GB" if english else "nl_NL")
    return str(int(value))


def _guidance(kind: float, language: str) -> str:
    return GuidanceKind(str(int(kind))).label(language)
