"""Distances as the crow flies, in whole metres, and which rooms lie near a place.

Whole metres, so that a boundary is the same boundary whichever way it is computed.
"""

from __future__ import annotations

import numpy as np

from matcher.eligibility.columns import Floats, SmallInts

EARTH_RADIUS_M = 6_371_008.8  # mean radius, IUGG
UNREACHED = np.iinfo(np.int32).max


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


class Surroundings:
    """Where the rooms are, from south to north, so that a place looks at its own latitudes only.

    ``height``: the rising distance of rooms with a position from the plane of the equator (unit
    sphere); ``points``: their positions (n, 3); ``room_of``: their rows in the frame.
    """

    def __init__(self, latitude: Floats, longitude: Floats) -> None:
        self.has_position = ~(np.isnan(latitude) | np.isnan(longitude))
        located = np.flatnonzero(self.has_position)
        points = on_sphere(latitude[located], longitude[located])
        northward = np.argsort(points[:, 2], kind="stable")
        self.points = np.ascontiguousarray(points[northward])
        self.height = np.ascontiguousarray(self.points[:, 2])
        self.room_of = located[northward].astype(np.int32)

    def within(self, point: Floats, limit_m: int) -> tuple[SmallInts, SmallInts]:
        """Return (room indices, metres) for the rooms at most ``limit_m`` away, south first."""
        chord = _chord(limit_m)
        south, north = np.searchsorted(self.height, (point[2] - chord, point[2] + chord))
        distances = metres_from(point, self.points[south:north])
        near = distances <= limit_m
        return self.room_of[south:north][near], distances[near]

    def metres_to_nearest(self, points: Floats) -> SmallInts:
        """Return per room the metres to the nearest of ``points`` (n, 3), however far."""
        nearest = np.full(len(self.has_position), UNREACHED, dtype=np.int32)
        for point in points:
            reached = metres_from(point, self.points)
            nearest[self.room_of] = np.minimum(nearest[self.room_of], reached)
        return nearest


def _chord(distance_m: int) -> float:
    """Return the straight line through the unit sphere, a metre too long to lose nothing."""
    angle = min((distance_m + 1.0) / EARTH_RADIUS_M, np.pi)
    return float(2.0 * np.sin(angle / 2.0))
