"""The column with other places: 'straks, werkplaats: Zwolle; nu, plek om te mijden: Ede 10 km'."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from matcher.exchange.cells import CellProblem, parse_word
from matcher.exchange.gazetteer import Gazetteer, Spot
from matcher.exchange.problems import echo
from matcher.words import PlaceKind, PlaceTime

DEFAULT_RADIUS_KM = 5.0
_ITEM = re.compile(r"([^\s,]+)[\s,]+([^:]+):(.+?)(?:\s+([0-9]{1,3}(?:[.,][0-9]+)?)\s*km)?")


@dataclass(frozen=True)
class PlaceThatMatters:
    """One place of the plekkenkaart. ``radius_km`` counts only for places to avoid."""

    time: str
    kind: str
    spot: Spot
    radius_km: float = DEFAULT_RADIUS_KM

    @property
    def key(self) -> tuple[object, ...]:
        radius = self.radius_km if self.kind == PlaceKind.AVOID else None
        return self.time, self.kind, *self.spot.key, radius


def parse_places(text: str, gazetteer: Gazetteer) -> tuple[PlaceThatMatters, ...]:
    """Return the places in the order of the text.

    Raises:
        CellProblem: naming the item that is wrong.
    """
    return tuple(_parse_item(item.strip(), gazetteer) for item in _items(text))


def _items(text: str) -> Iterable[str]:
    return (item for item in re.split(r"[;\n|]", text) if item.strip())


def _parse_item(item: str, gazetteer: Gazetteer) -> PlaceThatMatters:
    match = _ITEM.fullmatch(item)
    if match is None:
        raise CellProblem("broken_place_list", item=echo(item))
    try:
        time = parse_word(PlaceTime, match[1])
        kind = parse_word(PlaceKind, match[2])
    except CellProblem:
        raise CellProblem("broken_place_list", item=echo(item)) from None
    radius = float(match[4].replace(",", ".")) if match[4] else DEFAULT_RADIUS_KM
    if not 0.1 <= radius <= 100:
        raise CellProblem("broken_place_list", item=echo(item))
    return PlaceThatMatters(time, kind, gazetteer.place(match[3].strip()), radius)


def places_text(places: Iterable[PlaceThatMatters], gazetteer: Gazetteer, language: str) -> str:
    """Return a text that :func:`parse_places` takes back to ``places``."""
    return "; ".join(_item_text(place, gazetteer, language) for place in places)


def _item_text(place: PlaceThatMatters, gazetteer: Gazetteer, language: str) -> str:
    time = PlaceTime(place.time).label(language)
    kind = PlaceKind(place.kind).label(language)
    is_told = place.kind == PlaceKind.AVOID and place.radius_km != DEFAULT_RADIUS_KM
    radius = f" {place.radius_km!r} km" if is_told else ""
    return f"{time}, {kind}: {gazetteer.place_text(place.spot)}{radius}"
