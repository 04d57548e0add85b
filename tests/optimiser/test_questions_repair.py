"""Repair leaves open proposals alone, and makes the best of what is free."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from matcher.optimiser import Parameters, Problem, solve
from matcher.optimiser.questions import Changes, Market, repair
from tests.optimiser.asked import ORDERS, no_room, no_youth, plus
from tests.optimiser.instances import Frames, mixed, problem_of, small
from tests.optimiser.reference import best_values


@pytest.mark.parametrize("make", [small, mixed])
@pytest.mark.parametrize("block", range(4))
def test_repair_is_the_best_with_all_others_fixed(make: object, block: int) -> None:
    compared = 0
    for seed in range(12 * block, 12 * block + 12):
        compared += _equals_reference(seed, (mixed if make is mixed else small)(seed))
    assert compared > 0


def _equals_reference(seed: int, frames: Frames) -> bool:
    rng, tiers = np.random.default_rng(seed), ORDERS[seed % len(ORDERS)]
    result = solve(problem_of(frames), Parameters(tiers, backups=0))
    free = result.assignments
    free = free[~free["youth"].isin(frames["fixed"]["youth"])] if len(free) else free
    if len(free) == 0:
        return False
    youth, room = free.iloc[rng.integers(len(free))][["youth", "room"]]
    kept = result.assignments[result.assignments["youth"] != youth]
    what = seed % 3
    out = [Changes(declined=((youth, room),)), Changes(youths=(youth,)), Changes(rooms=(room,))][
        what
    ]
    if what == 0:
        after = frames | {"forbidden": plus(frames["forbidden"], youth, room)}
    else:
        after = no_youth(frames, youth) if what == 1 else no_room(frames, room)
    if what == 2:
        kept = kept[kept["room"] != room]
    fixed = kept[["youth", "room"]].reset_index(drop=True)
    if not set(map(tuple, frames["fixed"].to_numpy())) <= set(map(tuple, fixed.to_numpy())):
        return False
    expected = best_values(after | {"fixed": fixed}, tiers)
    found = repair(problem_of(frames), Parameters(tiers), kept, out)
    if expected is None:
        assert found.broken or found.clash, seed
        return False
    assert list(found.by_tier.values()) == expected, seed
    assert set(kept["youth"]) <= set(found.assignments["youth"])
    return True


def _two_rooms() -> Problem:
    """a and b could both live in both rooms; c only in s."""
    return Problem.checked(
        pd.DataFrame(
            {
                "youth": ["a", "b", "c"],
                "municipality": ["GM1", "GM2", "GM2"],
                "organisation": "",
                "priority": [3, 2, 1],
                "lottery": [1, 2, 3],
            }
        ),
        pd.DataFrame({"room": ["r", "s"], "municipality": "GM1", "capacity": 1}),
        pd.DataFrame(
            {
                "youth": ["a", "b", "b", "c"],
                "room": ["r", "r", "s", "s"],
                "nights": [9, 8, 9, 5],
                "fit": 1,
            }
        ),
        pd.DataFrame({"kind": ["guarantee"], "key": "GM1", "limit": 1}),
    )


def test_repair_keeps_a_proposal_that_a_new_optimum_would_move() -> None:
    problem = _two_rooms()
    problem = Problem.checked(problem.youths, problem.rooms, problem.pairs)
    result = solve(problem)
    out = Changes(youths=("a",))
    kept = result.assignments[result.assignments["youth"] == "b"]
    found = repair(problem, Parameters(), kept, out)
    assert found.new.empty
    best = Market.of(problem, Parameters(), result).after(out)
    assert found.by_tier["nights"] == 9
    assert best.values()["nights"] == 13
    moved = Market.of(problem, Parameters(), result).changed(best)
    assert moved["youth"].tolist() == ["a", "b", "c"]


def test_promise_that_cannot_be_kept_is_named_and_the_rest_repaired() -> None:
    problem = _two_rooms()
    kept = pd.DataFrame({"youth": ["b"], "room": ["r"]})
    found = repair(problem, Parameters(), kept, Changes(youths=("a",)))
    assert found.broken == ("guarantee GM1",)
    assert found.new["youth"].tolist() == ["c"]
