"""Finds all eligible pairs, and counts why the others are not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from matcher.eligibility import frames
from matcher.eligibility.candidates import (
    Chunk,
    Places,
    are_among,
    avoided_keys,
    excluded_keys,
    near_candidates,
    pair_keys,
    places_that_matter,
)
from matcher.eligibility.columns import (
    Between,
    Bools,
    RoomColumns,
    SmallInts,
    YouthColumns,
    age_at_move_in,
    nights_between,
    room_columns,
    youth_columns,
)
from matcher.eligibility.distance import Surroundings
from matcher.eligibility.rules import broken_rules
from matcher.eligibility.tally import Tally
from matcher.policy import Policy
from matcher.workers import HERE, Workers

DEFAULT_CHUNK = 250_000
YOUTHS_PER_PART = 1_024

Kept = tuple[SmallInts, SmallInts, SmallInts, SmallInts]
"""Youth, room, nights and metres of eligible pairs."""


@dataclass(frozen=True)
class Candidates:
    """The eligible pairs and the reasons behind the rest.

    pairs: ``youth, room`` (str), ``nights`` (int ≥ 1), ``distance_km``; sorted as the frames are.
    youth_index, room_index: the rows of each pair in the frames of youths and rooms.
    youths, rooms: per key ``considered, near, eligible`` (numbers of pairs).
    youth_reasons, room_reasons: per key and reason ``blocked, only_this``, see ``Tally.frame``.
    """

    pairs: pd.DataFrame
    youth_index: npt.NDArray[np.int32]
    room_index: npt.NDArray[np.int32]
    youths: pd.DataFrame
    rooms: pd.DataFrame
    youth_reasons: pd.DataFrame
    room_reasons: pd.DataFrame


@dataclass(frozen=True)
class Sides:
    """Everything the rules need, encoded once for a set of youths and rooms."""

    youths: YouthColumns
    rooms: RoomColumns
    places: Places
    surroundings: Surroundings
    avoided: npt.NDArray[np.int64]
    excluded: npt.NDArray[np.int64]
    number_of_rooms: int
    today: date
    policy: Policy

    def broken(self, chunk: Chunk, is_near_enough: Bools) -> tuple[SmallInts, SmallInts]:
        """Return (mask of broken rules, nights) for the pairs of a chunk."""
        y, r = self.youths.take(chunk.youth), self.rooms.take(chunk.room)
        keys = pair_keys(chunk.youth, chunk.room, self.number_of_rooms)
        between = Between(
            has_place=self.places.youth_has_place[chunk.youth],
            room_has_position=self.surroundings.has_position[chunk.room],
            is_near_enough=is_near_enough,
            is_avoided=are_among(keys, self.avoided),
            is_excluded=are_among(keys, self.excluded),
            nights=nights_between(y, r, self.today, self.policy),
            age=age_at_move_in(y, r, self.today),
        )
        return broken_rules(y, r, between, self.policy), between.nights

    def ages(self, chunk: Chunk) -> SmallInts:
        """Return the age on the day of moving in, per pair of the chunk."""
        y, r = self.youths.take(chunk.youth), self.rooms.take(chunk.room)
        return age_at_move_in(y, r, self.today)


@dataclass(frozen=True)
class Found:
    """What one part of the youths gives; ``by_youth`` has the rows of that part only."""

    kept: Kept
    by_youth: Tally
    by_room: Tally


def encode(
    youths: pd.DataFrame,
    rooms: pd.DataFrame,
    places: pd.DataFrame,
    exclusions: pd.DataFrame,
    *,
    today: date,
    policy: Policy,
) -> Sides:
    """Check the frames and encode them. Raises InvalidProblem naming frame and column."""
    youths = frames.checked(youths, frames.YOUTHS)
    rooms = frames.checked(rooms, frames.ROOMS)
    places = frames.checked(places, frames.PLACES)
    exclusions = frames.checked(exclusions, frames.EXCLUSIONS)
    surroundings = Surroundings(
        rooms["latitude"].to_numpy(dtype=np.float64), rooms["longitude"].to_numpy(dtype=np.float64)
    )
    return Sides(
        youths=youth_columns(youths),
        rooms=room_columns(rooms),
        places=places_that_matter(places, youths, policy),
        surroundings=surroundings,
        avoided=avoided_keys(places, youths, rooms, surroundings, policy),
        excluded=excluded_keys(exclusions, youths, rooms),
        number_of_rooms=len(rooms),
        today=today,
        policy=policy,
    )


def find_pairs(
    youths: pd.DataFrame,
    rooms: pd.DataFrame,
    places: pd.DataFrame,
    exclusions: pd.DataFrame,
    *,
    today: date,
    policy: Policy,
    workers: Workers = HERE,
    chunk_size: int = DEFAULT_CHUNK,
    part_size: int = YOUTHS_PER_PART,
) -> Candidates:
    """Return every pair that breaks no hard rule, and why the others break one.

    Frames as in ``frames.py``. ``workers`` look at parts of ``part_size`` youths side by side;
    ``chunk_size``: pairs held in memory at a time. The answer depends on none of these three.
    Raises InvalidProblem when a frame is not as declared.
    """
    sides = encode(youths, rooms, places, exclusions, today=today, policy=policy)
    by_youth, by_room = Tally(len(youths)), Tally(len(rooms))
    kept: list[Kept] = []
    parts = [
        (first, min(first + part_size, len(youths)), chunk_size)
        for first in range(0, len(youths), part_size)
    ]
    for (first, *_), found in zip(parts, workers.each(look, sides, parts), strict=True):
        by_youth.add_rows(first, found.by_youth)
        by_room.add_rows(0, found.by_room)
        kept.append(found.kept)
    _count_outside(sides, by_youth, by_room)
    return _result(youths["youth"], rooms["room"], kept, by_youth, by_room)


def look(sides: Sides, part: tuple[int, int, int]) -> Found:
    """Return the eligible pairs of the youths ``part[0]:part[1]``, ``part[2]`` at a time."""
    first, last, chunk_size = part
    by_youth = Tally(last - first, np.int32)
    by_room = Tally(sides.number_of_rooms, np.int32)
    kept: list[Kept] = []
    for chunk in near_candidates(sides.places, sides.surroundings, (first, last), chunk_size):
        mask, nights = sides.broken(chunk, np.ones(len(chunk.youth), dtype=bool))
        by_youth.add(chunk.youth - first, mask)
        by_room.add(chunk.room, mask)
        good = mask == 0
        kept.append(
            (
                chunk.youth[good].astype(np.int32),
                chunk.room[good].astype(np.int32),
                nights[good],
                chunk.metres[good],
            )
        )
    return Found(_joined(kept), by_youth, by_room)


def _joined(kept: list[Kept]) -> Kept:
    none = np.empty(0, dtype=np.int32)
    if not kept:
        return none, none, none, none
    youth, room, nights, metres = (np.concatenate(column) for column in zip(*kept, strict=True))
    return youth, room, nights, metres


def _count_outside(sides: Sides, by_youth: Tally, by_room: Tally) -> None:
    """Rooms that are no candidate of a youth are too far, or a position is missing."""
    placed = sides.places.youth_has_place
    located = sides.surroundings.has_position
    youths, rooms = len(placed), len(located)
    by_youth.add_outside(
        too_far=np.where(placed, located.sum() - by_youth.candidates, 0),
        no_place=np.where(placed, 0, rooms),
        no_position=np.full(youths, rooms - located.sum()),
    )
    by_room.add_outside(
        too_far=np.where(located, placed.sum() - by_room.candidates, 0),
        no_place=np.full(rooms, youths - placed.sum()),
        no_position=np.where(located, 0, youths),
    )


def _result(
    youth_keys: pd.Series,
    room_keys: pd.Series,
    kept: list[Kept],
    by_youth: Tally,
    by_room: Tally,
) -> Candidates:
    youth, room, nights, metres = _joined(kept)
    pairs = pd.DataFrame(
        {
            "youth": youth_keys.take(youth).reset_index(drop=True).astype("str"),
            "room": room_keys.take(room).reset_index(drop=True).astype("str"),
            "nights": nights.astype(np.int64),
            "distance_km": metres / 1000.0,
        }
    )
    return Candidates(
        pairs=pairs,
        youth_index=youth,
        room_index=room,
        youths=by_youth.summary("youth", youth_keys, len(room_keys)),
        rooms=by_room.summary("room", room_keys, len(youth_keys)),
        youth_reasons=by_youth.frame("youth", youth_keys),
        room_reasons=by_room.frame("room", room_keys),
    )
