"""The tables, one file per group. Import this package to have them all known."""

from matcher.database import accounts, hosts, placements, places, records, rounds, youths
from matcher.database.base import Base

__all__ = ["Base", "accounts", "hosts", "placements", "places", "records", "rounds", "youths"]
