"""The plekkenkaart: the places of a youth past, now and later, in three drawings of one scale.

Not a street map: it shows no address, and needs no tiles from another company. A letter tells
which place it is, a shape what it means; no meaning rests on a colour.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from matcher.words import PlaceKind, PlaceTime
from web.charts.frame import COLOURS, LINE, QUIET, SAND, drawing, figure, join, nice_ceiling, text
from web.formatting import kilometres, label, sentence

SIDE, LOWEST, EDGE = 300.0, 190.0, 36.0
KM_PER_DEGREE = 111.195  # along a meridian, mean earth radius 6371.0 km
APART = 34.0  # marks nearer than this would hide each other
RED = "#a3291d"

#: kind -> (path around the origin, fill, how far below the origin its letter stands)
SIGNS: dict[PlaceKind, tuple[str, str, float]] = {
    PlaceKind.HOME: ("M0-19-19-2h4v16h30V-2h4z", COLOURS[0], 8),
    PlaceKind.BIRTH: ("M0 19-11 5a15 15 0 1 1 22 0z", COLOURS[4], 0),
    PlaceKind.STUDY: ("M-13-14h26v28h-26z", COLOURS[2], 5),
    PlaceKind.WORK: ("M0-19 19 0 0 19-19 0z", COLOURS[3], 5),
    PlaceKind.FAMILY: ("M-15 0a15 15 0 1 0 30 0a15 15 0 1 0-30 0z", COLOURS[1], 5),
    PlaceKind.FRIENDS: (
        "M-9-15 0-11 9-15 15-9 11 0l4 9-6 6-9-4-9 4-6-6 4-9-4-9z",
        COLOURS[1],
        5,
    ),
    PlaceKind.SAFE: ("M0-18 15-12V1C15 10 8 16 0 19-8 16-15 10-15 1v-13z", COLOURS[0], 5),
    PlaceKind.OTHER: ("M0-20 18 13h-36z", "#5d6662", 8),
    PlaceKind.AVOID: ("M-7-16H7L16-7V7L7 16H-7L-16 7V-7z", RED, 5),
}


@dataclass(frozen=True)
class MapPlace:
    """A place with the letter by which the table beside the map names it."""

    letter: str
    kind: PlaceKind
    time: PlaceTime
    name: str
    latitude: float
    longitude: float
    radius_km: float = 0.0  # of a place to avoid

    @property
    def told(self) -> str:
        return f"{self.letter}: {sentence(label(self.kind))}, {self.name}"


def letter_of(number: int) -> str:
    """Return A, B, … Z, AA, AB, … for 0, 1, …"""
    first, second = divmod(number, 26)
    return (chr(64 + first) if first else "") + chr(65 + second)


def place_map(caption: str, places: Sequence[MapPlace], *, description: str = "") -> Markup:
    """Return one drawing per time, of the same area at the same scale, and what the signs mean.

    Over the width of the country the flat projection is right to within one per cent.
    """
    area = _Area.around(places)
    panels = join(_panel(time, places, area) for time in PlaceTime)
    return figure(
        caption,
        Markup('<div class="km-places">{}</div>').format(panels),
        legend=_legend(places),
        description=description,
    )


@dataclass(frozen=True)
class _Area:
    """What all drawings show: ``wide_km`` and ``high_km`` to either side of the middle."""

    latitude: float
    longitude: float
    wide_km: float = 10.0
    high_km: float = 10.0

    @classmethod
    def around(cls, places: Sequence[MapPlace]) -> _Area:
        if not places:
            return cls(52.1, 5.4)
        middle = cls(
            (min(p.latitude for p in places) + max(p.latitude for p in places)) / 2,
            (min(p.longitude for p in places) + max(p.longitude for p in places)) / 2,
        )
        wide, high = (
            max(abs(middle.offset(place)[axis]) + place.radius_km for place in places)
            for axis in (0, 1)
        )
        return cls(middle.latitude, middle.longitude, max(wide, 1.5), max(high, 1.5))

    @property
    def scale(self) -> float:
        """Drawing units per kilometre."""
        return (SIDE / 2 - EDGE) / max(self.wide_km, self.high_km)

    @property
    def height(self) -> float:
        """Of a drawing: no higher than the places need, which saves a phone much scrolling."""
        return max(LOWEST, round(2 * (self.high_km * self.scale + EDGE), 1))

    def offset(self, place: MapPlace) -> tuple[float, float]:
        """Return (km east, km north) of the middle."""
        wide = math.cos(math.radians((self.latitude + place.latitude) / 2))
        return (
            (place.longitude - self.longitude) * KM_PER_DEGREE * wide,
            (place.latitude - self.latitude) * KM_PER_DEGREE,
        )

    def at(self, place: MapPlace) -> tuple[float, float]:
        east, north = self.offset(place)
        return SIDE / 2 + east * self.scale, self.height / 2 - north * self.scale


def _panel(time: PlaceTime, places: Sequence[MapPlace], area: _Area) -> Markup:
    heading = sentence(label(time))
    here = [place for place in places if place.time == time]
    others = [place for place in places if place.time != time]
    spots = _spread([area.at(place) for place in here], area.height)
    content = join(
        [
            Markup('<rect width="{}" height="{}" rx="14" fill="{}"/>').format(
                SIDE, area.height, SAND
            ),
            *(_zone(place, area, place in here) for place in places if place.radius_km),
            *(_ghost(area.at(place)) for place in others),
            *(_lead(p, area.at(p), spot) for p, spot in zip(here, spots, strict=True)),
            *(_mark(p, spot) for p, spot in zip(here, spots, strict=True)),
            _scale_bar(area),
        ]
    )
    told = "; ".join(place.told for place in here) or "–"
    picture = drawing(SIDE, area.height, heading, told, content)
    return Markup('<div><p class="km-places__time">{}</p>{}</div>').format(heading, picture)


def _zone(place: MapPlace, area: _Area, is_here: bool) -> Markup:
    """The circle in which no room is proposed: drawn in all three, since it always holds."""
    x, y = area.at(place)
    return Markup(
        '<circle cx="{}" cy="{}" r="{}" fill="{}" fill-opacity="{}" stroke="{}"'
        ' stroke-dasharray="4 4"/>'
    ).format(
        round(x, 1),
        round(y, 1),
        round(max(place.radius_km * area.scale, 6), 1),
        RED,
        0.12 if is_here else 0.05,
        RED if is_here else "#c98d86",
    )


def _ghost(spot: tuple[float, float]) -> Markup:
    """A place of another time, so that the three drawings can be laid on each other."""
    return Markup('<circle cx="{}" cy="{}" r="4" fill="#fff" stroke="#8b8372"/>').format(
        round(spot[0], 1), round(spot[1], 1)
    )


def _lead(place: MapPlace, true: tuple[float, float], spot: tuple[float, float]) -> Markup:
    """From where a place is to its mark, when that had to make room; under all marks."""
    if spot == true:
        return Markup("")
    (x, y), (to_x, to_y) = ((round(a, 1), round(b, 1)) for a, b in (true, spot))
    return Markup(
        '<path d="M{} {}L{} {}" stroke="{}" fill="none"/><circle cx="{}" cy="{}" r="3" fill="{}"/>'
    ).format(x, y, to_x, to_y, QUIET, x, y, SIGNS[place.kind][1])


def _mark(place: MapPlace, spot: tuple[float, float]) -> Markup:
    path, fill, below = SIGNS[place.kind]
    x, y = spot
    return Markup(
        '<g><title>{}</title><path transform="translate({} {})" d="{}" fill="{}" stroke="#fff"'
        ' stroke-width="2"/>{}</g>'
    ).format(
        place.told, round(x, 1), round(y, 1), path, fill,
        text(x, y + below, place.letter, anchor="middle", fill="#fff", size="mark"),
    )  # fmt: skip


def _spread(
    trues: Sequence[tuple[float, float]], height: float = SIDE
) -> list[tuple[float, float]]:
    """Return where each mark stands: at its place, or as near to it as it hides no other mark."""
    taken: list[tuple[float, float]] = []
    for true in trues:
        free = (spot for spot in _round(true) if _is_free(spot, taken, height))
        taken.append(next(free, true))
    return taken


def _round(true: tuple[float, float]) -> Iterator[tuple[float, float]]:
    yield true
    for ring in range(1, 8):
        for step in range(8 * ring):
            angle = 2 * math.pi * step / (8 * ring) - math.pi / 2
            yield (
                true[0] + APART * ring * math.cos(angle),
                true[1] + APART * ring * math.sin(angle),
            )


def _is_free(
    spot: tuple[float, float], taken: Sequence[tuple[float, float]], height: float
) -> bool:
    """Within the drawing and above its scale bar, and away from the marks that are there."""
    is_inside = 22 <= spot[0] <= SIDE - 22 and 22 <= spot[1] <= height - 40
    return is_inside and all(math.dist(spot, other) >= APART - 0.5 for other in taken)


def _scale_bar(area: _Area) -> Markup:
    kilometre = nice_ceiling(max(area.wide_km, area.high_km) / 3)
    width = kilometre * area.scale
    x, y = 12.0, area.height - 12
    bar = Markup('<path d="M{} {}v6h{}v-6" stroke="{}" fill="none" stroke-width="2"/>').format(
        x, y - 6, round(width, 1), QUIET
    )
    return join([bar, text(x + width + 8, y, kilometres(kilometre), size="mark")])


def _legend(places: Sequence[MapPlace]) -> Markup:
    kinds = [kind for kind in PlaceKind if any(place.kind == kind for place in places)]
    items = join(
        Markup(
            '<li><svg viewBox="-22 -22 44 44" aria-hidden="true" focusable="false">'
            '<path d="{}" fill="{}" stroke="{}"/></svg>{}</li>'
        ).format(SIGNS[kind][0], SIGNS[kind][1], LINE, sentence(label(kind)))
        for kind in kinds
    )
    return Markup('<ul class="km-legend km-places__legend">{}</ul>').format(items)
