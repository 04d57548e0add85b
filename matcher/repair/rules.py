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


def limits_after(limits: pd.DataFrame, held: Mapping[str, int]) -> pd.DataFrame:
    """Return what is left of limits (kind, key, limit) beside ``held`` places per municipality.

    An open proposal holds a place of the contract of its youth's municipality.
    """
    of_contract = limits["kind"] == "contract"
    places = limits["key"].map(held).fillna(0).where(of_contract, 0)
    return limits.assign(limit=(limits["limit"] - places).clip(lower=0).astype("int64"))


def limits_among(limits: pd.DataFrame, youths: pd.DataFrame, rooms: pd.DataFrame) -> pd.DataFrame:
    """Return the limits of municipalities of these youths and rooms: a problem names no others."""
    present = {*youths["municipality"], *rooms["municipality"]}
    return limits[limits["key"].isin(present)].reset_index(drop=True)


def full(limits: pd.DataFrame) -> frozenset[str]:
    """Return the municipalities of which the contract has no place left."""
    none_left = (limits["kind"] == "contract") & (limits["limit"] < 1)
    return frozenset(limits.loc[none_left, "key"])


def without(frame: pd.DataFrame, column: str, keys: Collection[str]) -> pd.DataFrame:
    """Return the rows of which ``column`` is none of ``keys``, numbered anew."""
    return frame[~frame[column].isin(keys)].reset_index(drop=True)
