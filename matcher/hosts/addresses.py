"""Where a home is: from a postcode and, if told, a town."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.database.places import Place, Postcode

_POSTCODE = re.compile(r"\s*([1-9][0-9]{3})\s*([A-Za-z]{2})\s*")


@dataclass(frozen=True)
class Location:
    place_name: str
    municipality_code: str
    latitude: float
    longitude: float


def tidy_postcode(text: str) -> str | None:
    """Return ``text`` as '1234 AB', or None when it is not a Dutch postcode."""
    match = _POSTCODE.fullmatch(text)
    return f"{match[1]} {match[2].upper()}" if match else None


def locate(session: Session, postcode: str, place_name: str = "") -> Location | None:
    """Return where ``postcode`` (as '1234 AB') is, in the town ``place_name`` when it is told.

    A town of the same municipality corrects the suggestion of the postcode; any other name is
    kept as told, at the position of the postcode. None: the postcode is not known.
    """
    area = session.get(Postcode, postcode[:4])
    if area is None:
        return None
    told = place_name.strip()
    if told:
        town = session.scalars(
            select(Place).where(
                func.lower(Place.name) == told.lower(),
                Place.municipality_code == area.municipality_code,
            )
        ).first()
        if town is not None and town.id != area.place_id:
            return Location(town.name, town.municipality_code, town.latitude, town.longitude)
    suggested = area.place.name if area.place else area.municipality.name
    return Location(told or suggested, area.municipality_code, area.latitude, area.longitude)
