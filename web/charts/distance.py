"""A room and the places that matter to a youth: where they lie from each other, to scale.

Not a street map: it shows no address, and needs no tiles from another company.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup

from matcher.geography.distance import distance_km
from web.charts.frame import COLOURS, LINE, QUIET, SAND, drawing, figure, join, nice_ceiling, text
from web.formatting import kilometres

SIDE = 360.0
KM_PER_DEGREE = 111.195  # along a meridian, mean earth radius 6371.0 km


@dataclass(frozen=True)
class Spot:
    """A place of the youth; one to avoid has a radius."""

    text: str
    latitude: float
    longitude: float
    is_avoided: bool = False
    radius_km: float = 0.0


def distance_map(
    caption: str,
    latitude: float,
    longitude: float,
    spots: Sequence[Spot],
    *,
    centre: str = "",
    description: str = "",
) -> Markup:
    """Return a map with the room (or what ``centre`` names) in the middle and each spot at its true distance and direction.

    Coordinates are in degrees (WGS 84). Over the width of the country the flat
    projection is right to within one per cent; shown distances are great-circle.
    """
    offsets = [_offset(latitude, longitude, spot) for spot in spots]
    farthest = max((math.hypot(*o) + s.radius_km for o, s in zip(offsets, spots, strict=True)),
                   default=1.0)  # fmt: skip
    reach = nice_ceiling(max(farthest, 0.5))
    scale = (SIDE / 2 - 24) / reach
    distances = [
        float(distance_km(latitude, longitude, spot.latitude, spot.longitude)) for spot in spots
    ]
    content = join(
        [
            _rings(reach, scale),
            *(_zone(o, s, scale) for o, s in zip(offsets, spots, strict=True) if s.is_avoided),
            _room(),
            *(_mark(n, o, spots[n - 1], scale) for n, o in enumerate(offsets, start=1)),
            _scale_bar(reach, scale),
        ]
    )
    told = "; ".join(
        f"{spot.text}: {kilometres(km)}" for spot, km in zip(spots, distances, strict=True)
    )
    return figure(
        caption,
        Markup('<div class="km-distance">{}{}</div>').format(
            drawing(SIDE, SIDE, caption, told, content), _list(spots, distances, centre)
        ),
        description=description,
    )


def _offset(latitude: float, longitude: float, spot: Spot) -> tuple[float, float]:
    """Return (km east, km north) of the room."""
    middle = math.radians((latitude + spot.latitude) / 2)
    return (
        (spot.longitude - longitude) * KM_PER_DEGREE * math.cos(middle),
        (spot.latitude - latitude) * KM_PER_DEGREE,
    )


def _at(offset: tuple[float, float], scale: float) -> tuple[float, float]:
    return SIDE / 2 + offset[0] * scale, SIDE / 2 - offset[1] * scale


def _rings(reach: float, scale: float) -> Markup:
    middle = SIDE / 2
    return join(
        Markup('<circle cx="{}" cy="{}" r="{}" fill="{}" stroke="{}"/>').format(
            middle, middle, round(reach * share * scale, 1), SAND if share == 1 else "#faf6ef", LINE
        )
        for share in (1, 0.5)
    )


def _zone(offset: tuple[float, float], spot: Spot, scale: float) -> Markup:
    x, y = _at(offset, scale)
    return Markup(
        '<circle cx="{}" cy="{}" r="{}" fill="#a3291d" fill-opacity=".1" stroke="#a3291d"'
        ' stroke-dasharray="4 4"/>'
    ).format(round(x, 1), round(y, 1), round(max(spot.radius_km * scale, 8), 1))


def _mark(position: int, offset: tuple[float, float], spot: Spot, scale: float) -> Markup:
    x, y = _at(offset, scale)
    fill = "#a3291d" if spot.is_avoided else COLOURS[1]
    middle = SIDE / 2
    line = Markup('<path d="M{} {}L{} {}" stroke="{}" stroke-dasharray="3 4" fill="none"/>').format(
        middle, middle, round(x, 1), round(y, 1), QUIET
    )
    return Markup('{}<g><title>{}</title><circle cx="{}" cy="{}" r="13" fill="{}" stroke="#fff"'
                  ' stroke-width="2"/>{}</g>').format(
        "" if spot.is_avoided else line, spot.text, round(x, 1), round(y, 1), fill,
        text(x, y + 5, position, anchor="middle", fill="#fff", size="mark"),
    )  # fmt: skip


def _room() -> Markup:
    return Markup(
        '<path transform="translate({0} {0})" fill="{1}" stroke="#fff" stroke-width="2"'
        ' d="M0-17-18-2h4v15h28V-2h4z"/>'
    ).format(SIDE / 2, COLOURS[0])


def _scale_bar(reach: float, scale: float) -> Markup:
    length = nice_ceiling(reach / 4)
    x, y = 12.0, SIDE - 12
    bar = Markup('<path d="M{} {}v6h{}v-6" stroke="{}" fill="none" stroke-width="2"/>').format(
        x, y - 6, round(length * scale, 1), QUIET
    )
    return join([bar, text(x + length * scale + 8, y, kilometres(length), size="mark")])


def _list(spots: Sequence[Spot], distances: Sequence[float], centre: str) -> Markup:
    items = join(
        Markup(
            '<li><span class="km-distance__mark{}">{}</span> {} <strong>{}</strong></li>'
        ).format(
            " km-distance__mark--avoid" if spot.is_avoided else "", n, spot.text, kilometres(km)
        )
        for n, (spot, km) in enumerate(zip(spots, distances, strict=True), start=1)
    )
    return Markup(
        '<ul class="km-distance__list"><li><span class="km-distance__mark km-distance__mark--room">'
        "⌂</span> {}</li>{}</ul>"
    ).format(centre or gettext("The room"), items)
