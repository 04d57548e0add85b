"""National-like instances with every kind of limit, many of which bind, and together-groups."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from bench.national import Country, Frames, Ints, placed_on_map

Limits = dict[str, Ints]  # kind -> limit per municipality or organisation, -1 = none


def limited(
    number_of_youths: int = 10_000,
    number_of_rooms: int = 7_000,
    seed: int = 1,
    towns: int | None = None,
    organisations: int = 60,
    groups: int = 200,
    area: float | None = None,
) -> Frames:
    """A national instance with limits and together-groups.

    Every municipality has a contract, half of them an inflow, half an outflow limit, a third a
    guarantee; every organisation has coaches for 60 to 80 percent of its youths; groups are 2 to 4
    youths of the same or neighbouring towns. Feasible: a greedy answer that keeps to the other
    limits places more youths than the guarantees ask.
    """
    frames, country = placed_on_map(number_of_youths, number_of_rooms, seed, towns, area)
    rng = np.random.default_rng((seed, 2))
    organisation = _organisations(rng, country, organisations)
    group = _groups(rng, country, groups)
    frames["youths"]["organisation"] = [f"O{i:02d}" for i in organisation]
    frames["youths"]["group"] = [f"T{i:03d}" if i >= 0 else "" for i in group]
    limits = _limits(rng, country, organisation, frames["rooms"]["capacity"].to_numpy())
    placed = _placed_greedily(frames, country, organisation, group, limits)
    asks = rng.random(len(placed)) < 1 / 3
    limits["guarantee"] = np.where(asks, placed * 9 // 10, -1)
    frames["limits"] = _table(limits, country, organisation)
    return frames


def _organisations(rng: np.random.Generator, country: Country, number: int) -> Ints:
    """An organisation per youth: one of the three that work nearest, mostly the nearest."""
    seat = country.centre[rng.integers(0, len(country.centre), number)]
    nearest = cKDTree(seat + rng.normal(0, 8, seat.shape)).query(
        country.youth_at, k=min(3, number)
    )[1]
    nearest = nearest.reshape(len(country.youth_at), -1)
    choice = rng.choice([0, 1, 2], len(nearest), p=[0.6, 0.25, 0.15]) % nearest.shape[1]
    return nearest[np.arange(len(nearest)), choice]


def _groups(rng: np.random.Generator, country: Country, number: int) -> Ints:
    """A together-group per youth, -1 = none: a youth with one to three of the nearest others."""
    group = np.full(len(country.youth_at), -1, np.int64)
    tree = cKDTree(country.youth_at)
    made = 0
    for first in rng.permutation(len(group)):
        if made == number:
            break
        near = np.atleast_1d(tree.query(country.youth_at[first], k=min(30, len(group)))[1])
        free = near[group[near] < 0]
        size = rng.choice([2, 3, 4], p=[0.6, 0.25, 0.15])
        if group[first] < 0 and len(free) >= size:
            # Brothers and sisters do not always live next door to each other.
            others = rng.choice(free[free != first], size - 1, replace=False)
            group[[first, *others]] = made
            made += 1
    return group


def _limits(rng: np.random.Generator, country: Country, organisation: Ints, beds: Ints) -> Limits:
    towns = len(country.centre)
    youths = np.bincount(country.youth_town, minlength=towns)
    here = np.bincount(country.room_town, weights=beds, minlength=towns)

    def part(of: Ints, least: float, most: float) -> Ints:
        return (of * rng.uniform(least, most, len(of)) + 0.5).astype(np.int64)

    half, other_half = rng.random((2, towns)) < 0.5
    return {
        "contract": part(youths, 0.5, 1.0),
        "inflow": np.where(half, part(here, 0.5, 1.0), -1),
        "outflow": np.where(other_half, part(youths, 0.4, 0.9), -1),
        "organisation": part(np.bincount(organisation), 0.6, 0.8),
    }


def _placed_greedily(
    frames: Frames, country: Country, organisation: Ints, group: Ints, limits: Limits
) -> Ints:
    """Placed youths per municipality of a greedy answer that keeps to the limits.

    Groups are left out, which is allowed: a group may stay unplaced together.
    """
    pairs = frames["pairs"]
    order = np.lexsort((-pairs["fit"].to_numpy(), -pairs["nights"].to_numpy()))
    youth, room = (pairs[name].cat.codes.to_numpy()[order] for name in ("youth", "room"))
    alone = group[youth] < 0
    left = {kind: np.where(most < 0, len(group), most) for kind, most in limits.items()}
    beds = frames["rooms"]["capacity"].to_numpy().copy()
    placed = np.zeros(len(group), bool)
    for y, r in zip(youth[alone].tolist(), room[alone].tolist(), strict=True):
        if placed[y] or not beds[r]:
            continue
        of, into = country.youth_town[y], country.room_town[r]
        uses = [("contract", of), ("organisation", organisation[y])]
        uses += [] if of == into else [("outflow", of), ("inflow", into)]
        if all(left[kind][key] > 0 for kind, key in uses):
            placed[y] = True
            beds[r] -= 1
            for kind, key in uses:
                left[kind][key] -= 1
    return np.bincount(country.youth_town[placed], minlength=len(country.centre))


def _table(limits: Limits, country: Country, organisation: Ints) -> pd.DataFrame:
    """The limits as a frame, without keys that no youth and no room has: solve refuses those."""
    towns = np.union1d(country.youth_town, country.room_town).tolist()
    rows = [
        (kind, f"O{i:02d}" if kind == "organisation" else f"GM{i:04d}", int(most[i]))
        for kind, most in limits.items()
        for i in (np.unique(organisation).tolist() if kind == "organisation" else towns)
        if most[i] >= 0
    ]
    return pd.DataFrame(rows, columns=["kind", "key", "limit"])
