"""The two loops over all candidates: which rooms lie near a youth, and which rules are broken."""

from __future__ import annotations

import math
from typing import Annotated

import numpy as np

from matcher.eligibility.columns import Floats, Ints, SmallInts
from matcher.eligibility.distance import EARTH_RADIUS_M
from matcher.machine_code import LIBRARY, Function, entry, plain

_FROM_PAIRS = 5_000
Points = Annotated[Floats, 2]
Counts = Annotated[SmallInts, 2]


def for_size(function: Function, pairs: int) -> Function:
    """Return ``function`` as it serves best for so many ``pairs``.

    Without the library, a handful is done by the plain lines: Numba takes a second to load, which
    one approval in the web must not wait for.
    """
    return function if LIBRARY is not None or pairs >= _FROM_PAIRS else plain(function)


@entry
def fill_near(
    first: int,
    start: Ints,
    points: Points,
    limit_m: SmallInts,
    height: Floats,
    room_points: Points,
    room_of: SmallInts,
    best: Floats,
    out_youth: SmallInts,
    out_room: SmallInts,
    out_metres: SmallInts,
) -> tuple[int, int]:
    """Write the rooms near any place of youth ``first`` and the next ones, until the room is used.

    ``start[i]:start[i + 1]`` are the rows of youth i in ``points`` (n, 3, on the unit sphere);
    ``limit_m`` is per youth. ``height`` (rising), ``room_points`` and ``room_of`` are the rooms from
    south to north. ``best`` (per room) is scratch: infinite everywhere, and left so. Candidates come
    out by youth and room, with the metres to the nearest place, in whole metres as anywhere else.

    Returns (the youth to go on with, number of candidates written).
    """
    size = 0
    for youth in range(first, len(start) - 1):
        # A straight line through the sphere, a metre too long: nobody is lost by rounding.
        angle = min((limit_m[youth] + 1.0) / EARTH_RADIUS_M, math.pi)
        chord = 2.0 * math.sin(angle / 2.0)
        furthest = chord * chord
        reached = 0
        for row in range(start[youth], start[youth + 1]):
            x, y, z = points[row, 0], points[row, 1], points[row, 2]
            south = np.searchsorted(height, z - chord)
            north = np.searchsorted(height, z + chord, side="right")
            for at in range(south, north):
                dx = room_points[at, 0] - x
                dy = room_points[at, 1] - y
                dz = room_points[at, 2] - z
                square = dx * dx + dy * dy + dz * dz
                if square <= furthest and square < best[room_of[at]]:
                    reached += best[room_of[at]] == np.inf
                    best[room_of[at]] = square
        if size + reached > len(out_room):
            best[:] = np.inf
            return youth, size
        room = 0
        while reached:
            square = best[room]
            if square < np.inf:
                best[room] = np.inf
                reached -= 1
                half = min(math.sqrt(square) / 2.0, 1.0)
                metres = np.int32(np.rint(2.0 * EARTH_RADIUS_M * math.asin(half)))
                if metres <= limit_m[youth]:
                    out_youth[size], out_room[size], out_metres[size] = youth, room, metres
                    size += 1
            room += 1
    return len(start) - 1, size


@entry
def count_broken(
    index: Ints,
    mask: SmallInts,
    blocked: Counts,
    only: Counts,
    candidates: SmallInts,
    eligible: SmallInts,
) -> None:
    """Count per row of ``index`` the pairs, the eligible ones, and per bit of ``mask`` the blocked.

    ``blocked`` and ``only`` (rows, bits): pairs with this bit, and with this bit alone.
    """
    bits = blocked.shape[1]
    for pair in range(len(index)):
        row, broken = index[pair], mask[pair]
        candidates[row] += 1
        if broken == 0:
            eligible[row] += 1
            continue
        for bit in range(bits):  # no branch per bit: the processor does several at once
            blocked[row, bit] += (broken >> bit) & 1
        if broken & (broken - 1) == 0:
            for bit in range(bits):
                only[row, bit] += (broken >> bit) & 1
