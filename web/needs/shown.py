"""What pages and panels show of a need profile: the places with letters, the sum in lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from markupsafe import Markup

from matcher.database.youths import Youth, YouthPlace
from matcher.domains.rules import Pointer, RentBudget
from matcher.inforce import policy_in_force
from matcher.policy import Policy
from matcher.words import PlaceKind, PlaceTime
from web.charts.places import MapPlace, letter_of, place_map
from web.formatting import kilometres, percentage


@dataclass(frozen=True)
class ShownPlace:
    """A place with its letter on the map, and what it does when rooms are sought."""

    letter: str
    place: YouthPlace
    effect: str


def places_of(youth: Youth) -> list[ShownPlace]:
    """Return the places by time and then as they were named, lettered A, B, …"""
    times = list(PlaceTime)
    ordered = sorted(youth.places, key=lambda place: (times.index(place.time), place.id))
    policy = policy_in_force()
    return [
        ShownPlace(letter_of(number), place, _effect(place, policy))
        for number, place in enumerate(ordered)
    ]


def _effect(place: YouthPlace, policy: Policy) -> str:
    if place.kind == PlaceKind.AVOID:
        return _("no rooms within %(distance)s", distance=kilometres(place.radius_km))
    share = percentage(policy.fit.town[place.kind])
    return _("%(share)s of the points for town", share=share)


def map_of(shown: Iterable[ShownPlace]) -> Markup:
    return place_map(
        _("Places past, now and later"),
        [
            MapPlace(
                letter=one.letter,
                kind=one.place.kind,
                time=one.place.time,
                name=one.place.name,
                latitude=one.place.latitude,
                longitude=one.place.longitude,
                radius_km=one.place.radius_km if one.place.kind == PlaceKind.AVOID else 0.0,
            )
            for one in shown
        ],
        description=_(
            "The three drawings show the same area at the same scale. A small circle is a place of "
            "another time. A dashed red circle keeps rooms away."
        ),
    )


POINTERS = {
    Pointer.NO_INCOME: lazy_gettext(
        "There is no income yet. Look at the route map for money first."
    ),
    Pointer.NOTHING_LEFT: lazy_gettext(
        "Nothing is left for rent. Look at the route map for money first, or at lower costs."
    ),
    Pointer.BELOW_TYPICAL: lazy_gettext(
        "Most rooms with a host cost more than this. Is there income or an allowance not counted?"
    ),
    Pointer.PAYS_DEBTS: lazy_gettext(
        "Debts are being paid off. Is there somebody who helps with that?"
    ),
    Pointer.NO_INSURANCE: lazy_gettext(
        "No health insurance is filled in. Everybody of 18 or older must have one."
    ),
    Pointer.HUURTOESLAG: lazy_gettext(
        "Do not count on huurtoeslag: for a room in somebody's home there is mostly none."
    ),
}


def advice(budget: RentBudget) -> list[str]:
    return [str(POINTERS[pointer]) for pointer in budget.pointers]
