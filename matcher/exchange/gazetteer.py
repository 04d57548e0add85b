"""Municipalities, places, postcodes and care organisations by name, for a whole file at once.

Loaded from the database once per file: a query per row would take minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database.accounts import CareOrganisation
from matcher.database.places import Municipality, Place, Postcode
from matcher.errors import InvalidSettings
from matcher.exchange.cells import CellProblem
from matcher.exchange.column import plain
from matcher.geography.names import key_of
from matcher.geography.reference import Reference
from matcher.geography.reference import load as load_reference

_POSITION = re.compile(
    r"\s*\[\s*([0-9]{1,2}(?:[.,][0-9]+)?)\s*[,;]\s+([0-9]{1,2}(?:[.,][0-9]+)?)\s*\]$"
)


@dataclass(frozen=True)
class Spot:
    """A named position; ``municipality`` is a code, or None when it is not known."""

    name: str
    municipality: str | None
    latitude: float
    longitude: float

    @property
    def position(self) -> tuple[float, float]:
        return self.latitude, self.longitude

    @property
    def key(self) -> tuple[str, str | None, float, float]:
        """Two spots with one key are the same, however the name is spelled."""
        return key_of(self.name), self.municipality, self.latitude, self.longitude


class Gazetteer:
    """What names mean. Look-ups are remembered: a file names the same towns over and over."""

    def __init__(
        self,
        municipalities: Iterable[Spot],
        places: Iterable[Spot],
        postcodes: dict[str, tuple[float, float]],
        organisations: Iterable[tuple[int, str, str]],
        reference: Reference | None,
    ) -> None:
        self._municipalities = {str(spot.municipality): spot for spot in municipalities}
        self._codes = {key_of(s.name): code for code, s in self._municipalities.items()}
        self._codes.update({key_of(code): code for code in self._municipalities})
        self._places: dict[str, list[Spot]] = {}
        for spot in places:
            self._places.setdefault(key_of(spot.name), []).append(spot)
        self._reference = reference
        self._postcodes = postcodes
        self._organisations = {number: (code, name) for number, code, name in organisations}
        self._organisation_ids = self._organisation_names()
        self._found: dict[tuple[str, str], object] = {}

    @classmethod
    def load(cls, session: Session) -> Gazetteer:
        municipalities = session.execute(
            select(
                Municipality.name,
                Municipality.code,
                Municipality.latitude,
                Municipality.longitude,
            ).order_by(Municipality.code)
        )
        places = session.execute(
            select(Place.name, Place.municipality_code, Place.latitude, Place.longitude).order_by(
                Place.municipality_code, Place.name
            )
        )
        postcodes = session.execute(
            select(Postcode.digits, Postcode.latitude, Postcode.longitude)
        ).all()
        organisations = session.execute(
            select(CareOrganisation.id, CareOrganisation.code, CareOrganisation.name).order_by(
                CareOrganisation.code
            )
        ).all()
        return cls(
            [Spot(*row) for row in municipalities],
            [Spot(*row) for row in places],
            {digits: (latitude, longitude) for digits, latitude, longitude in postcodes},
            [(number, code, name) for number, code, name in organisations],
            _other_names(),
        )

    @property
    def is_empty(self) -> bool:
        return not self._municipalities

    def municipality_name(self, code: str) -> str:
        return self._municipalities[code].name

    def municipality(self, text: str) -> str:
        """Return the code of a municipality by its name, another name, code, or town in it."""
        return str(self._once("municipality", text))

    def place(self, text: str) -> Spot:
        """Return the spot of a town or municipality, written as the column says."""
        spot = self._once("place", text)
        assert isinstance(spot, Spot)
        return spot

    def position(
        self, postcode: str, place_name: str, municipality: str
    ) -> tuple[float, float] | None:
        """Return where an address is, as well as postcode or else town can tell."""
        found = self._postcodes.get(postcode[:4])
        if found is None:
            for spot in self._places.get(key_of(place_name), ()):
                if spot.municipality == municipality:
                    return spot.position
        return found

    def organisation(self, text: str) -> int:
        """Return the id of a care organisation by its code or name."""
        number = self._organisation_ids.get(plain(text))
        if number is None:
            near = get_close_matches(plain(text), list(self._organisation_ids), n=1)
            name = self._organisations[self._organisation_ids[near[0]]][1] if near else ""
            raise CellProblem("unknown_organisation", known=f"({name}?)" if name else "")
        return number

    def organisation_code(self, number: int) -> str:
        return self._organisations[number][0]

    def _organisation_names(self) -> dict[str, int]:
        """Return code or name in plain form -> id; a name that two share means neither."""
        names: dict[str, int] = {}
        shared: set[str] = set()
        for number, (_, name) in self._organisations.items():
            if names.setdefault(plain(name), number) != number:
                shared.add(plain(name))
        for name in shared:
            del names[name]
        codes = {plain(code): number for number, (code, _) in self._organisations.items()}
        return {**names, **codes}

    def _once(self, kind: str, text: str) -> object:
        """Look up once per text; a problem is remembered as well."""
        key = (kind, text)
        if key not in self._found:
            try:
                self._found[key] = (
                    self._municipality(text) if kind == "municipality" else self._place(text)
                )
            except CellProblem as refused:
                self._found[key] = refused
        found = self._found[key]
        if isinstance(found, CellProblem):
            raise found
        return found

    def _municipality(self, text: str) -> str:
        wanted = key_of(text)
        if wanted in self._codes:
            return self._codes[wanted]
        other = self._reference.find_municipality(text) if self._reference else None
        if other is not None and other.code in self._municipalities:
            return other.code
        towns = self._places.get(wanted, [])
        if len(towns) == 1 and towns[0].municipality:
            return towns[0].municipality
        near = get_close_matches(wanted, list(self._codes), n=1, cutoff=0.75)
        if near:
            raise CellProblem(
                "unknown_municipality_like", likely=self.municipality_name(self._codes[near[0]])
            )
        raise CellProblem("unknown_municipality")

    def _place(self, text: str) -> Spot:
        position = _POSITION.search(text)
        name = text[: position.start()].strip() if position else text.strip()
        if not position:
            return self._named(name)
        latitude, longitude = (float(number.replace(",", ".")) for number in position.groups())
        try:
            known = self._named(name)
            return Spot(known.name, known.municipality, latitude, longitude)
        except CellProblem:
            if not name:
                raise
            return Spot(name[:80], None, latitude, longitude)

    def _named(self, name: str) -> Spot:
        spots = self._places.get(key_of(name), [])
        code = self._codes.get(key_of(name))
        if len(spots) > 1:
            spots = [spot for spot in spots if spot.municipality == code] or spots
        if len(spots) == 1:
            return spots[0]
        if spots:
            choices = ", ".join(
                f"{s.name} ({self.municipality_name(str(s.municipality))})" for s in spots
            )
            raise CellProblem("ambiguous_place", choices=choices)
        if code is not None:
            return self._municipalities[code]
        return self._by_other_name(name) or self._within_municipality(name)

    def _by_other_name(self, name: str) -> Spot | None:
        place = self._reference.find_place(name) if self._reference else None
        if place is not None:
            for spot in self._places.get(key_of(place.name), []):
                if spot.municipality == place.municipality:
                    return spot
        return None

    def _within_municipality(self, text: str) -> Spot:
        """Read 'Beek (Montferland)'; an unknown hamlet gets the centre of its municipality."""
        for match in re.finditer(r"\s*\(", text):
            name, inside = text[: match.start()].strip(), text[match.end() :].strip()
            code = self._codes.get(key_of(inside)) if inside.endswith(")") else None
            if code is None or not key_of(name):
                continue
            for spot in self._places.get(key_of(name), []):
                if spot.municipality == code:
                    return spot
            centre = self._municipalities[code]
            return Spot(name[:80], code, centre.latitude, centre.longitude)
        near = get_close_matches(key_of(text), [*self._places, *self._codes], n=1, cutoff=0.75)
        if not near:
            raise CellProblem("unknown_place")
        likely = self._places[near[0]][0] if near[0] in self._places else None
        name = likely.name if likely else self.municipality_name(self._codes[near[0]])
        raise CellProblem("unknown_place_like", likely=name)

    def place_text(self, spot: Spot) -> str:
        """Return the shortest writing that :meth:`place` takes back to ``spot``."""
        name = re.sub(r"[\[\];]", " ", spot.name)
        writings = [name]
        if spot.municipality:
            writings.append(f"{name} ({self.municipality_name(spot.municipality)})")
        exact = f"[{spot.latitude!r}, {spot.longitude!r}]"
        writings += [f"{writing} {exact}" for writing in writings]
        for writing in writings:
            try:
                if self.place(writing).key == spot.key:
                    return writing
            except CellProblem:
                continue
        return writings[-1]


def _other_names() -> Reference | None:
    """Return the reference files, which know other names such as 'Den Bosch'; None without them."""
    try:
        return load_reference()
    except InvalidSettings:
        return None
