"""Back-ups are who could come if a proposal is declined and all others stay, best first.

Every candidate is tried with a MIP that starts from nothing: the others fixed, the youth who declined
gone, and the candidate in the room.
"""

from __future__ import annotations

import pandas as pd
import pytest

from matcher.optimiser import Parameters, Result, solve
from tests.optimiser.asked import ORDERS, no_youth, plus
from tests.optimiser.instances import Frames, mixed, problem_of, small
from tests.optimiser.reference import best_values

MOST = 3
Values = tuple[int, ...]


def without_promises(frames: Frames) -> Frames:
    """A decline can break a promise whoever comes, so promises do not rank back-ups."""
    limits = frames["limits"]
    return frames | {"limits": limits[~limits["kind"].isin(["guarantee", "share"])]}


def may_go(frames: Frames, result: Result, room: str) -> list[str]:
    """Who lives in the room and can decline: not fixed, and not one of a group that stays together."""
    here = result.assignments.query("room == @room")["youth"]
    youths = frames["youths"]
    tied: set[str] = set()
    if "group" in youths:
        named = youths[youths["group"] != ""]
        tied = set(named["youth"][named["group"].duplicated(keep=False)])
    return sorted(set(here) - set(frames["fixed"]["youth"]) - tied)


def brought(
    frames: Frames, result: Result, gone: str, youth: str, room: str, tiers: tuple[str, ...]
) -> Values | None:
    """What is reached when one youth is gone and another comes; None: a limit forbids it."""
    kept = result.assignments.query("youth != @gone")[["youth", "room"]].reset_index(drop=True)
    fixed = plus(kept, youth, room)
    pairs = frames["pairs"].merge(fixed, on=["youth", "room"])
    values = best_values(no_youth(frames | {"pairs": pairs, "fixed": fixed}, gone), tiers)
    if values is None:
        return None
    # Less of everything that stays is the same for all who could come, so own values suffice.
    own = frames["pairs"].query("youth == @youth and room == @room").iloc[0]
    facts = frames["youths"].set_index("youth")
    worth = {
        "nights": own["nights"], "fit": own["fit"], "priority": facts.loc[youth, "priority"]
    }  # fmt: skip
    return (*(int(worth[tier]) for tier in tiers), -int(facts.loc[youth, "lottery"]))


def expected(frames: Frames, result: Result, room: str, tiers: tuple[str, ...]) -> list[str]:
    """Everybody who could come, best first."""
    barred = set(map(tuple, frames["forbidden"].to_numpy()))
    candidates = frames["pairs"].query("room == @room")["youth"]
    placed = set(result.assignments["youth"])
    found: dict[str, Values] = {}
    for youth in candidates[~candidates.isin(placed)]:
        for gone in may_go(frames, result, room):
            value = brought(frames, result, gone, youth, room, tiers)
            if value is not None and (youth, room) not in barred:
                found[youth] = value
    return sorted(found, key=lambda youth: found[youth], reverse=True)


@pytest.mark.parametrize("make", [small, mixed])
@pytest.mark.parametrize("block", range(6))
def test_back_ups_are_those_that_solving_from_nothing_allows(make: object, block: int) -> None:
    asked = 0
    for seed in range(40 * block, 40 * block + 40):
        frames = without_promises((mixed if make is mixed else small)(seed))
        tiers = ORDERS[seed % len(ORDERS)]
        result = solve(problem_of(frames), Parameters(tiers, backups=MOST))
        for room in sorted(set(result.assignments["room"])):
            if not may_go(frames, result, room):
                continue
            listed = result.backups.query("room == @room").sort_values("rank")["youth"]
            assert listed.tolist() == expected(frames, result, room, tiers)[:MOST], (seed, room)
            asked += 1
    assert asked > 25


def test_reference_sees_a_back_up_that_breaks_a_contract() -> None:
    frames = small(0) | {
        "youths": pd.DataFrame(
            {
                "youth": ["a", "b"],
                "municipality": ["GM1", "GM2"],
                "organisation": "",
                "priority": 0,
                "lottery": [1, 2],
            }
        ),
        "rooms": pd.DataFrame({"room": ["r"], "municipality": ["GM1"], "capacity": [1]}),
        "pairs": pd.DataFrame({"youth": ["a", "b"], "room": "r", "nights": [9, 8], "fit": 0}),
        "limits": pd.DataFrame([("contract", "GM2", 0)], columns=["kind", "key", "limit"]),
        "fixed": pd.DataFrame({"youth": [], "room": []}, dtype=object),
        "forbidden": pd.DataFrame({"youth": [], "room": []}, dtype=object),
    }
    result = solve(problem_of(frames), Parameters())
    assert expected(frames, result, "r", ("nights",)) == []
    open_ = frames | {"limits": frames["limits"].iloc[:0]}
    assert expected(open_, solve(problem_of(open_), Parameters()), "r", ("nights",)) == ["b"]
