"""What is free, solved on its own, is the exact best beside open proposals that stay."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest

from matcher.optimiser import Parameters, Problem, Result, solve
from matcher.optimiser.questions import repair
from matcher.repair.rules import limits_after, limits_among, without

PARAMETERS = Parameters(tiers=("nights", "priority", "fit"), backups=0)
TOWNS = ["GM1", "GM2", "GM3"]


def a_market(seed: int) -> dict[str, pd.DataFrame]:
    """Return youths, rooms, pairs and contracts, at random; rooms are fewer than youths."""
    draw = np.random.default_rng(seed)
    youths = pd.DataFrame(
        {
            "youth": [f"Y{i:02d}" for i in range(12)],
            "municipality": draw.choice(TOWNS, 12),
            "organisation": "",
            "priority": draw.integers(0, 5, 12),
            "lottery": draw.permutation(12),
        }
    )
    rooms = pd.DataFrame(
        {
            "room": [f"R{i:02d}" for i in range(8)],
            "municipality": draw.choice(TOWNS, 8),
            "capacity": 1,
        }
    )
    every = youths[["youth"]].merge(rooms[["room"]], how="cross")
    pairs = every[draw.random(len(every)) < 0.35].reset_index(drop=True)
    pairs["nights"] = draw.integers(1, 6, len(pairs))
    pairs["fit"] = draw.integers(0, 20, len(pairs))
    limits = pd.DataFrame(
        {"kind": "contract", "key": TOWNS, "limit": draw.integers(1, 5, len(TOWNS))}
    )
    limits = limits_among(limits, youths, rooms)
    return {"youths": youths, "rooms": rooms, "pairs": pairs, "limits": limits}


def answer(**frames: pd.DataFrame) -> Result:
    return solve(Problem.checked(**frames), PARAMETERS)


@pytest.mark.parametrize("seed", range(40))
def test_free_part_and_open_ones_together_equal_a_solve_with_the_open_ones_fixed(
    seed: int,
) -> None:
    market = a_market(seed)
    proposed = answer(**market).assignments[["youth", "room"]]
    draw = np.random.default_rng(seed)
    is_declined = draw.random(len(proposed)) < 0.4
    kept, declined = proposed[~is_declined], proposed[is_declined]
    pairs = market["pairs"].merge(declined, how="left", indicator="how")
    market["pairs"] = pairs[pairs["how"] == "left_only"].drop(columns="how")
    towns = dict(zip(market["youths"]["youth"], market["youths"]["municipality"], strict=True))
    youths = without(market["youths"], "youth", set(kept["youth"]))
    rooms = without(market["rooms"], "room", set(kept["room"]))
    limits = limits_after(market["limits"], Counter(towns[youth] for youth in kept["youth"]))
    pairs = without(market["pairs"], "youth", set(kept["youth"]))
    free = answer(
        youths=youths,
        rooms=rooms,
        pairs=without(pairs, "room", set(kept["room"])),
        limits=limits_among(limits, youths, rooms),
    )
    fixed = answer(**market, fixed=kept.reset_index(drop=True))
    assert (free.status, fixed.status) == ("optimal", "optimal")
    both = pd.concat([kept, free.assignments[["youth", "room"]]])
    assert chosen(both) == chosen(fixed.assignments)
    stored = repair(Problem.checked(**market), PARAMETERS, kept)
    assert chosen(both) == chosen(stored.assignments)


def chosen(pairs: pd.DataFrame) -> list[tuple[str, str]]:
    return sorted(zip(pairs["youth"], pairs["room"], strict=True))
