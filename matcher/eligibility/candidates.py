"""Which rooms each youth could be near at all, without building every youth × room pair.

Candidates come in chunks of whole youths, sorted by youth and room, so that memory stays
bounded by the chunk and not by the country.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from matcher.eligibility.columns import Bools, Floats, Ints, SmallInts
from matcher.eligibility.distance import UNREACHED, Surroundings, metres, on_sphere
from matcher.policy import Policy

Index = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Chunk:
    """Candidates: positions in the frames of youths and rooms, and metres to the nearest place."""

    youth: Index
    room: Index
    metres: SmallInts


@dataclass(frozen=True)
class Places:
    """The places that matter, sorted by youth: ``start[i]:start[i + 1]`` are those of youth i."""

    start: Index
    points: Floats
    limit_m: SmallInts
    widest_m: SmallInts

    @property
    def youth_has_place(self) -> Bools:
        return np.diff(self.start) > 0


def places_that_matter(places: pd.DataFrame, youths: pd.DataFrame, policy: Policy) -> Places:
    """Return all places with a position except those to avoid, with each youth's own limit."""
    owner = pd.Index(youths["youth"]).get_indexer(pd.Index(places["youth"]))
    latitude, longitude = _position(places)
    counts = (places["kind"] != "avoid").to_numpy() & (owner >= 0)
    counts &= ~(np.isnan(latitude) | np.isnan(longitude))
    rows = np.flatnonzero(counts)
    rows = rows[np.argsort(owner[rows], kind="stable")]
    limits = youths["max_distance_km"].fillna(policy.distance.default_maximum_km)
    limit_m = metres(limits.to_numpy(dtype=np.float64))[owner[rows]]
    points = on_sphere(latitude[rows], longitude[rows])
    start = np.searchsorted(owner[rows], np.arange(len(youths) + 1)).astype(np.intp)
    return Places(start, points, limit_m, _widest_per_position(points, limit_m))


def _widest_per_position(points: Floats, limit_m: SmallInts) -> SmallInts:
    if not len(points):
        return limit_m
    _, position = np.unique(points, axis=0, return_inverse=True)
    widest = np.zeros(int(position.max()) + 1, dtype=np.int32)
    np.maximum.at(widest, position.ravel(), limit_m)
    return widest[position.ravel()]


def near_candidates(
    places: Places, surroundings: Surroundings, number_of_rooms: int, chunk_size: int
) -> Iterator[Chunk]:
    """Yield chunks of at least ``chunk_size`` candidates (the last may be smaller)."""
    best = np.full(number_of_rooms, UNREACHED, dtype=np.int32)
    youths: list[int] = []
    found: list[tuple[Index, SmallInts]] = []
    size = 0
    for youth in np.flatnonzero(places.youth_has_place).tolist():
        rooms, distances = _rooms_of(places, youth, surroundings, best)
        youths.append(youth)
        found.append((rooms, distances))
        size += len(rooms)
        if size >= chunk_size:
            yield _chunk(youths, found)
            youths, found, size = [], [], 0
    if size:
        yield _chunk(youths, found)


def _rooms_of(
    places: Places, youth: int, surroundings: Surroundings, best: SmallInts
) -> tuple[Index, SmallInts]:
    """Return the rooms near any place of ``youth``, sorted, with metres to the nearest place.

    ``best`` is scratch, filled with UNREACHED, and is left so.
    """
    reached: list[Index] = []
    for row in range(int(places.start[youth]), int(places.start[youth + 1])):
        rooms, distances = surroundings.within(
            places.points[row], int(places.limit_m[row]), int(places.widest_m[row])
        )
        reached.append(rooms)
        best[rooms] = np.minimum(best[rooms], distances)
    union = np.sort(np.concatenate(reached))
    union = union[np.r_[True, union[1:] != union[:-1]]] if len(union) else union
    nearest = best[union]
    best[union] = UNREACHED
    return union, nearest


def _chunk(youths: list[int], found: list[tuple[Index, SmallInts]]) -> Chunk:
    sizes = [len(rooms) for rooms, _ in found]
    return Chunk(
        youth=np.repeat(np.array(youths, dtype=np.intp), sizes),
        room=np.concatenate([rooms for rooms, _ in found]),
        metres=np.concatenate([distances for _, distances in found]),
    )


def avoided_keys(
    places: pd.DataFrame,
    youths: pd.DataFrame,
    rooms: pd.DataFrame,
    surroundings: Surroundings,
    policy: Policy,
) -> Ints:
    """Return sorted pair keys of rooms inside the circle around a place to avoid.

    A place without a position bars its whole municipality: safety must not depend on a
    missing coordinate. A room without a position is barred when it is in that municipality.
    """
    owner = pd.Index(youths["youth"]).get_indexer(pd.Index(places["youth"]))
    rows = np.flatnonzero((places["kind"] == "avoid").to_numpy() & (owner >= 0))
    latitude, longitude = _position(places)
    points = on_sphere(latitude, longitude)
    radius = places["radius_km"].to_numpy(dtype=np.float64)
    radius = np.where(radius > 0, radius, policy.distance.default_avoid_radius_km)
    towns = places["municipality"].to_numpy()
    room_town = rooms["municipality"].to_numpy()
    keys = [np.empty(0, dtype=np.int64)]
    for row in rows.tolist():
        in_town = (room_town == towns[row]) & (towns[row] != "")
        if np.isnan(points[row]).any():
            near = np.flatnonzero(in_town)
        else:
            inside, _ = surroundings.within(points[row], round(float(radius[row]) * 1000))
            near = np.r_[inside, np.flatnonzero(in_town & ~surroundings.has_position)]
        keys.append(pair_keys(np.full(len(near), owner[row]), near, len(rooms)))
    return np.unique(np.concatenate(keys))


def excluded_keys(exclusions: pd.DataFrame, youths: pd.DataFrame, rooms: pd.DataFrame) -> Ints:
    """Return sorted pair keys of the pairs ruled out; pairs of others are left aside."""
    youth = pd.Index(youths["youth"]).get_indexer(pd.Index(exclusions["youth"]))
    room = pd.Index(rooms["room"]).get_indexer(pd.Index(exclusions["room"]))
    both = (youth >= 0) & (room >= 0)
    return np.unique(pair_keys(youth[both], room[both], len(rooms)))


def pair_keys(youth: npt.NDArray, room: npt.NDArray, number_of_rooms: int) -> Ints:
    return youth.astype(np.int64) * number_of_rooms + room.astype(np.int64)


def are_among(keys: Ints, sorted_keys: Ints) -> Bools:
    """Return for each of ``keys`` whether it is in ``sorted_keys``."""
    if not len(sorted_keys):
        return np.zeros(len(keys), dtype=bool)
    place = np.minimum(np.searchsorted(sorted_keys, keys), len(sorted_keys) - 1)
    return sorted_keys[place] == keys


def _position(places: pd.DataFrame) -> tuple[Floats, Floats]:
    return (
        places["latitude"].to_numpy(dtype=np.float64),
        places["longitude"].to_numpy(dtype=np.float64),
    )
