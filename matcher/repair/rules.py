"""What is free beside the open proposals, in which order back-ups come, and why a room is free."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pandas as pd

from matcher.words import Word


class Since(Word):
    """How a room or a youth came to be free, seen from the last round."""

    AGAIN = "again", "weer vrij", "free again"
    NEW = "new", "nieuw", "new"
    LEFT = "left", "nog over", "left over"


class Wanted(NamedTuple):
    """A youth and a room that should be proposed (ids)."""

    youth_id: int
    room_id: int


@dataclass(frozen=True)
class Pair:
    """A youth and a room that go together today, not yet proposed. ``lottery``: the youth's."""

    youth_id: int
    room_id: int
    municipality: str
    starts_on: date
    ends_on: date | None
    nights: int
    fit: int
    priority: int
    lottery: int
    distance_km: float
    fit_parts: Mapping[str, int]
    organisation: str = ""  # code of the care organisation of the youth

    @property
    def key(self) -> Wanted:
        return Wanted(self.youth_id, self.room_id)


def ranked(pairs: Iterable[Pair], tiers: Sequence[str]) -> list[Pair]:
    """Return the pairs best first: in the order of the tiers, then by lottery and by room."""

    def key(pair: Pair) -> tuple[int, ...]:
        return (*(-int(getattr(pair, tier)) for tier in tiers), pair.lottery, pair.room_id)

    return sorted(pairs, key=key)


def since(key: int, in_proposals: Collection[int], left: Collection[int | None]) -> Since:
    """Say how a room or a youth (an id) came to be free.

    ``in_proposals``: whom the last round, or a repair of it, proposed; ``left``: whom it left.
    """
    if key in in_proposals:
        return Since.AGAIN
    return Since.LEFT if key in left else Since.NEW


def limits_after(
    limits: pd.DataFrame, held: Mapping[str, int], guided: Mapping[str, int] | None = None
) -> pd.DataFrame:
    """Return what is left of limits (kind, key, limit) beside ``held`` places per municipality
    and ``guided`` ones per organisation.

    An open proposal holds a place of the contract of its youth's municipality, and one of the
    youths that the workers of the youth's organisation can guide.
    """
    left = limits["limit"]
    for kind, counts in (("contract", held), ("organisation", guided or {})):
        left = left - limits["key"].map(counts).fillna(0).where(limits["kind"] == kind, 0)
    return limits.assign(limit=left.clip(lower=0).astype("int64"))


def limits_among(limits: pd.DataFrame, youths: pd.DataFrame, rooms: pd.DataFrame) -> pd.DataFrame:
    """Return the limits of municipalities and organisations of these: a problem names no others."""
    is_guided = limits["kind"] == "organisation"
    present = {*youths["municipality"], *rooms["municipality"]}
    known = (
        limits["key"].isin(present).where(~is_guided, limits["key"].isin(youths["organisation"]))
    )
    return limits[known].reset_index(drop=True)


def full(limits: pd.DataFrame, kind: str = "contract") -> frozenset[str]:
    """Return the municipalities (organisations) of which the limit has no place left."""
    none_left = (limits["kind"] == kind) & (limits["limit"] < 1)
    return frozenset(limits.loc[none_left, "key"])


def full_limits(limits: pd.DataFrame, pair: Pair) -> tuple[str, ...]:
    """Return the names of the limits, such as 'contract GM0344', that have no place for a pair."""
    keys = {"contract": pair.municipality, "organisation": pair.organisation}
    return tuple(f"{kind} {key}" for kind, key in keys.items() if key in full(limits, kind))


def without(frame: pd.DataFrame, column: str, keys: Collection[str]) -> pd.DataFrame:
    """Return the rows of which ``column`` is none of ``keys``, numbered anew."""
    return frame[~frame[column].isin(keys)].reset_index(drop=True)
