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
from matcher.eligibility.distance import Surroundings, metres, on_sphere
from matcher.eligibility.kernel import fill_near, for_size
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
    """The places that matter, sorted by youth: ``start[i]:start[i + 1]`` are those of youth i.

    ``points`` and ``limit_m`` (how far its youth will go) have a row per place.
    """

    start: Index
    points: Floats
    limit_m: SmallInts

    @property
    def youth_has_place(self) -> Bools:
        return np.diff(self.start) > 0

    def limit_of_youths(self) -> SmallInts:
        """Return how far each youth will go, 0 for those without places."""
        limit = np.zeros(len(self.start) - 1, dtype=np.int32)
        has_place = self.youth_has_place
        limit[has_place] = self.limit_m[self.start[:-1][has_place]]
        return limit


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
    return Places(start, points, limit_m)


def near_candidates(
    places: Places, surroundings: Surroundings, part: tuple[int, int], chunk_size: int
) -> Iterator[Chunk]:
    """Yield the candidates of the youths ``part[0]:part[1]`` in chunks of whole youths.

    A chunk holds at most ``chunk_size`` candidates, or those of one youth.
    """
    rooms = len(surroundings.has_position)
    length = max(chunk_size, rooms)
    youth, last = part
    # Copies: what comes from another process is read-only, for which Numba would compile anew.
    start = places.start[: last + 1].copy()
    points, limit_m = places.points.copy(), places.limit_of_youths()[:last]
    height, located = surroundings.height.copy(), surroundings.points.copy()
    room_of, best = surroundings.room_of.copy(), np.full(rooms, np.inf)
    fill = for_size(fill_near, (last - youth) * rooms)
    while youth < last:
        found = [np.empty(length, dtype=np.int32) for _ in range(3)]
        youth, size = fill(youth, start, points, limit_m, height, located, room_of, best, *found)
        if size:
            owner, room, distances = (column[:size] for column in found)
            yield Chunk(owner.astype(np.intp), room.astype(np.intp), distances)


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
    town, room_town = _towns(places["municipality"], rooms["municipality"])
    lost = np.flatnonzero(~surroundings.has_position)
    keys = [np.empty(0, dtype=np.int64)]
    for row in rows.tolist():
        if np.isnan(points[row]).any():
            near = np.flatnonzero(room_town == town[row])
        else:
            inside, _ = surroundings.within(points[row], round(float(radius[row]) * 1000))
            near = np.r_[inside, lost[room_town[lost] == town[row]]]
        keys.append(pair_keys(np.full(len(near), owner[row]), near, len(rooms)))
    return np.unique(np.concatenate(keys))


def _towns(of_places: pd.Series, of_rooms: pd.Series) -> tuple[SmallInts, SmallInts]:
    """Return municipalities as numbers; a place without one is in none of the rooms' (-1)."""
    room_town, known = pd.factorize(of_rooms)
    town = pd.Index(known).get_indexer(pd.Index(of_places))
    town[(of_places == "").to_numpy(dtype=bool)] = -1
    return town.astype(np.int32), room_town.astype(np.int32)


def excluded_keys(exclusions: pd.DataFrame, youths: pd.DataFrame, rooms: pd.DataFrame) -> Ints:
    """Return sorted pair keys of the pairs ruled out; pairs of others are left aside."""
    youth = pd.Index(youths["youth"]).get_indexer(pd.Index(exclusions["youth"]))
    room = pd.Index(rooms["room"]).get_indexer(pd.Index(exclusions["room"]))
    both = (youth >= 0) & (room >= 0)
    return np.unique(pair_keys(youth[both], room[both], len(rooms)))


def pair_keys(youth: npt.NDArray, room: npt.NDArray, number_of_rooms: int) -> Ints:
    return youth.astype(np.int64) * number_of_rooms + room.astype(np.int64)


def are_among(keys: Ints, sorted_keys: Ints) -> Bools:
    """Return for each of ``keys`` whether it is in ``sorted_keys``.

    Where ``keys`` are sorted too, the few are looked up among the many.
    """
    among = np.zeros(len(keys), dtype=bool)
    if not len(sorted_keys) or not len(keys):
        return among
    if (keys[1:] <= keys[:-1]).any():
        place = np.minimum(np.searchsorted(sorted_keys, keys), len(sorted_keys) - 1)
        return sorted_keys[place] == keys
    first, last = np.searchsorted(sorted_keys, (keys[0], keys[-1] + 1))
    wanted = sorted_keys[first:last]
    place = np.searchsorted(keys, wanted)
    among[place[keys[place] == wanted]] = True
    return among


def _position(places: pd.DataFrame) -> tuple[Floats, Floats]:
    return (
        places["latitude"].to_numpy(dtype=np.float64),
        places["longitude"].to_numpy(dtype=np.float64),
    )
