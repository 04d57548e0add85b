"""Every corruption of a result with side limits is caught from the input alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from matcher.optimiser import Parameters, Problem, Result, solve, verify
from matcher.optimiser.side import answer
from tests.optimiser.instances import limited, problem_of
from tests.optimiser.test_verify import CORRUPTIONS, other_tier, priced, with_pair

PARAMETERS = Parameters(guarantee=True, seed=4)
KINDS = ("organisation", "inflow", "outflow", "share", "group")


def limits_of_every_kind() -> Problem:
    frames = limited(100, 56, seed=3, towns=6, organisations=3, groups=6, area=0.03)
    youths, pairs = frames["youths"], frames["pairs"]
    frames["limits"] = frames["limits"].query("kind != 'guarantee'")
    frames["traits"] = pd.DataFrame(
        {
            "youth": youths["youth"],
            "trait": "severity",
            "value": np.where(np.arange(len(youths)) % 5 == 0, "heavy", "light"),
        }
    )
    share = pd.DataFrame({"kind": ["share"], "key": ["severity=heavy"], "limit": [25]})
    frames["limits"] = pd.concat([frames["limits"], share], ignore_index=True)
    frames["fixed"] = pairs.loc[[3], ["youth", "room"]].astype(str)
    frames["forbidden"] = pairs.loc[[40, 60], ["youth", "room"]].astype(str)
    return problem_of(frames)


@pytest.fixture(scope="module")
def problem() -> Problem:
    return limits_of_every_kind()


@pytest.fixture(scope="module")
def good(problem: Problem) -> Result:
    return solve(problem, PARAMETERS)


def certified(result: Result, place: int, **values: Any) -> Result:
    certificates = list(result.certificates)
    certificates[place] = replace(certificates[place], **values)
    return replace(result, certificates=tuple(certificates))


def stepped(result: Result, place: int, part: str, step: int) -> Result:
    prices = getattr(result.certificates[place], part).copy()
    prices[0] += step * result.certificates[place].scale
    return certified(result, place, **{part: prices})


def moved_out(problem: Problem, result: Result) -> Result:
    """One youth of a group that is placed together goes to another municipality."""
    frame = result.assignments
    group = dict(zip(problem.youths["youth"], problem.youths["group"], strict=True))
    town = dict(zip(problem.rooms["room"], problem.rooms["municipality"], strict=True))
    for youth, room in zip(frame["youth"], frame["room"], strict=True):
        if group[youth]:
            options = problem.pairs[(problem.pairs["youth"] == youth)]
            other = options[[town[r] != town[room] for r in options["room"]]]
            if len(other):
                return with_pair(problem, result, int(other.index[0]))
    raise AssertionError("no group is placed")


def one_of_a_group(problem: Problem, result: Result) -> Result:
    """One placed youth of a group taken out."""
    grouped = problem.youths.loc[problem.youths["group"] != "", "youth"]
    rows = np.flatnonzero(result.assignments["youth"].isin(grouped))
    return replace(
        result, assignments=result.assignments.drop(index=rows[0]).reset_index(drop=True)
    )


SIDE_CORRUPTIONS: dict[str, Callable[[Problem, Result], Result]] = {
    "group split": moved_out,
    "youth of a group left out": one_of_a_group,
    "price of a side limit in the certificate": lambda p, r: stepped(r, 0, "side", 1),
    "negative price of a side limit": lambda p, r: stepped(r, 0, "side", -10_000),
    "negative price of a room": lambda p, r: stepped(r, 1, "room", -10_000),
    "price of a municipality": lambda p, r: stepped(r, 0, "group", 1),
    "multipliers of another tier": lambda p, r: certified(r, 2, earlier=r.certificates[1].earlier),
    "negative multiplier": lambda p, r: stepped(r, 2, "earlier", -(10**9)),
    "scale zero": lambda p, r: certified(r, 0, scale=0),
    "side prices too short": lambda p, r: certified(r, 0, side=np.zeros(1, np.int64)),
    "prices that overflow": lambda p, r: stepped(r, 0, "side", 2**59 // r.certificates[0].scale),
    "bound said to be searched": lambda p, r: other_tier(r, 0, proof="search"),
    "unknown proof": lambda p, r: other_tier(r, 0, proof="faith"),
    "search below the value": lambda p, r: other_tier(
        r, 0, proof="search", bound=r.tiers[0].value - 1
    ),
    **{f"price of {kind}": lambda p, r, kind=kind: priced(r, kind, 1) for kind in KINDS},  # type: ignore[misc]
}


def test_good_result_passes_and_names_every_kind(problem: Problem, good: Result) -> None:
    assert verify(problem, PARAMETERS, good) == []
    assert set(KINDS) <= set(good.prices["kind"])
    assert good.method == answer.EXACT
    placed = problem.youths.loc[problem.youths["youth"].isin(good.assignments["youth"]), "group"]
    assert (placed != "").any(), "a group must be placed"


@pytest.mark.parametrize("name", [*CORRUPTIONS, *SIDE_CORRUPTIONS])
def test_corrupted_result_is_rejected(problem: Problem, good: Result, name: str) -> None:
    corrupt = {**CORRUPTIONS, **SIDE_CORRUPTIONS}[name]
    assert verify(problem, PARAMETERS, corrupt(problem, good)) != []


@pytest.mark.parametrize("kind", ["organisation", "inflow", "outflow", "share"])
def test_result_is_rejected_when_a_side_limit_was_tighter(
    problem: Problem, good: Result, kind: str
) -> None:
    limits = problem.limits.copy()
    limits.loc[limits["kind"] == kind, "limit"] = 99 if kind == "share" else 0
    tighter = Problem.checked(
        problem.youths, problem.rooms, problem.pairs, limits, problem.fixed, problem.forbidden,
        problem.traits,
    )  # fmt: skip
    assert any(line.startswith(kind) for line in verify(tighter, PARAMETERS, good))


def test_prices_of_the_table_prove_the_bound(problem: Problem, good: Result) -> None:
    """Price times capacity or limit, youths and groups once each, add up to the bound."""
    price = good.prices.set_index(["kind", "key"])["price"]
    total = sum(price.get(("youth", key), 0) for key in problem.youths["youth"])
    total += price["group"].sum()
    for key, capacity in zip(problem.rooms["room"], problem.rooms["capacity"], strict=True):
        total += price["room", key] * capacity
    limits = problem.limits.query("kind != 'share'")
    for kind, key, limit in zip(limits["kind"], limits["key"], limits["limit"], strict=True):
        total += price[kind, key] * limit
    for key, share in good.guarantee.items():
        total += price["guarantee", key] * share.alone
    assert int(np.floor(total + 1e-6)) == good.tiers[0].bound
    assert good.tiers[0].proof == "prices"
