"""Pairs looked at one by one, near or far, so that one thing can be changed and judged again.

``find_pairs`` never builds the pairs that are too far; here all pairs of one youth, or of one
room, stand side by side with everything that the rules look at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from matcher.eligibility import frames
from matcher.eligibility.candidates import are_among, pair_keys
from matcher.eligibility.columns import (
    Between,
    Bools,
    Floats,
    RoomColumns,
    SmallInts,
    YouthColumns,
    age_at_move_in,
    day_number,
    nights_between,
)
from matcher.eligibility.distance import UNREACHED, metres_from, on_sphere
from matcher.eligibility.find import Sides, encode
from matcher.eligibility.rules import broken_rules
from matcher.policy import Policy


@dataclass(frozen=True, eq=False)
class Closeup:
    """Pairs of youths and rooms; every array has one row per pair.

    ``legal_cents``: the highest rent by law (NaN: not known); ``metres`` to the nearest place
    that matters (``UNREACHED``: a position is missing); ``limit_m``: how far the youth will go.
    """

    youths: YouthColumns
    rooms: RoomColumns
    legal_cents: Floats
    metres: SmallInts
    limit_m: SmallInts
    has_place: Bools
    has_position: Bools
    is_avoided: Bools
    is_excluded: Bools
    today: date
    policy: Policy

    def __len__(self) -> int:
        return len(self.metres)

    @property
    def first_day(self) -> int:
        return day_number(self.today)

    @property
    def end_of_horizon(self) -> int:
        return self.first_day + self.policy.dates.horizon_nights

    def nights(self) -> SmallInts:
        """Return the nights that could be lived in (below 1: none)."""
        return nights_between(self.youths, self.rooms, self.today, self.policy)

    def ages(self) -> SmallInts:
        """Return the whole years of age on the day of moving in."""
        return age_at_move_in(self.youths, self.rooms, self.today)

    def mask(self) -> SmallInts:
        """Return the broken rules per pair; 0 is eligible."""
        between = Between(
            has_place=self.has_place,
            room_has_position=self.has_position,
            is_near_enough=(self.metres <= self.limit_m) & (self.metres != UNREACHED),
            is_avoided=self.is_avoided,
            is_excluded=self.is_excluded,
            nights=self.nights(),
            age=self.ages(),
        )
        return broken_rules(self.youths, self.rooms, between, self.policy)

    def take(self, index: np.ndarray) -> Closeup:
        """Return the pairs in ``index``, in that order."""
        return replace(
            self,
            youths=self.youths.take(index),
            rooms=self.rooms.take(index),
            legal_cents=self.legal_cents[index],
            metres=self.metres[index],
            limit_m=self.limit_m[index],
            has_place=self.has_place[index],
            has_position=self.has_position[index],
            is_avoided=self.is_avoided[index],
            is_excluded=self.is_excluded[index],
        )


def one_youth(
    youth: pd.DataFrame,
    rooms: pd.DataFrame,
    places: pd.DataFrame,
    exclusions: pd.DataFrame | None = None,
    *,
    today: date,
    policy: Policy,
) -> Closeup:
    """Return a youth (a frame of one row) with every room, in the order of ``rooms``."""
    own = places[places["youth"] == youth["youth"].iloc[0]].reset_index(drop=True)
    return next(each_youth(youth, rooms, own, exclusions, today=today, policy=policy))


def one_room(
    youths: pd.DataFrame,
    room: pd.DataFrame,
    places: pd.DataFrame,
    exclusions: pd.DataFrame | None = None,
    *,
    today: date,
    policy: Policy,
) -> Closeup:
    """Return a room (a frame of one row) with every youth, in the order of ``youths``."""
    return next(each_room(youths, room, places, exclusions, today=today, policy=policy))


def each_youth(
    youths: pd.DataFrame,
    rooms: pd.DataFrame,
    places: pd.DataFrame,
    exclusions: pd.DataFrame | None = None,
    *,
    today: date,
    policy: Policy,
) -> Iterator[Closeup]:
    """Yield each youth with every room. Reading the frames is done once for all.

    ``places`` and ``exclusions`` may hold those of others. Raises InvalidProblem on wrong frames.
    """
    sides = _encoded(youths, rooms, places, exclusions, today, policy)
    start, legal = sides.places.start, rooms["legal_max_rent_cents"].to_numpy(dtype=np.float64)
    for youth in range(len(youths)):
        own = slice(int(start[youth]), int(start[youth + 1]))
        limit = int(sides.places.limit_m[own][0]) if own.stop > own.start else -1
        yield _closeup(
            sides,
            np.full(len(rooms), youth, dtype=np.intp),
            np.arange(len(rooms)),
            sides.surroundings.metres_to_nearest(sides.places.points[own]),
            np.full(len(rooms), limit, dtype=np.int32),
            legal,
        )


def each_room(
    youths: pd.DataFrame,
    rooms: pd.DataFrame,
    places: pd.DataFrame,
    exclusions: pd.DataFrame | None = None,
    *,
    today: date,
    policy: Policy,
) -> Iterator[Closeup]:
    """Yield each room with every youth. Reading the frames is done once for all."""
    sides = _encoded(youths, rooms, places, exclusions, today, policy)
    legal = rooms["legal_max_rent_cents"].to_numpy(dtype=np.float64)
    points = on_sphere(
        rooms["latitude"].to_numpy(dtype=np.float64), rooms["longitude"].to_numpy(dtype=np.float64)
    )
    for room in range(len(rooms)):
        metres, limit = _around_the_room(sides, points[room])
        yield _closeup(
            sides,
            np.arange(len(youths)),
            np.full(len(youths), room, dtype=np.intp),
            metres,
            limit,
            np.full(len(youths), legal[room]),
        )


def _encoded(
    youths: pd.DataFrame,
    rooms: pd.DataFrame,
    places: pd.DataFrame,
    exclusions: pd.DataFrame | None,
    today: date,
    policy: Policy,
) -> Sides:
    ruled_out = frames.empty(frames.EXCLUSIONS) if exclusions is None else exclusions
    return encode(youths, rooms, places, ruled_out, today=today, policy=policy)


def _around_the_room(sides: Sides, point: Floats) -> tuple[SmallInts, SmallInts]:
    """Return per youth the metres from the nearest own place to the room, and the own limit."""
    start = sides.places.start
    number = len(start) - 1
    metres = np.full(number, UNREACHED, dtype=np.int32)
    limit = np.full(number, -1, dtype=np.int32)
    with_place = np.flatnonzero(np.diff(start) > 0)
    limit[with_place] = sides.places.limit_m[start[with_place]]
    if not np.isnan(point).any() and len(with_place):
        reached = metres_from(point, sides.places.points)
        metres[with_place] = np.minimum.reduceat(reached, start[with_place])
    return metres, limit


def _closeup(
    sides: Sides,
    youth: np.ndarray,
    room: np.ndarray,
    metres: SmallInts,
    limit_m: SmallInts,
    legal_cents: Floats,
) -> Closeup:
    keys = pair_keys(youth, room, sides.number_of_rooms)
    return Closeup(
        youths=sides.youths.take(youth),
        rooms=sides.rooms.take(room),
        legal_cents=np.floor(legal_cents),
        metres=metres,
        limit_m=limit_m,
        has_place=sides.places.youth_has_place[youth],
        has_position=sides.surroundings.has_position[room],
        is_avoided=are_among(keys, sides.avoided),
        is_excluded=are_among(keys, sides.excluded),
        today=sides.today,
        policy=sides.policy,
    )
