"""Random instances in the format of ``kamermatch solve``: small ones of every shape, and national ones.

The national ones follow the yardstick of the matching document: youths and rooms clustered in
towns, pairs within 40 km, four incompatibilities, rooms of capacity 1 to 2, dates spread over a
horizon of 180 days.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from matcher.optimiser import Problem

Frames = dict[str, pd.DataFrame]


def problem_of(frames: Frames) -> Problem:
    return Problem.from_tables(frames)


def national(
    number_of_youths: int, number_of_rooms: int, seed: int = 1, towns: int = 342
) -> Frames:
    """A clustered national-like instance; about 1.2 million pairs at 10,000 x 7,000."""
    rng = np.random.default_rng(seed)
    weight = 1 / np.arange(1, towns + 1) ** 0.4
    weight /= weight.sum()
    centre = rng.uniform([0, 0], [430, 570], size=(towns, 2))
    # The country grows with the number of youths, so that a youth keeps about 120 pairs.
    centre *= max(1.0, number_of_youths / 10_000) ** 0.5
    youth_town = rng.choice(towns, number_of_youths, p=weight)
    room_town = rng.choice(towns, number_of_rooms, p=weight)
    youth_at = centre[youth_town] + rng.normal(0, 4, (number_of_youths, 2))
    room_at = centre[room_town] + rng.normal(0, 4, (number_of_rooms, 2))
    youth_trait = rng.random((number_of_youths, 4)) < 0.25
    room_trait = rng.random((number_of_rooms, 4)) < 0.25
    ready = rng.integers(0, 120, number_of_youths)
    free = rng.integers(0, 120, number_of_rooms)
    until = np.where(
        rng.random(number_of_rooms) < 0.7, 180, rng.integers(121, 181, number_of_rooms)
    )
    parts = []
    for start in range(0, number_of_youths, 500):
        stop = min(start + 500, number_of_youths)
        gap = youth_at[start:stop, None, :] - room_at[None, :, :]
        distance = np.sqrt((gap**2).sum(axis=2))
        clash = (youth_trait[start:stop, None, :] & room_trait[None, :, :]).any(axis=2)
        y, r = np.nonzero((distance < 40) & ~clash)
        closeness = (500 * (1 - distance[y, r] / 40)).astype(int)
        y += start
        same = youth_town[y] == room_town[r]
        fit = closeness + 200 * same + rng.integers(0, 301, len(y))
        nights = until[r] - np.maximum(ready[y], free[r])
        keep = nights >= 1
        parts.append(np.column_stack([y, r, nights, fit])[keep])
    pairs = np.concatenate(parts)
    youth_key = np.array([f"Y{i:06d}" for i in range(number_of_youths)])
    room_key = np.array([f"R{i:06d}" for i in range(number_of_rooms)])
    town_key = np.array([f"GM{i:04d}" for i in range(towns)])
    return {
        "youths": pd.DataFrame(
            {
                "youth": youth_key,
                "municipality": town_key[youth_town],
                "organisation": "",
                "priority": rng.integers(0, 1001, number_of_youths),
                "lottery": rng.permutation(number_of_youths) + 1,
                "group": "",
            }
        ),
        "rooms": pd.DataFrame(
            {
                "room": room_key,
                "municipality": town_key[room_town],
                "capacity": rng.choice([1, 2], number_of_rooms, p=[0.9, 0.1]),
            }
        ),
        "pairs": pd.DataFrame(
            {
                "youth": youth_key[pairs[:, 0]],
                "room": room_key[pairs[:, 1]],
                "nights": pairs[:, 2],
                "fit": pairs[:, 3],
            }
        ),
    }


def small(seed: int) -> Frames:
    """A small instance of any shape: contracts, guarantees, fixed and forbidden pairs, many ties."""
    rng = np.random.default_rng(seed)
    number_of_youths, number_of_rooms = rng.integers(1, 9), rng.integers(1, 7)
    towns = [f"GM{i:04d}" for i in range(rng.integers(1, 4))]
    youths = pd.DataFrame(
        {
            "youth": [f"y{i}" for i in range(number_of_youths)],
            "municipality": rng.choice(towns, number_of_youths),
            "organisation": "",
            "priority": rng.choice([0, 1, 2, 500, 1000], number_of_youths),
            "lottery": rng.permutation(number_of_youths) * 3,
        }
    )
    rooms = pd.DataFrame(
        {
            "room": [f"r{i}" for i in range(number_of_rooms)],
            "municipality": rng.choice(towns, number_of_rooms),
            "capacity": rng.integers(1, 4, number_of_rooms),
        }
    )
    chance = rng.choice([0.2, 0.5, 0.9])
    at = np.argwhere(rng.random((number_of_youths, number_of_rooms)) < chance)
    spread = rng.choice([2, 10, 180])
    pairs = pd.DataFrame(
        {
            "youth": youths["youth"].to_numpy()[at[:, 0]],
            "room": rooms["room"].to_numpy()[at[:, 1]],
            "nights": rng.integers(1, spread + 1, len(at)),
            "fit": rng.integers(0, rng.choice([2, 1001]), len(at)),
        }
    )
    frames = {"youths": youths, "rooms": rooms, "pairs": pairs}
    named = sorted({*youths["municipality"], *rooms["municipality"]})
    limits = [
        (kind, town, int(rng.integers(0, most)))
        for kind, chance_of, most in (("contract", 0.4, 5), ("guarantee", 0.3, 3))
        for town in named
        if rng.random() < chance_of
    ]
    frames["limits"] = pd.DataFrame(limits, columns=["kind", "key", "limit"])
    for name in ("fixed", "forbidden"):
        number = int(rng.choice([0, 0, 1, 2]))
        picked = rng.permutation(len(pairs))[: min(number, len(pairs))]
        frames[name] = pairs.loc[np.sort(picked), ["youth", "room"]].reset_index(drop=True)
    return frames
