"""The tables, one file per group. Import this package to have them all known."""

from matcher.database import (
    accounts,
    cases,
    domains,
    hosting,
    hosts,
    people,
    photos,
    placements,
    places,
    records,
    rentpoints,
    rounds,
    routemaps,
    screening,
    visits,
    woonkaart,
    youths,
)
from matcher.database.base import Base

__all__ = [
    "Base",
    "accounts",
    "cases",
    "domains",
    "hosting",
    "hosts",
    "people",
    "photos",
    "placements",
    "places",
    "records",
    "rentpoints",
    "rounds",
    "routemaps",
    "screening",
    "visits",
    "woonkaart",
    "youths",
]
