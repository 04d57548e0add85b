"""A reason that names a guarantee or a contract is true, each compared with a MIP."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from matcher.optimiser import Parameters, solve
from tests.optimiser.asked import ORDERS, plus, promised
from tests.optimiser.instances import Frames, crowded, problem_of, small
from tests.optimiser.reference import best_values

Case = tuple[int, Frames, tuple[str, ...], list[int], dict[str, str]]


def cases(make: Callable[[int], Frames], seeds: range) -> Iterator[Case]:
    """Seed, problem with the promises by name, tiers, values, and reasons of youths without a room."""
    for seed in seeds:
        frames, tiers = make(seed), ORDERS[seed % len(ORDERS)]
        result = solve(problem_of(frames), Parameters(tiers, seed % 2 == 0, backups=0))
        if result.status == "infeasible":
            continue
        assert result.lottery is not None
        values = [tier.value for tier in (*result.tiers, result.lottery)]
        rows = result.unmatched[result.unmatched["kind"] == "youth"]
        said = dict(zip(rows["key"], rows["reason"], strict=True))
        yield seed, promised(frames, result) if seed % 2 == 0 else frames, tiers, values, said


def higher(values: list[int]) -> list[int]:
    """Values that are better when higher; of the lottery a lower sum of ranks is."""
    return [*values[:-1], -values[-1]]


def limited(frames: Frames, kind: str, key: str, more: int) -> Frames:
    limits = frames["limits"]
    here = (limits["kind"] == kind) & (limits["key"] == key)
    assert here.sum() == 1
    return frames | {"limits": limits.assign(limit=limits["limit"] + more * here)}


def with_youth_placed(frames: Frames, tiers: tuple[str, ...], youth: str) -> list[list[int]]:
    """The values of the best solutions with this youth in each of its rooms."""
    rooms = frames["pairs"].query("youth == @youth")["room"]
    placed = (
        best_values(frames | {"fixed": plus(frames["fixed"], youth, room)}, tiers) for room in rooms
    )
    return [values for values in placed if values is not None]


@pytest.mark.parametrize("block", range(4))
def test_guarantee_that_is_named_keeps_the_youth_out(block: int) -> None:
    """With one place less promised the result is better, and a best one places the youth."""
    seen = 0
    for seed, frames, tiers, before, said in cases(crowded, range(40 * block, 40 * block + 40)):
        for youth, reason in said.items():
            if not reason.startswith("limit guarantee "):
                continue
            less = limited(frames, "guarantee", reason.removeprefix("limit guarantee "), -1)
            best = best_values(less, tiers)
            assert best is not None
            assert higher(best) > higher(before), (seed, youth)
            assert best in with_youth_placed(less, tiers, youth), (seed, youth)
            seen += 1
    assert seen >= 7, "hardly a guarantee was named: four blocks should give some forty"


@pytest.mark.parametrize("block", range(4))
def test_contract_is_named_exactly_where_a_place_more_for_the_youth_is_better(block: int) -> None:
    said_so = denied = 0
    for seed, frames, tiers, before, said in cases(small, range(40 * block, 40 * block + 40)):
        limits = frames["limits"].query("kind == 'contract'")
        home = frames["youths"].set_index("youth")["municipality"]
        home = home[home.isin(limits["key"])]
        # Where the contract is not used up, the youth may be in it already.
        most = limits.set_index("key")["limit"]
        placed = home[~home.index.isin(said)].value_counts().reindex(most.index, fill_value=0)
        for youth in home.index[home.index.isin(said)]:
            is_named = said[youth] == f"limit contract {home[youth]}"
            if placed[home[youth]] < most[home[youth]]:
                assert not is_named, (seed, youth)
                continue
            more = limited(frames, "contract", home[youth], 1)
            outcomes = with_youth_placed(more, tiers, youth)
            is_true = any(higher(values) > higher(before) for values in outcomes)
            assert is_named == is_true, (seed, youth)
            said_so, denied = said_so + is_named, denied + (not is_named)
    assert said_so >= 3, "hardly a contract was named: four blocks should give some forty"
    assert denied >= 2
