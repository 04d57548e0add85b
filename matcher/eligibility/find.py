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

DEFAULT_CHUNK = 250_000


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
    chunk_size: int = DEFAULT_CHUNK,
) -> Candidates:
    """Return every pair that breaks no hard rule, and why the others break one.

    Frames as in ``frames.py``. ``chunk_size``: pairs held in memory at a time; the answer does
    not depend on it. Raises InvalidProblem when a frame is not as declared.
    """
    sides = encode(youths, rooms, places, exclusions, today=today, policy=policy)
    by_youth, by_room = Tally(len(youths)), Tally(len(rooms))
    kept: list[tuple[npt.NDArray[np.int32], ...]] = []
    for chunk in near_candidates(sides.places, sides.surroundings, len(rooms), chunk_size):
        mask, nights = sides.broken(chunk, np.ones(len(chunk.youth), dtype=bool))
        by_youth.add(chunk.youth, mask)
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
    _count_outside(sides, by_youth, by_room)
    return _result(youths["youth"], rooms["room"], kept, by_youth, by_room)


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
    kept: list[tuple[npt.NDArray[np.int32], ...]],
    by_youth: Tally,
    by_room: Tally,
) -> Candidates:
    none = np.empty(0, dtype=np.int32)
    youth, room, nights, metres = (
        (np.concatenate(column) for column in zip(*kept, strict=True))
        if kept
        else (none, none, none, none)
    )
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
