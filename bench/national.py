"""National-like instances without limits, in the format of ``kamermatch solve``.

Youths and rooms are clustered in towns, pairs lie within 40 km, there are four incompatibilities,
rooms of capacity 1 to 2, and dates spread over a horizon of 180 days. The same arguments give the
same frames. Keys in ``pairs`` are categories, so that six million pairs stay small.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Frames = dict[str, pd.DataFrame]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

REACH_KM = 40
HORIZON = 180
TOWNS = 342
# Rooms grow faster than youths in the sizes of the bench: this keeps the pairs per youth level.
_AREA_GROWTH = 1.11
# Youths handled at once: bounds the memory, and fixes the order in which numbers are drawn.
_CHUNK = 500


@dataclass(frozen=True)
class Country:
    """Where everybody lives: town centres, and town and place (km) per youth and per room."""

    centre: Floats
    youth_town: Ints
    room_town: Ints
    youth_at: Floats
    room_at: Floats


def national(
    number_of_youths: int,
    number_of_rooms: int,
    seed: int = 1,
    towns: int | None = None,
    area: float | None = None,
) -> Frames:
    """A clustered national-like instance; about 1.2 million pairs at 10,000 x 7,000.

    ``towns`` (default 342) and ``area`` (1 = 430 by 570 km) grow by default with the youths above
    10,000, so that towns keep their size and everybody about as many pairs.
    """
    return placed_on_map(number_of_youths, number_of_rooms, seed, towns, area)[0]


def placed_on_map(
    number_of_youths: int, number_of_rooms: int, seed: int, towns: int | None, area: float | None
) -> tuple[Frames, Country]:
    """The frames of :func:`national`, and where everybody lives."""
    rng = np.random.default_rng(seed)
    growth = max(1.0, number_of_youths / 10_000)
    towns = round(TOWNS * growth) if towns is None else towns
    area = growth**_AREA_GROWTH if area is None else area
    country = _country(rng, number_of_youths, number_of_rooms, towns, area)
    youth, room, nights, fit = _pairs(rng, country)
    town = np.array([f"GM{i:04d}" for i in range(towns)], object)
    youths = pd.DataFrame(
        {
            "youth": [f"Y{i:06d}" for i in range(number_of_youths)],
            "municipality": town[country.youth_town],
            "organisation": "",
            "priority": rng.integers(0, 1001, number_of_youths),
            "lottery": rng.permutation(number_of_youths) + 1,
            "group": "",
        }
    )
    rooms = pd.DataFrame(
        {
            "room": [f"R{i:06d}" for i in range(number_of_rooms)],
            "municipality": town[country.room_town],
            "capacity": rng.choice([1, 2], number_of_rooms, p=[0.9, 0.1]),
        }
    )
    pairs = pd.DataFrame(
        {
            "youth": pd.Categorical.from_codes(youth, categories=pd.Index(youths["youth"])),
            "room": pd.Categorical.from_codes(room, categories=pd.Index(rooms["room"])),
            "nights": nights,
            "fit": fit,
        }
    )
    return {"youths": youths, "rooms": rooms, "pairs": pairs}, country


def _country(rng: np.random.Generator, youths: int, rooms: int, towns: int, area: float) -> Country:
    weight = 1 / np.arange(1, towns + 1) ** 0.4
    weight /= weight.sum()
    centre = rng.uniform([0, 0], [430, 570], size=(towns, 2)) * area**0.5
    youth_town = rng.choice(towns, youths, p=weight)
    room_town = rng.choice(towns, rooms, p=weight)
    return Country(
        centre,
        youth_town,
        room_town,
        centre[youth_town] + rng.normal(0, 4, (youths, 2)),
        centre[room_town] + rng.normal(0, 4, (rooms, 2)),
    )


def _pairs(rng: np.random.Generator, country: Country) -> tuple[Ints, Ints, Ints, Ints]:
    """Youth, room, nights and fit of the eligible pairs, sorted by youth, then room."""
    youths, rooms = len(country.youth_at), len(country.room_at)
    youth_trait = rng.random((youths, 4)) < 0.25
    room_trait = rng.random((rooms, 4)) < 0.25
    ready = rng.integers(0, 120, youths)
    free = rng.integers(0, 120, rooms)
    until = np.where(rng.random(rooms) < 0.7, HORIZON, rng.integers(121, HORIZON + 1, rooms))
    parts = []
    for y, r, distance in _near(country):
        apart = ~(youth_trait[y] & room_trait[r]).any(axis=1)
        y, r, distance = y[apart], r[apart], distance[apart]
        closeness = (500 * (1 - distance / REACH_KM)).astype(int)
        same = country.youth_town[y] == country.room_town[r]
        fit = closeness + 200 * same + rng.integers(0, 301, len(y))
        nights = until[r] - np.maximum(ready[y], free[r])
        keep = nights >= 1
        parts.append([column[keep].astype(np.int32) for column in (y, r, nights, fit)])
    youth, room, nights, fit = (np.concatenate(column) for column in zip(*parts, strict=True))
    return youth, room, nights, fit


def _near(country: Country) -> Iterator[tuple[Ints, Ints, Floats]]:
    """Youths, rooms and distances within reach, a chunk of youths at a time, sorted."""
    tree = cKDTree(country.room_at)
    for start in range(0, len(country.youth_at), _CHUNK):
        chunk = cKDTree(country.youth_at[start : start + _CHUNK])
        near = chunk.sparse_distance_matrix(tree, REACH_KM, output_type="ndarray")
        near = near[near["v"] < REACH_KM]
        near = near[np.lexsort((near["j"], near["i"]))]
        yield near["i"] + start, near["j"], near["v"]
