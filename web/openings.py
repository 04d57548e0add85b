"""What a single change would open, in words: for staff with exact numbers, for others with care."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
from flask_babel import gettext as _
from flask_babel import ngettext

from matcher.eligibility.whatif import Agrees, Lever, Opening
from matcher.eligibility.whatif.words import animal_in, phrase, who_agrees
from matcher.rounds.around import Around
from web.formatting import sentence
from web.languages import language

#: What a host is asked to think about: only what the host decides, nothing about the building.
FOR_HOSTS = (
    "rent",
    "free_from",
    "free_until",
    "min_age",
    "max_age",
    "accepts_guidance",
    "pets_welcome",
    "smoking_allowed",
    "no_day_activity_asked",
    "any_gender",
)
#: What a youth is told: what costs nothing of who somebody is.
FOR_YOUTHS = ("distance", "budget", "ready_earlier")
FEW = 5


@dataclass(frozen=True)
class Opened:
    """One thing to change: ``steps`` are (what, what it opens), the smallest first; ``agrees``:
    who has to agree ('' when nobody has to)."""

    steps: list[tuple[str, str]]
    agrees: str = ""


def opened(around: Around, free: Collection[int]) -> list[Opened]:
    """Return what each change opens, most first.

    ``free``: ids on the other side that the last round left without a proposal.
    """
    return [
        Opened(
            [(_phrase(around, one), _gain(around, one, free)) for one in _shown(steps)],
            _agrees(lever),
        )
        for lever, steps in _by_lever(around.openings)
    ]


def opened_with_care(around: Around, codes: Collection[str]) -> list[Opened]:
    """Return the same for the host or the youth: chosen levers, and small numbers not exact."""
    found = _by_lever([one for one in around.openings if one.lever.code in codes])
    return [
        Opened(
            [(_phrase(around, one, True), about(around.side, one.opens)) for one in _shown(steps)]
        )
        for _lever, steps in found
    ]


def times(side: str, number: int, free: int) -> str:
    """Return how many become possible for a ``side``, and how many of those are still free."""
    if side == "youth":
        text = ngettext("%(num)s more room", "%(num)s more rooms", number)
        if free:
            text += ngettext(
                ", %(num)s of them stayed empty in the last round",
                ", %(num)s of them stayed empty in the last round",
                free,
            )
        return text
    text = ngettext("%(num)s more youth", "%(num)s more youths", number)
    if free:
        text += ngettext(
            ", %(num)s of them has no proposal",
            ", %(num)s of them have no proposal",
            free,
        )
    return text


def about(side: str, number: int) -> str:
    """Return how many, with care: few people are not counted out to somebody who may know them.

    Rooms are no secret: they are counted as they are.
    """
    if side == "youth":
        return times("youth", number, 0)
    if number < FEW:
        return _("a few more young people could live here")
    return _("at least %(num)s more young people could live here", num=number // FEW * FEW)


def _by_lever(found: Iterable[Opening]) -> list[tuple[Lever, list[Opening]]]:
    """Group by lever, in the order of what opens most; the amounts of a lever rise."""
    groups: dict[str, list[Opening]] = {}
    for one in found:
        groups.setdefault(one.lever.code if one.lever.is_ordered else _key(one), []).append(one)
    return [(steps[0].lever, sorted(steps, key=lambda o: o.amount)) for steps in groups.values()]


def _key(one: Opening) -> str:
    return f"{one.lever.code} {one.value:g}"


def _shown(steps: list[Opening]) -> list[Opening]:
    """Show the smallest step and the one that opens most."""
    return steps if len(steps) < 3 else [steps[0], steps[-1]]


def _phrase(around: Around, one: Opening, to_the_host: bool = False) -> str:
    animal = ""
    if one.lever.code == "pet_is_fine":
        cats, dogs = around.has_cat[one.index], around.has_dog[one.index]
        animal = animal_in(bool(cats.all()), bool(dogs.all()))
    text = phrase(
        one.lever,
        one.value,
        one.amount,
        language(),
        animal=animal,
        to_the_host=to_the_host and around.side == "room",
    )
    return str(sentence(text))


def _gain(around: Around, one: Opening, free: Collection[int]) -> str:
    ids = around.others[one.index]
    return times(around.side, one.opens, int(np.isin(ids, list(free)).sum()))


def _agrees(lever: Lever) -> str:
    return "" if lever.agrees is Agrees.NOBODY else who_agrees(lever.agrees, language())
