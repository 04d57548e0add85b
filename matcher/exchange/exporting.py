"""The stored records as rows of a file, in the columns that import takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from matcher.database.hosts import Home, Household, Room
from matcher.database.youths import Youth
from matcher.exchange.column import Column
from matcher.exchange.columns import FileKind
from matcher.exchange.gazetteer import Gazetteer
from matcher.exchange.host_columns import HOME, HOUSEHOLD, ROOM
from matcher.exchange.place_lists import places_text
from matcher.exchange.settle import stored_value
from matcher.exchange.youth_columns import NEEDS, YOUTH
from matcher.exchange.youth_plans import split_places, stored_places

Values = dict[str, Any]


def export_rows(
    session: Session, kind: FileKind, region: frozenset[str] | None, language: str
) -> Iterator[Values]:
    """Yield the values of each row by code name, ordered by reference.

    ``region`` holds the municipality codes that may be seen; None: all of them. Names of
    municipalities, organisations and places are text; the rest are values of the column.
    """
    gazetteer = Gazetteer.load(session)
    if kind is FileKind.HOSTS:
        yield from _host_rows(session, gazetteer, region)
    else:
        yield from _youth_rows(session, gazetteer, region, language)


def _host_rows(
    session: Session, gazetteer: Gazetteer, region: frozenset[str] | None
) -> Iterator[Values]:
    """One row per period of a room; a room that is not on offer has one row with 'geen'."""
    query = (
        select(Room)
        .join(Room.home)
        .join(Home.household)
        .order_by(Household.reference, Home.id, Room.reference)
        .options(
            joinedload(Room.home).joinedload(Home.household), selectinload(Room.availabilities)
        )
    )
    if region is not None:
        query = query.where(Home.municipality_code.in_(sorted(region)))
    for room in session.scalars(query):
        values = {
            **_stored(HOUSEHOLD, room.home.household),
            **_stored(HOME, room.home),
            **_stored(ROOM, room),
        }
        values["municipality"] = gazetteer.municipality_name(values["municipality"])
        if not room.availabilities:
            yield {**values, "free_from": None, "free_until": None}
        for period in room.availabilities:
            yield {**values, "free_from": period.free_from, "free_until": period.free_until}


def _youth_rows(
    session: Session, gazetteer: Gazetteer, region: frozenset[str] | None, language: str
) -> Iterator[Values]:
    query = (
        select(Youth)
        .order_by(Youth.reference)
        .options(joinedload(Youth.needs), selectinload(Youth.places))
    )
    if region is not None:
        query = query.where(Youth.municipality_code.in_(sorted(region)))
    for youth in session.scalars(query):
        values = {**_stored(YOUTH, youth), **_stored(NEEDS, youth.needs)}
        values["municipality"] = gazetteer.municipality_name(values["municipality"])
        organisation = values["care_organisation"]
        values["care_organisation"] = (
            gazetteer.organisation_code(organisation) if organisation else None
        )
        yield {**values, **_places(youth, gazetteer, language)}


def _places(youth: Youth, gazetteer: Gazetteer, language: str) -> Values:
    slots, others = split_places(stored_places(youth))
    values: Values = {name: gazetteer.place_text(place.spot) for name, place in slots.items()}
    if "avoid_place" in slots:
        values["avoid_radius_km"] = slots["avoid_place"].radius_km
    values["other_places"] = places_text(others, gazetteer, language)
    return values


def _stored(columns: Iterable[Column], record: object) -> Values:
    return {column.name: stored_value(column, record) for column in columns}
