"""The plekkenkaart: put a place on it, change what it means, take it off."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.database.youths import Youth, YouthPlace
from matcher.domains.saving import raise_version, reached
from matcher.errors import MatcherError, NotFound
from matcher.text_rules import require_no_bsn
from matcher.words import PlaceKind
from matcher.youths.needs import Spot

MOST_PLACES = 24  # what a map can show, and a talk can hold


class PlaceRefused(MatcherError):
    """``reason``: 'double' (the same place, time and meaning is there), 'full' or 'last_home'."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the place is not taken: {reason}")
        self.reason = reason


def add_place(session: Session, actor: Actor, youth_id: int, version: int, spot: Spot) -> Youth:
    """Put a place on the map.

    Raises:
        NotFound, Stale: there is no such youth, or somebody changed the dossier first.
        PlaceRefused: it is there already, or the map is full.
        TextRefused: the note holds a citizen service number.
    """
    youth = reached(session, youth_id, version)
    if len(youth.places) >= MOST_PLACES:
        raise PlaceRefused("full")
    _check(youth, spot)
    youth.places.append(YouthPlace(**asdict(spot)))
    raise_version(session, actor, youth, ["places"])
    return youth


def change_place(
    session: Session, actor: Actor, youth_id: int, version: int, place_id: int, spot: Spot
) -> bool:
    """Change a place; return False when nothing changed. Raises as ``add_place``, and NotFound
    for a place that is not on the map of this youth."""
    youth = reached(session, youth_id, version)
    place = _place(youth, place_id)
    if spot.kind != PlaceKind.HOME:
        _keep_a_home(youth, place)
    _check(youth, spot, but=place)
    values = {name: value for name, value in asdict(spot).items() if getattr(place, name) != value}
    if not values:
        return False
    for name, value in values.items():
        setattr(place, name, value)
    raise_version(session, actor, youth, ["places"])
    return True


def remove_place(
    session: Session, actor: Actor, youth_id: int, version: int, place_id: int
) -> None:
    """Take a place off the map. Raises NotFound, Stale, or PlaceRefused for the last home town."""
    youth = reached(session, youth_id, version)
    place = _place(youth, place_id)
    _keep_a_home(youth, place)
    youth.places.remove(place)
    raise_version(session, actor, youth, ["places"])


def _place(youth: Youth, place_id: int) -> YouthPlace:
    found = next((place for place in youth.places if place.id == place_id), None)
    if found is None:
        raise NotFound("place", place_id)
    return found


def _keep_a_home(youth: Youth, place: YouthPlace) -> None:
    """Every youth has a home town: the search for a room starts there."""
    homes = [other for other in youth.places if other.kind == PlaceKind.HOME]
    if homes == [place]:
        raise PlaceRefused("last_home")


def _check(youth: Youth, spot: Spot, but: YouthPlace | None = None) -> None:
    require_no_bsn("note", spot.note)
    mine = (spot.time, spot.kind, spot.name)
    if any((p.time, p.kind, p.name) == mine for p in youth.places if p is not but):
        raise PlaceRefused("double")
