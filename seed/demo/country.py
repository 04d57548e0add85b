"""The country as the demo data sees it: towns with weights, postcodes, colleges, distances."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database.places import Municipality, Place, Postcode
from matcher.errors import MatcherError
from seed.demo.wheel import Wheel

KM_PER_DEGREE = 111.2

#: Towns where many people follow an MBO or HBO course, by name in the reference data.
COLLEGE_TOWNS = (
    "Alkmaar", "Almelo", "Almere Stad", "Amersfoort", "Amsterdam", "Apeldoorn", "Arnhem", "Assen",
    "Breda", "Delft", "Den Helder", "Deventer", "Doetinchem", "Dordrecht", "Drachten", "Ede",
    "Eindhoven", "Emmen", "Enschede", "Goes", "Gorinchem", "Gouda", "Groningen", "Haarlem",
    "Heerenveen", "Heerlen", "Helmond", "Hengelo", "Hilversum", "Hoorn", "Leeuwarden", "Leiden",
    "Lelystad", "Maastricht", "Meppel", "Middelburg", "Nieuwegein", "Nijmegen", "Oss", "Roermond",
    "Roosendaal", "Rotterdam", "'s-Hertogenbosch", "Sittard", "Sneek", "Den Haag", "Terneuzen",
    "Tiel", "Tilburg", "Utrecht", "Veenendaal", "Venlo", "Zaandam", "Zoetermeer", "Zwolle",
)  # fmt: skip


@dataclass(frozen=True)
class Town:
    """A place with at least one postcode: somebody can have an address there."""

    name: str
    municipality: str
    latitude: float
    longitude: float
    weight: int  # inhabitants of the place, roughly; only ever used as a weight
    postcodes: tuple[str, ...] = field(repr=False)

    def distance_km(self, other: Town) -> float:
        return distance_km(self.latitude, self.longitude, other.latitude, other.longitude)

    def position_near(self, chance: Random) -> tuple[float, float]:
        """Return a position scattered around the centre, wider in a larger town."""
        spread = 0.2 + math.sqrt(self.weight) / 500
        north, east = chance.gauss(0, spread), chance.gauss(0, spread)
        stretch = KM_PER_DEGREE * math.cos(math.radians(self.latitude))
        return round(self.latitude + north / KM_PER_DEGREE, 5), round(
            self.longitude + east / stretch, 5
        )


class Country:
    """All towns, with ready-made wheels to draw them from."""

    def __init__(self, towns: Sequence[Town], provinces: Mapping[str, str]) -> None:
        self.towns = tuple(towns)
        self.provinces = dict(provinces)
        self.towns_of: dict[str, list[Town]] = defaultdict(list)
        for town in self.towns:
            self.towns_of[town.municipality].append(town)
        self.weights = {code: sum(t.weight for t in own) for code, own in self.towns_of.items()}
        self._near: dict[tuple[Town, float], Wheel[Town]] = {}
        self._colleges_near: dict[Town, Wheel[Town]] = {}

    @cached_property
    def everywhere(self) -> Wheel[Town]:
        return Wheel.of((town, town.weight) for town in self.towns)

    @cached_property
    def colleges(self) -> list[Town]:
        """The largest town of each name in COLLEGE_TOWNS."""
        largest: dict[str, Town] = {}
        for town in self.towns:
            if town.weight > getattr(largest.get(town.name), "weight", 0):
                largest[town.name] = town
        return [largest[name] for name in COLLEGE_TOWNS if name in largest]

    @cached_property
    def wheel_of(self) -> dict[str, Wheel[Town]]:
        """Municipality code -> its towns."""
        return {
            code: Wheel.of((town, town.weight) for town in own)
            for code, own in self.towns_of.items()
        }

    def main_town(self, municipality: str) -> Town:
        return max(self.towns_of[municipality], key=lambda town: (town.weight, town.name))

    def near(self, town: Town, kilometres: float) -> Wheel[Town]:
        """Return the towns within ``kilometres``, the town itself among them."""
        key = (town, kilometres)
        if key not in self._near:
            self._near[key] = Wheel.of(
                (other, other.weight)
                for other in self.towns
                if abs(other.latitude - town.latitude) * KM_PER_DEGREE <= kilometres
                and town.distance_km(other) <= kilometres
            )
        return self._near[key]

    def draw_town(self, chance: Random, inside: Wheel[str], share: float) -> Town:
        """Draw a town in one of the municipalities ``inside``, with probability ``share``.

        Otherwise one within 25 km of it, whether or not its municipality takes part.
        """
        town = self.wheel_of[inside.turn(chance)].turn(chance)
        return town if chance.random() < share else self.near(town, 25.0).turn(chance)

    def college_near(self, town: Town, chance: Random) -> Town:
        """Draw a college town: the nearer and the larger, the likelier."""
        if town not in self._colleges_near:
            self._colleges_near[town] = Wheel.of(
                (college, college.weight**0.5 * math.exp(-college.distance_km(town) / 12))
                for college in self.colleges
            )
        return self._colleges_near[town].turn(chance)


def distance_km(latitude: float, longitude: float, latitude_2: float, longitude_2: float) -> float:
    """Return the distance over a flat map; within the Netherlands right to about 1 %."""
    north = (latitude - latitude_2) * KM_PER_DEGREE
    middle = math.radians((latitude + latitude_2) / 2)
    return math.hypot(north, (longitude - longitude_2) * KM_PER_DEGREE * math.cos(middle))


def read_country(session: Session) -> Country:
    """Read the towns from the reference data in the database.

    Raises:
        MatcherError: the reference data is not loaded.
    """
    postcodes: dict[int, list[str]] = defaultdict(list)
    for digits, place in session.execute(select(Postcode.digits, Postcode.place_id)):
        if place is not None:
            postcodes[place].append(digits)
    places = [place for place in session.scalars(select(Place)) if postcodes[place.id]]
    if not places:
        raise MatcherError("there is no reference data; first run: kamermatch reference load")
    scales = _scales(places, postcodes)
    towns = [
        Town(
            name=place.name,
            municipality=place.municipality_code,
            latitude=place.latitude,
            longitude=place.longitude,
            weight=max(1, round((place.population or 1) * scales[place.municipality_code])),
            postcodes=tuple(sorted(postcodes[place.id])),
        )
        for place in places
    ]
    # Sorted here: the order of rows and of letters differs between databases.
    towns.sort(key=lambda town: (town.municipality, town.name))
    municipalities = session.scalars(select(Municipality))
    return Country(towns, {found.code: found.province for found in municipalities})


def _scales(places: Sequence[Place], postcodes: Mapping[int, list[str]]) -> dict[str, float]:
    """Return a factor per municipality that mends what is grossly wrong with its populations.

    GeoNames counts some town parts twice and knows only 'more than 1,000' of some towns. The
    number of postcodes tells which: nearly all municipalities have 1,000 to 9,500 inhabitants
    for each (the median is 4,400). Good enough for weights, and for nothing else.
    """
    people: dict[str, int] = defaultdict(int)
    areas: dict[str, int] = defaultdict(int)
    for place in places:
        people[place.municipality_code] += place.population or 1
        areas[place.municipality_code] += len(postcodes[place.id])
    return {
        code: min(max(number, 1000 * areas[code]), 9500 * areas[code]) / number
        for code, number in people.items()
    }
