"""Bring the reference files under ``seed/reference/`` into the database, as often as you like.

Loading compares the files with the rows that are there, and writes only what is new or differs.
It never removes a municipality (contracts, homes and youths hang on it) and never touches the
official population, which comes from another file.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from matcher.database.people import Project
from matcher.database.places import Municipality, Place, Postcode
from matcher.organisations.projects import source_rows

FOLDER = Path(__file__).parent / "reference"
Row = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """What loading did to one table."""

    new: int
    changed: int
    same: int

    def counts(self) -> list[tuple[str, int]]:
        return [("new", self.new), ("changed", self.changed), ("same", self.same)]

    def __str__(self) -> str:
        return f"{self.new} new, {self.changed} changed, {self.same} as they were"


def load_reference(session: Session, folder: Path = FOLDER) -> dict[str, Change]:
    """Load municipalities, places, postcodes and projects; return what changed, by table name.

    A postcode of the files overwrites one that an official file had placed more exactly: load
    that file again afterwards.
    """
    changes = {
        "municipality": _bring_in(session, Municipality, ["code"], _municipality_rows(folder)),
        "place": _bring_in(session, Place, ["municipality_code", "name"], _place_rows(folder)),
    }
    postcodes = _postcode_rows(folder, _place_ids(session))
    changes["postcode"] = _bring_in(session, Postcode, ["digits"], postcodes)
    changes["project"] = _bring_in(session, Project, ["name", "municipality_name"], source_rows())
    _remove_other_places(session, folder)
    session.expire_all()
    return changes


def is_loaded(session: Session) -> bool:
    """Say whether there are municipalities at all, so that the rest can work."""
    return session.scalar(select(Municipality.code).limit(1)) is not None


def counts(session: Session) -> list[tuple[str, int]]:
    """Return what there is of reference data, as (label, number)."""
    rows = [
        ("municipalities", select(func.count()).select_from(Municipality)),
        ("of them with an official population", select(func.count(Municipality.population))),
        ("places", select(func.count()).select_from(Place)),
        ("postcodes", select(func.count()).select_from(Postcode)),
        ("projects", select(func.count()).select_from(Project)),
    ]
    return [(label, session.scalar(query) or 0) for label, query in rows]


@dataclass(frozen=True)
class Source:
    """Where one reference file comes from, as it has to be credited."""

    name: str
    holds: str
    origin: str
    licence: str
    attribution: str


def sources(folder: Path = FOLDER) -> list[Source]:
    """Return the sources of the reference files, by file name."""
    told = tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8"))
    packages = {
        key: f"{one['name']} {one['version']} ({one['registry']}, taken {one['taken']})"
        for key, one in told["package"].items()
    }
    return [
        Source(
            name,
            one["holds"],
            "; ".join(packages[key] for key in one["packages"]),
            one["licence"],
            one["attribution"],
        )
        for name, one in sorted(told["file"].items())
    ]


def _read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _municipality_rows(folder: Path) -> list[Row]:
    return [
        {
            "code": row["code"],
            "name": row["name"],
            "province": row["province"],
            "latitude": float(row["latitude"]),
            "longitude": float(row["longitude"]),
        }
        for row in _read(folder, "municipalities.csv")
    ]


def _place_rows(folder: Path) -> list[Row]:
    return [
        {
            "name": row["name"],
            "municipality_code": row["municipality"],
            "latitude": float(row["latitude"]),
            "longitude": float(row["longitude"]),
            "population": int(row["population"]) if row["population"] else None,
        }
        for row in _read(folder, "places.csv")
    ]


def _place_ids(session: Session) -> dict[tuple[str, str], int]:
    """Return (municipality code, place name) -> id."""
    query = select(Place.municipality_code, Place.name, Place.id)
    return {(code, name): number for code, name, number in session.execute(query)}


def _postcode_rows(folder: Path, ids: dict[tuple[str, str], int]) -> list[Row]:
    keys = {row["place"]: (row["municipality"], row["name"]) for row in _read(folder, "places.csv")}
    return [
        {
            "digits": row["postcode"],
            "place_id": ids[keys[row["place"]]] if row["place"] else None,
            "municipality_code": row["municipality"],
            "latitude": float(row["latitude"]),
            "longitude": float(row["longitude"]),
        }
        for row in _read(folder, "postcodes.csv")
    ]


def _remove_other_places(session: Session, folder: Path) -> None:
    """Remove places that the files no longer have; only postcodes refer to a place."""
    known = {(row["municipality"], row["name"]) for row in _read(folder, "places.csv")}
    gone = [number for key, number in _place_ids(session).items() if key not in known]
    if gone:
        session.execute(update(Postcode).where(Postcode.place_id.in_(gone)).values(place_id=None))
        session.execute(delete(Place).where(Place.id.in_(gone)))


def _bring_in(
    session: Session, model: type[Any], key: Sequence[str], rows: Sequence[Row]
) -> Change:
    """Insert rows with a new key and update those that differ; leave all others alone."""
    table: Table = model.__table__
    columns = list(rows[0])
    query = select(*(table.c[name] for name in columns))
    present = {_key(row, key): dict(row) for row in session.execute(query).mappings()}
    new = [row for row in rows if _key(row, key) not in present]
    changed = [row for row in rows if present.get(_key(row, key), row) != row]
    if new:
        session.execute(insert(table), new)
    if changed:
        others = [name for name in columns if name not in key]
        statement = (
            update(table)
            .where(_is_key(table, key))
            .values({name: bindparam(f"new_{name}") for name in others})
        )
        # The connection, not the session: an ORM session reads this as an update by primary key.
        session.connection().execute(
            statement, [{f"new_{name}": row[name] for name in columns} for row in changed]
        )
    return Change(len(new), len(changed), len(rows) - len(new) - len(changed))


def _key(row: Any, key: Iterable[str]) -> tuple[Any, ...]:
    return tuple(row[name] for name in key)


def _is_key(table: Table, key: Iterable[str]) -> ColumnElement[bool]:
    return and_(*(table.c[name] == bindparam(f"new_{name}") for name in key))
