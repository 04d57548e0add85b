"""Distances as the crow flies, in whole metres, and which rooms lie near a place.

Whole metres, so that a boundary is the same boundary whichever way it is computed.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from matcher.eligibility.columns import Floats, SmallInts

EARTH_RADIUS_M = 6_371_008.8  # mean radius, IUGG
UNREACHED = np.iinfo(np.int32).max
_CACHED_ROOMS = 8_000_000  # at most about 64 MB of remembered surroundings


def on_sphere(latitude: Floats, longitude: Floats) -> Floats:
    """Return positions (n, 3) on the unit sphere for degrees (n,)."""
    lat, lon = np.radians(latitude), np.radians(longitude)
    return np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))


def metres(kilometres: Floats) -> SmallInts:
    return np.rint(kilometres * 1000.0).astype(np.int32)


def metres_from(point: Floats, points: Floats) -> SmallInts:
    """Return great-circle metres from ``point`` (3,) to each of ``points`` (n, 3)."""
    half_chord = np.sqrt(((points - point) ** 2).sum(axis=1)) / 2.0
    return np.rint(2.0 * EARTH_RADIUS_M * np.arcsin(np.minimum(half_chord, 1.0))).astype(np.int32)


def _chord(distance_m: int) -> float:
    """Return the straight line through the unit sphere, a metre too long to lose nothing."""
    angle = min((distance_m + 1.0) / EARTH_RADIUS_M, np.pi)
    return float(2.0 * np.sin(angle / 2.0))


class Surroundings:
    """The rooms around places, nearest first, found with a k-d tree over room positions.

    Many youths name the same town, so what was found for a position is remembered, up to a
    fixed amount of memory.
    """

    def __init__(self, latitude: Floats, longitude: Floats) -> None:
        self.has_position = ~(np.isnan(latitude) | np.isnan(longitude))
        self._rooms = np.flatnonzero(self.has_position)
        self._points = on_sphere(latitude[self._rooms], longitude[self._rooms])
        self._tree = cKDTree(self._points) if len(self._rooms) else None
        self._known: dict[bytes, tuple[int, npt.NDArray[np.intp], SmallInts]] = {}
        self._remembered = 0

    def within(
        self, point: Floats, limit_m: int, widest_m: int | None = None
    ) -> tuple[npt.NDArray[np.intp], SmallInts]:
        """Return (room indices, metres), nearest first, for rooms at most ``limit_m`` away.

        ``widest_m``: the widest limit that will be asked for this position, to look only once.
        """
        rooms, distances = self._look_around(point, max(limit_m, widest_m or 0))
        count = int(np.searchsorted(distances, limit_m, side="right"))
        return rooms[:count], distances[:count]

    def metres_to_nearest(self, points: Floats) -> SmallInts:
        """Return per room the metres to the nearest of ``points`` (n, 3), however far."""
        nearest = np.full(len(self.has_position), UNREACHED, dtype=np.int32)
        for point in points:
            reached = metres_from(point, self._points)
            nearest[self._rooms] = np.minimum(nearest[self._rooms], reached)
        return nearest

    def _look_around(self, point: Floats, reach_m: int) -> tuple[npt.NDArray[np.intp], SmallInts]:
        key = point.tobytes()
        known = self._known.get(key)
        if known is not None and known[0] >= reach_m:
            return known[1], known[2]
        rooms, distances = self._search(point, reach_m)
        if self._remembered + len(rooms) <= _CACHED_ROOMS:
            self._remembered += len(rooms)
            self._known[key] = (reach_m, rooms, distances)
        return rooms, distances

    def _search(self, point: Floats, reach_m: int) -> tuple[npt.NDArray[np.intp], SmallInts]:
        if self._tree is None:
            return np.empty(0, np.intp), np.empty(0, np.int32)
        found = np.array(self._tree.query_ball_point(point, _chord(reach_m)), dtype=np.intp)
        distances = metres_from(point, self._points[found])
        order = np.lexsort((found, distances))
        return self._rooms[found[order]], distances[order]
