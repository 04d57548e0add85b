"""A reason that names a guarantee is true: with one place less promised the youth has a room."""

from __future__ import annotations

import pandas as pd
import pytest

from matcher.optimiser import Parameters, solve
from tests.optimiser.asked import ORDERS, plus, promised
from tests.optimiser.instances import Frames, problem_of, small
from tests.optimiser.reference import best_values

GUARANTEE = "limit guarantee "


def claims(seed: int) -> tuple[Frames, tuple[str, ...], list[int], list[tuple[str, str]]]:
    """The problem, its tiers and values, and youths with the guarantee said to keep them out."""
    frames, tiers = small(seed), ORDERS[seed % len(ORDERS)]
    result = solve(problem_of(frames), Parameters(tiers, seed % 2 == 0, backups=0))
    if result.status == "infeasible":
        return frames, tiers, [], []
    assert result.lottery is not None
    values = [tier.value for tier in (*result.tiers, result.lottery)]
    rows = result.unmatched[result.unmatched["reason"].str.startswith(GUARANTEE)]
    said = [
        (youth, reason.removeprefix(GUARANTEE))
        for youth, reason in rows[["key", "reason"]].to_numpy()
    ]
    return (promised(frames, result) if seed % 2 == 0 else frames), tiers, values, said


@pytest.mark.parametrize("block", range(6))
def test_guarantee_that_is_named_keeps_the_youth_out(block: int) -> None:
    for seed in range(60 * block, 60 * block + 60):
        frames, tiers, before, said = claims(seed)
        for youth, key in said:
            less = frames | {"limits": _one_less(frames["limits"], key)}
            best = best_values(less, tiers)
            assert best is not None
            assert [*best[:-1], -best[-1]] > [*before[:-1], -before[-1]], (seed, youth)
            rooms = frames["pairs"].query("youth == @youth")["room"]
            with_room = [
                best_values(less | {"fixed": plus(frames["fixed"], youth, room)}, tiers)
                for room in rooms
            ]
            assert best in with_room, (seed, youth)


def _one_less(limits: pd.DataFrame, key: str) -> pd.DataFrame:
    here = (limits["kind"] == "guarantee") & (limits["key"] == key)
    return limits.assign(limit=limits["limit"] - here)
