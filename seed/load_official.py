"""Bring official files over the built-in reference data: population, and postcodes.

Reading and checking the files is `matcher.geography`'s work; here the result is written.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from matcher.database.places import Municipality, Place, Postcode
from matcher.errors import MatcherError
from matcher.geography import load as known_municipalities
from matcher.geography.official_population import parse_population
from matcher.geography.official_postcodes import parse_postcodes
from seed.load import Change, Row


def load_population(session: Session, path: Path) -> Change:
    """Write the official population of each municipality in a StatLine CSV.

    Raises:
        ImportRejected: with every problem of the file; nothing is written.
        MatcherError: the reference data is not loaded.
    """
    frame = parse_population(path.read_bytes(), known_municipalities())
    municipalities = _municipalities(session, frame["municipality"])
    changed = 0
    rows = zip(frame["municipality"], frame["population"], frame["population_on"], strict=True)
    for code, population, moment in rows:
        on = None if pd.isna(moment) else moment.date()
        changed += _set_population(municipalities[code], int(population), on)
    session.flush()
    return Change(0, changed, len(frame) - changed)


def _set_population(municipality: Municipality, population: int, on: date | None) -> bool:
    is_change = (municipality.population, municipality.population_on) != (population, on)
    municipality.population, municipality.population_on = population, on
    return is_change


def load_postcodes(session: Session, path: Path) -> Change:
    """Write which municipality each postcode of an official CSV lies in.

    Where that is the municipality the postcode has already, place and position stay. Elsewhere
    the place of the same name there is taken, and failing that the centre of the municipality.

    Raises:
        ImportRejected: with every problem of the file; nothing is written.
        MatcherError: the reference data is not loaded.
    """
    frame = parse_postcodes(path, known_municipalities())
    municipalities = _municipalities(session, frame["municipality"])
    places = {
        (place.municipality_code, place.name): place for place in session.scalars(select(Place))
    }
    names = {place.id: place.name for place in places.values()}
    present = {found.digits: found for found in session.scalars(select(Postcode))}
    new: list[Row] = []
    changed: list[Row] = []
    for digits, code in zip(frame["postcode"], frame["municipality"], strict=True):
        before = present.get(digits)
        if before is not None and before.municipality_code == code:
            continue
        name = names.get(before.place_id or 0, "") if before is not None else ""
        place = places.get((code, name))
        spot = place or municipalities[code]
        row = {
            "digits": digits,
            "place_id": place.id if place else None,
            "municipality_code": code,
            "latitude": spot.latitude,
            "longitude": spot.longitude,
        }
        (new if before is None else changed).append(row)
    _write(session, new, changed)
    return Change(len(new), len(changed), len(frame) - len(new) - len(changed))


def _write(session: Session, new: list[Row], changed: list[Row]) -> None:
    table = Postcode.metadata.tables[Postcode.__tablename__]
    if new:
        session.execute(insert(table), new)
    if changed:
        names = [name for name in changed[0] if name != "digits"]
        statement = (
            update(table)
            .where(table.c.digits == bindparam("new_digits"))
            .values({name: bindparam(f"new_{name}") for name in names})
        )
        session.connection().execute(
            statement, [{f"new_{name}": value for name, value in row.items()} for row in changed]
        )
    session.expire_all()


def _municipalities(session: Session, codes: pd.Series) -> dict[str, Municipality]:
    found = {one.code: one for one in session.scalars(select(Municipality))}
    if not set(codes) <= set(found):
        raise MatcherError(
            "the database lacks municipalities; first run: kamermatch reference load"
        )
    return found
