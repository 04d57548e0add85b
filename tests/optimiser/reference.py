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
    choices = _together(frames, pairs, rows, low, high)
    low_x, high_x = np.zeros(len(pairs) + choices), np.ones(len(pairs) + choices)
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
        weight = np.concatenate([value_of[tier], np.zeros(choices)])
        if len(pairs) == 0:
            if (np.array(low) > 0).any():
                return None
            values.append(0)
            continue
        found = milp(
            -weight,
            integrality=np.ones(len(weight), int),
            options={"mip_rel_gap": 0},
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
    youths = frames["youths"].set_index("youth")
    into = frames["rooms"].set_index("room")["municipality"]
    home = youths["municipality"]
    of, to, coach = (
        pairs[column].map(values) if len(pairs) else pairs[column]
        for column, values in (("youth", home), ("room", into), ("youth", youths["organisation"]))
    )
    members = {
        "contract": lambda key: of == key,
        "guarantee": lambda key: of == key,
        "organisation": lambda key: coach == key,
        "inflow": lambda key: (to == key) & (of != key),
        "outflow": lambda key: (of == key) & (to != key),
    }
    for kind, key, limit in _limits(frames):
        if kind == "share":
            traits = frames["traits"]
            having = traits.loc[traits["trait"] + "=" + traits["value"] == key, "youth"]
            add(100 * pairs["youth"].isin(having) - limit, 0, np.inf)
        else:
            add(members[kind](key), *((limit, np.inf) if kind == "guarantee" else (0, limit)))
    if guarantee:
        for municipality in set(home):
            add(of == municipality, standalone(frames, municipality), np.inf)
    return rows, low, high


def _groups(youths: pd.DataFrame) -> dict[str, list[str]]:
    """Youths by group, of the groups with more than one youth."""
    if "group" not in youths:
        return {}
    groups = {name: list(part["youth"]) for name, part in youths.groupby("group") if name}
    return {str(name): members for name, members in groups.items() if len(members) > 1}


def _together(
    frames: Frames,
    pairs: pd.DataFrame,
    rows: list[np.ndarray],
    low: list[float],
    high: list[float],
) -> int:
    """Add a choice per group and municipality; every member follows it. Gives their number."""
    towns = sorted(set(frames["rooms"]["municipality"]))
    town_of = frames["rooms"].set_index("room")["municipality"]
    into = pairs["room"].map(town_of) if len(pairs) else pairs["room"]
    groups = _groups(frames["youths"])
    choices = len(groups) * len(towns)
    rows[:] = [np.concatenate([row, np.zeros(choices)]) for row in rows]
    for place, members in enumerate(groups.values()):
        first = len(pairs) + place * len(towns)
        for number, town in enumerate(towns):
            for youth in members:
                row = np.zeros(len(pairs) + choices)
                row[: len(pairs)] = (pairs["youth"] == youth) & (into == town)
                row[first + number] = -1
                rows.append(row)
                low.append(0)
                high.append(0)
        row = np.zeros(len(pairs) + choices)
        row[first : first + len(towns)] = 1
        rows.append(row)
        low.append(0)
        high.append(1)
    return choices


def standalone(frames: Frames, municipality: str) -> int:
    """Most own youths in own rooms alone: all subsets of the groups are tried.

    Within the own contract and the organisations' limits, without forbidden pairs; a group comes
    whole or not at all.
    """
    own_rooms = frames["rooms"].query("municipality == @municipality")
    youths = frames["youths"].query("municipality == @municipality")
    barred = set(_named(frames, "forbidden"))
    pairs = frames["pairs"]
    own = pairs[pairs["youth"].isin(youths["youth"]) & pairs["room"].isin(own_rooms["room"])]
    open_ = [pair not in barred for pair in zip(own["youth"], own["room"], strict=True)]
    own = own[np.array(open_, bool)]
    part = {
        "youths": youths,
        "rooms": own_rooms,
        "pairs": own.assign(nights=1, fit=0),
        "limits": frames["limits"].query("kind == 'contract' or kind == 'organisation'"),
    }
    groups = _groups(frames["youths"])
    divided = {
        y for members in groups.values() if not set(members) <= {*youths["youth"]} for y in members
    }
    part["pairs"] = part["pairs"][~part["pairs"]["youth"].isin(divided)].reset_index(drop=True)
    part["youths"] = youths[~youths["youth"].isin(divided)]
    found = best_values(part, ("nights",))
    assert found is not None
    return found[0]
