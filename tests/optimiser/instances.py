"""Random instances in the format of ``kamermatch solve``: small ones of every shape, and national ones.

The national ones are those of the bench.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from bench.instances import Frames, limited, national
from matcher.optimiser import Problem

__all__ = ["Frames", "crowded", "limited", "mixed", "national", "problem_of", "small"]

PROMISED = "GM0000"
TOWNS = [PROMISED, "GM0001", "GM0002"]


def problem_of(frames: Frames) -> Problem:
    return Problem.from_tables(frames)


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


def mixed(seed: int) -> Frames:
    """A small instance with any mix of limits of all kinds, together-groups and minimum shares."""
    frames = small(seed)
    rng = np.random.default_rng([seed, 1])
    youths = frames["youths"]
    number = len(youths)
    youths["organisation"] = rng.choice(["", "north", "south"], number, p=[0.2, 0.4, 0.4])
    chance = rng.choice([0, 0.3, 0.7])
    grouped = rng.random(number) < chance
    youths["group"] = np.where(grouped, rng.choice(["a", "b", "c"], number), "")
    known = rng.random(number) < 0.8
    severity = rng.choice(["light", "heavy"], number)
    frames["traits"] = pd.DataFrame(
        {"youth": youths["youth"], "trait": "severity", "value": severity}
    )[known].reset_index(drop=True)
    towns = sorted({*youths["municipality"], *frames["rooms"]["municipality"]})
    asked = [
        ("inflow", towns, 4), ("outflow", towns, 4),
        ("organisation", sorted({*youths["organisation"]} - {""}), 4),
        ("share", sorted({f"severity={value}" for value in severity[known]}), 101),
    ]  # fmt: skip
    limits = [
        (kind, key, int(rng.integers(0, most)))
        for kind, keys, most in asked
        for key in keys
        if rng.random() < rng.choice([0, 0.3, 0.6])
    ]
    more = pd.DataFrame(limits, columns=["kind", "key", "limit"])
    kept = frames["limits"][rng.random(len(frames["limits"])) < 0.6]
    frames["limits"] = pd.concat([kept, more], ignore_index=True) if len(more) else kept
    return frames


def crowded(seed: int) -> Frames:
    """Too few beds; a municipality is promised more than its pairs, the worst of all, would get it."""
    rng = np.random.default_rng([seed, 3])
    youths, rooms = int(rng.integers(4, 9)), int(rng.integers(2, 5))
    home = np.concatenate([TOWNS[:2], rng.choice(TOWNS, youths - 2, p=[0.4, 0.4, 0.2])])
    at = np.argwhere(rng.random((youths, rooms)) < rng.choice([0.5, 0.8]))
    is_weak = home[at[:, 0]] == PROMISED
    limits = [("guarantee", PROMISED, int(rng.integers(1, 3)))]
    if rng.random() < 0.4:
        limits.append(("guarantee", "GM0001", 1))
    if rng.random() < 0.4:
        limits.append(("contract", "GM0001", int(rng.integers(1, 4))))
    frames = {
        "youths": pd.DataFrame(
            {
                "youth": [f"y{place}" for place in range(youths)],
                "municipality": home,
                "organisation": "",
                "priority": rng.integers(0, np.where(home == PROMISED, 3, 9)),
                "lottery": rng.permutation(youths) * 3,
            }
        ),
        "rooms": pd.DataFrame(
            {
                "room": [f"r{place}" for place in range(rooms)],
                "municipality": rng.choice(TOWNS, rooms),
                "capacity": rng.integers(1, 3, rooms),
            }
        ),
        "pairs": pd.DataFrame(
            {
                "youth": [f"y{place}" for place in at[:, 0]],
                "room": [f"r{place}" for place in at[:, 1]],
                "nights": rng.integers(1, np.where(is_weak, 4, 9)),
                "fit": rng.integers(0, np.where(is_weak, 50, 1000)),
            }
        ),
        "limits": pd.DataFrame(limits, columns=["kind", "key", "limit"]),
    }
    nobody = pd.DataFrame({"youth": [], "room": []}, dtype=object)
    return frames | {"fixed": nobody, "forbidden": nobody}
