"""An independent reference: the same problem as a MIP, tier after tier, by HiGHS."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.optimiser.instances import Frames


def ranks(youths: pd.DataFrame) -> dict[str, int]:
    """Rank by lottery number (the instances give everybody a number of their own)."""
    return {key: i + 1 for i, key in enumerate(youths.sort_values("lottery")["youth"])}


def best_values(
    frames: Frames, tiers: tuple[str, ...], guarantee: bool = False
) -> list[int] | None:
    """The value of every tier and of the lottery; None when infeasible."""
    pairs = frames["pairs"].reset_index(drop=True)
    youths = frames["youths"].set_index("youth")
    rank = ranks(frames["youths"])
    rows, low, high = _rules(frames, pairs, guarantee)
    low_x, high_x = np.zeros(len(pairs)), np.ones(len(pairs))
    named = list(zip(pairs["youth"], pairs["room"], strict=True))
    for pair in _named(frames, "fixed"):
        low_x[named.index(pair)] = 1
    for pair in _named(frames, "forbidden"):
        if pair in named:
            if low_x[named.index(pair)]:
                return None
            high_x[named.index(pair)] = 0
    value_of = {
        "nights": pairs["nights"].to_numpy(float),
        "fit": pairs["fit"].to_numpy(float),
        "priority": youths["priority"].loc[pairs["youth"]].to_numpy(float),
        "lottery": -np.array([rank[youth] for youth in pairs["youth"]], float),
    }
    values = []
    for tier in (*tiers, "lottery"):
        weight = value_of[tier]
        if len(pairs) == 0:
            if (np.array(low) > 0).any():
                return None
            values.append(0)
            continue
        found = milp(
            -weight,
            integrality=np.ones(len(pairs), int),
            bounds=Bounds(low_x, high_x),
            constraints=LinearConstraint(np.array(rows), low, high),
        )
        if found.x is None:
            return None
        value = round(float(weight @ np.round(found.x)))
        values.append(-value if tier == "lottery" else value)
        rows.append(weight)
        low.append(value)
        high.append(value)
    return values


def _named(frames: Frames, name: str) -> list[tuple[str, str]]:
    frame = frames.get(name)
    return [] if frame is None else list(zip(frame["youth"], frame["room"], strict=True))


def _limits(frames: Frames) -> list[tuple[str, str, int]]:
    frame = frames.get("limits")
    if frame is None:
        return []
    return [(kind, key, int(limit)) for kind, key, limit in frame.to_numpy().tolist()]


def _rules(
    frames: Frames, pairs: pd.DataFrame, guarantee: bool
) -> tuple[list[np.ndarray], list[float], list[float]]:
    rows: list[np.ndarray] = []
    low: list[float] = []
    high: list[float] = []

    def add(members: pd.Series, least: float, most: float) -> None:
        rows.append(members.to_numpy(float))
        low.append(least)
        high.append(most)

    for youth in frames["youths"]["youth"]:
        add(pairs["youth"] == youth, 0, 1)
    for room, capacity in zip(frames["rooms"]["room"], frames["rooms"]["capacity"], strict=True):
        add(pairs["room"] == room, 0, capacity)
    home = frames["youths"].set_index("youth")["municipality"]
    of = pairs["youth"].map(home) if len(pairs) else pairs["youth"]
    for kind, key, limit in _limits(frames):
        add(of == key, *((0, limit) if kind == "contract" else (limit, np.inf)))
    if guarantee:
        for municipality in set(home):
            add(of == municipality, standalone(frames, municipality), np.inf)
    return rows, low, high


def standalone(frames: Frames, municipality: str) -> int:
    """Own youths in own rooms alone, within the own contract and without forbidden pairs."""
    own_youths = frames["youths"].query("municipality == @municipality")
    own_rooms = frames["rooms"].query("municipality == @municipality")
    barred = set(_named(frames, "forbidden"))
    edges = [
        (y, r)
        for y, r in zip(frames["pairs"]["youth"], frames["pairs"]["room"], strict=True)
        if y in set(own_youths["youth"]) and r in set(own_rooms["room"]) and (y, r) not in barred
    ]
    beds = [
        (room, i)
        for room, capacity in zip(own_rooms["room"], own_rooms["capacity"], strict=True)
        for i in range(capacity)
    ]
    taken: dict[tuple[str, int], str] = {}

    def place(youth: str, seen: set[tuple[str, int]]) -> bool:
        for bed in beds:
            if (youth, bed[0]) in edges and bed not in seen:
                seen.add(bed)
                if bed not in taken or place(taken[bed], seen):
                    taken[bed] = youth
                    return True
        return False

    number = sum(place(youth, set()) for youth in own_youths["youth"])
    for kind, key, limit in _limits(frames):
        if kind == "contract" and key == municipality:
            number = min(number, limit)
    return number
