"""The figures of a round that municipalities see: once a month, and only what may be shown.

Every round would tell a little more about single youths: who came in between two of them. So only
the first round of a month is published (promise 10b: frozen periods).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database.rounds import MatchingRound
from matcher.rounds.fairness import COUNTRY, PUBLISHED
from matcher.rounds.files import read_file
from matcher.rounds.service import latest_done
from matcher.words import RoundStatus

TEXTS = {"municipality": str, "trait": str, "value": str}


@dataclass(frozen=True)
class Sharing:
    """Own youths of a municipality with a proposal: from its own rooms alone, and together."""

    on: date
    alone: int
    shared: int
    is_guaranteed: bool


@dataclass(frozen=True, eq=False)
class PublishedFairness:
    """``own`` and ``country``: trait, value, youths and placed, rounded to five; hidden is <NA>."""

    on: date
    own: pd.DataFrame
    country: pd.DataFrame


def sharing_of(session: Session, municipality: str) -> Sharing | None:
    """Return what the latest round brought this municipality.

    None: no round yet, or no youth of the municipality took part in it. Counts without personal
    attributes, so they are exact.
    """
    found = latest_done(session)
    share = found.summary.get("guarantee", {}).get(municipality) if found else None
    if found is None or share is None:
        return None
    is_guaranteed = bool(found.parameters.get("guarantee"))
    return Sharing(found.today, share["alone"], share["shared"], is_guaranteed)


def published_fairness(session: Session, municipality: str) -> PublishedFairness | None:
    """Return who got a room in the first round of the latest month with one; None before that."""
    found = _first_of_the_month(session)
    if found is None or found.result is None:
        return None
    content = read_file(found.result, PUBLISHED)
    table = pd.read_csv(io.BytesIO(content), dtype=TEXTS, keep_default_na=False, na_values=[""])
    table["municipality"] = table["municipality"].fillna(COUNTRY)
    table = table.astype({"youths": "Int64", "placed": "Int64"})
    own = table[table["municipality"] == municipality].reset_index(drop=True)
    country = table[table["municipality"] == COUNTRY].reset_index(drop=True)
    return PublishedFairness(found.today, own, country)


def _first_of_the_month(session: Session) -> MatchingRound | None:
    latest = latest_done(session)
    if latest is None:
        return None
    query = (
        select(MatchingRound)
        .where(
            MatchingRound.status == RoundStatus.DONE,
            ~MatchingRound.is_trial,
            MatchingRound.today >= latest.today.replace(day=1),
            MatchingRound.today <= latest.today,
        )
        .order_by(MatchingRound.id)
    )
    # Rounds without figures do not count: limits clashed, or they are older than the figures.
    return next((one for one in session.scalars(query) if "fairness" in one.summary), None)
