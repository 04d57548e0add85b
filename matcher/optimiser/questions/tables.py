"""The tables of a problem, changed as a question asks, to be solved again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from matcher.optimiser.lottery import lots
from matcher.optimiser.problem import Problem
from matcher.optimiser.result import Share

Frames = dict[str, pd.DataFrame]


def tables_of(problem: Problem, promised: Mapping[str, Share]) -> Frames:
    """The tables of a problem, with what is promised as limits by name."""
    limits = problem.limits
    if promised:
        asked = limits["kind"] == "guarantee"
        least = dict(zip(limits["key"][asked], limits["limit"][asked], strict=True))
        for name, share in promised.items():
            least[name] = max(share.alone, int(least.get(name, 0)))
        rows = [("guarantee", name, number) for name, number in sorted(least.items())]
        more = pd.DataFrame(rows, columns=["kind", "key", "limit"])
        limits = pd.concat([limits[~asked], more], ignore_index=True)
    return {
        "youths": problem.youths,
        "rooms": problem.rooms,
        "pairs": problem.pairs,
        "limits": limits,
        "fixed": problem.fixed,
        "forbidden": problem.forbidden,
        "traits": problem.traits,
    }


def with_ranks(problem: Problem, seed: int) -> Problem:
    """Lots are drawn once: the ranks of the round stay, whoever comes or goes."""
    youths = problem.youths.assign(lottery=pd.array(lots(problem, seed), dtype="Int64"))
    return replace(problem, youths=youths)


def with_pair(frame: pd.DataFrame, youth: str, room: str) -> pd.DataFrame:
    both = pd.concat([frame, pd.DataFrame({"youth": [youth], "room": [room]})], ignore_index=True)
    return both.drop_duplicates(ignore_index=True)


def without_youth(frames: Frames, youth: str) -> Frames:
    """Without pairs, limits and group; the row itself keeps the ranks of the others."""
    youths = frames["youths"].copy()
    youths.loc[youths["youth"] == youth, "group"] = ""
    pairs = frames["pairs"]
    return frames | {"youths": youths, "pairs": pairs[(pairs["youth"] != youth).to_numpy()]}


def without_room(frames: Frames, room: str) -> Frames:
    pairs = frames["pairs"]
    return frames | {"pairs": pairs[(pairs["room"] != room).to_numpy()]}


def with_room(frames: Frames, room: Mapping[str, object], offers: pd.DataFrame) -> Frames:
    rooms = pd.concat([frames["rooms"], pd.DataFrame([{"capacity": 1} | dict(room)])])
    pairs = more_pairs(frames["pairs"], offers.assign(room=str(room["room"])))
    return frames | {"rooms": rooms.reset_index(drop=True), "pairs": pairs}


def more_pairs(pairs: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    columns = ["youth", "room", "nights", "fit"]
    plain = pairs[columns].astype({"youth": object, "room": object})
    return pd.concat([plain, more[columns]], ignore_index=True)
