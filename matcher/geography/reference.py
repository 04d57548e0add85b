"""The reference files in memory: find a municipality or place by what people type.

The files are made by the scripts under ``seed/`` and lie beside them; this module only knows the
folder, it imports nothing from there. ``SOURCES.md`` in the folder gives source and licence.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from matcher.errors import InvalidSettings
from matcher.geography.names import key_of, without_municipality, without_province

DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "seed" / "reference"


@dataclass(frozen=True)
class Municipality:
    """``code`` as Statistics Netherlands has it ('GM0363'); position: where its people live."""

    code: str
    name: str
    province: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Place:
    """A town, village or hamlet; ``population`` is rough and for demonstration only."""

    key: str
    name: str
    municipality: str
    latitude: float
    longitude: float
    population: int


class Reference:
    """Municipalities and places with their look-ups. Make one with `load`."""

    def __init__(
        self,
        municipalities: Iterable[Municipality],
        places: Iterable[Place],
        aliases: Iterable[tuple[str, str, str]],
    ) -> None:
        """``aliases``: (typed name, 'municipality' | 'place' | 'province', code, key or name)."""
        self.municipalities = {item.code: item for item in municipalities}
        self.places = {item.key: item for item in places}
        self.provinces = tuple(sorted({item.province for item in self.municipalities.values()}))
        self._municipality_names: dict[str, set[str]] = defaultdict(set)
        self._place_names: dict[str, set[str]] = defaultdict(set)
        for municipality in self.municipalities.values():
            self._municipality_names[key_of(municipality.name)].add(municipality.code)
        for place in self.places.values():
            self._place_names[key_of(place.name)].add(place.key)
        for typed, kind, target in aliases:
            self._add_alias(key_of(typed), kind, target)

    def _add_alias(self, typed: str, kind: str, target: str) -> None:
        if kind == "municipality":
            self._municipality_names[typed].add(target)
        elif kind == "place":
            self._place_names[typed].add(target)

    def find_municipality(self, name: str) -> Municipality | None:
        """Return the municipality called ``name``, or None when there is none or more than one.

        Takes codes ('GM0363', '0363', '363') and names as typed: 'Den Haag', 'den bosch',
        'sudwest fryslan', 'gemeente Utrecht', 'Bergen NH'. 'Bergen' alone is two municipalities.
        """
        code = re.fullmatch(r"(?:GM)?\s*(\d{1,4})", name.strip(), flags=re.IGNORECASE)
        if code:
            return self.municipalities.get(f"GM{int(code[1]):04d}")
        found = self._municipality_names.get(key_of(name), set())
        split = without_province(name)
        if not found and split:
            bare, province = split
            named = self._municipality_names.get(bare, set())
            found = {code for code in named if self.municipalities[code].province == province}
        return self.municipalities[next(iter(found))] if len(found) == 1 else None

    def places_named(self, name: str, municipality: str = "") -> tuple[Place, ...]:
        """Return all places called ``name``, the largest first.

        A province or municipality in the name ('Hengelo (Gld)', 'Beek gem Montferland') or a
        ``municipality`` code narrows it.
        """
        found = self._places(key_of(name))
        if not found and (split := without_province(name)):
            found = [p for p in self._places(split[0]) if self._province(p) == split[1]]
        if not found and (split := without_municipality(name)):
            codes = self._municipality_names.get(split[1], set())
            found = [p for p in self._places(split[0]) if p.municipality in codes]
        if municipality:
            found = [place for place in found if place.municipality == municipality]
        return tuple(sorted(found, key=lambda place: (-place.population, place.key)))

    def find_place(self, name: str, municipality: str = "") -> Place | None:
        """Return the place that people mean by ``name``, or None when unknown or unclear.

        Of several places of one name it is the one whose municipality has that name too (Hengelo
        in Overijssel, Rijswijk near The Hague); if none or more than one has, it stays unclear:
        show `places_named` and ask.
        """
        found = self.places_named(name, municipality)
        if len(found) > 1:
            found = tuple(place for place in found if self._bears_name_of_municipality(place))
        return found[0] if len(found) == 1 else None

    def _places(self, name_key: str) -> list[Place]:
        return [self.places[key] for key in self._place_names.get(name_key, ())]

    def _province(self, place: Place) -> str:
        return self.municipalities[place.municipality].province

    def _bears_name_of_municipality(self, place: Place) -> bool:
        return key_of(place.name) == key_of(self.municipalities[place.municipality].name)


@cache
def load(folder: Path = DEFAULT_FOLDER) -> Reference:
    """Return the reference files of ``folder``, read once per process.

    Raises ``InvalidSettings`` when a file is missing or lacks a column.
    """
    try:
        return _read(folder)
    except (OSError, KeyError, ValueError) as error:
        raise InvalidSettings(
            f"the reference files in {folder} cannot be read ({type(error).__name__}: {error}); "
            "restore seed/reference from the release"
        ) from error


def _read(folder: Path) -> Reference:
    municipalities = [
        Municipality(
            row["code"],
            row["name"],
            row["province"],
            float(row["latitude"]),
            float(row["longitude"]),
        )
        for row in _rows(folder, "municipalities.csv")
    ]
    places = [
        Place(
            row["place"],
            row["name"],
            row["municipality"],
            float(row["latitude"]),
            float(row["longitude"]),
            int(row["population"]),
        )
        for row in _rows(folder, "places.csv")
    ]
    aliases = [(r["alias"], r["kind"], r["target"]) for r in _rows(folder, "aliases.csv")]
    return Reference(municipalities, places, aliases)


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
