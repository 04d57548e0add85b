"""Fairness: an unfair outcome is warned about, a fair one is not, and nobody can tamper with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from matcher.optimiser import Parameters, Problem, Result, solve, verify
from matcher.optimiser.exchange_rules import is_allowed
from matcher.optimiser.fairness import chance_of_so_few
from matcher.optimiser.groups_of_youths import bands
from matcher.optimiser.model import Groups
from matcher.optimiser.thresholds import Thresholds
from tests.optimiser.instances import problem_of, small


def contest(
    groups: dict[str, int],
    rooms: int,
    *,
    fit: Callable[[str, int], int] = lambda group, n: 500,
    priority: dict[str, int] | None = None,
    nights: dict[str, int] | None = None,
    without_room: dict[str, int] | None = None,
    limits: list[tuple[str, str, int]] | None = None,
) -> Problem:
    """Youths of some groups, each of whom could live in every one of ``rooms`` rooms."""
    names = [(group, n) for group, size in groups.items() for n in range(size)]
    keys = [f"{group}{n:03d}" for group, n in names]
    youths = pd.DataFrame(
        {
            "youth": keys,
            "municipality": ["GM_" + group for group, _ in names],
            "organisation": "",
            "priority": [(priority or {}).get(group, 0) for group, _ in names],
        }
    )
    houses = pd.DataFrame({"room": [f"r{n}" for n in range(rooms)], "capacity": 1})
    houses["municipality"] = "GM_rooms"
    pairs = [
        (key, f"r{r}", (nights or {}).get(group, 90), fit(group, n))
        for key, (group, n) in zip(keys, names, strict=True)
        for r in range(rooms)
        if n >= (without_room or {}).get(group, 0)
    ]
    return Problem.checked(
        youths,
        houses,
        pd.DataFrame(pairs, columns=["youth", "room", "nights", "fit"]),
        pd.DataFrame(limits or [], columns=["kind", "key", "limit"]),
        traits=pd.DataFrame(
            {"youth": keys, "trait": "severity", "value": [group for group, _ in names]}
        ),
    )


def warned(problem: Problem, **parameters: Any) -> set[tuple[str, str, str]]:
    result = solve(problem, Parameters(**parameters))
    return {(w.code, w.value, w.cause) for w in result.warnings if w.trait == "severity"}


def row(result: Result, value: str, trait: str = "severity") -> pd.Series:
    table = result.fairness
    return table[(table["trait"] == trait) & (table["value"] == value)].iloc[0]


def test_group_that_is_passed_over_because_it_fits_less_is_warned_about() -> None:
    unfair = contest(
        {"heavy": 30, "light": 30}, 30, fit=lambda group, n: 400 + 9 * (group == "light")
    )
    assert warned(unfair) == {("passed_over", "heavy", "fit")}


def test_group_that_is_passed_over_because_it_lives_there_fewer_nights_is_warned_about() -> None:
    unfair = contest({"heavy": 30, "light": 30}, 30, nights={"heavy": 60})
    assert warned(unfair) == {("passed_over", "heavy", "nights")}


def test_fair_outcome_is_not_warned_about() -> None:
    chance = np.random.default_rng(5)
    fair = contest({"heavy": 40, "light": 60}, 30, fit=lambda group, n: int(chance.integers(900)))
    assert warned(fair) == set()


@pytest.mark.parametrize("seed", range(30))
def test_common_lottery_alone_gives_no_warning(seed: int) -> None:
    assert warned(contest({"heavy": 30, "light": 30, "middle": 30}, 40), seed=seed) == set()


def test_small_group_is_not_warned_about_however_unlucky() -> None:
    problem = contest(
        {"heavy": 9, "light": 90}, 90, fit=lambda group, n: 400 + 9 * (group == "light")
    )
    assert warned(problem) == set()
    assert warned(problem, thresholds=Thresholds(fewest=9)) == {("passed_over", "heavy", "fit")}


def test_clear_but_slight_difference_is_not_warned_about() -> None:
    """85 % against 100 % cannot be chance, but is within four fifths."""
    problem = contest(
        {"heavy": 200, "light": 200}, 370, fit=lambda group, n: 400 + 9 * (group == "light")
    )
    assert warned(problem) == set()
    assert warned(problem, thresholds=Thresholds(ratio=0.9)) == {("passed_over", "heavy", "fit")}


def test_lower_place_that_the_order_of_priority_asks_for_is_told_apart() -> None:
    problem = contest({"heavy": 30, "light": 30}, 30, priority={"heavy": 800})
    assert warned(problem) == {("by_priority", "light", "priority")}


def test_group_of_which_fewer_have_a_possible_room_is_warned_about() -> None:
    problem = contest({"heavy": 30, "light": 30}, 60, without_room={"heavy": 20})
    assert warned(problem) == {("without_room", "heavy", "no_room")}


def test_group_that_a_contract_keeps_out_is_warned_about_with_that_cause() -> None:
    problem = contest({"heavy": 30, "light": 30}, 60, limits=[("contract", "GM_heavy", 3)])
    assert warned(problem) == {("passed_over", "heavy", "limit")}


def test_figures_of_a_group_add_up() -> None:
    problem = contest({"heavy": 20, "light": 20}, 15, without_room={"heavy": 5})
    result = solve(problem)
    for _, figures in result.fairness.iterrows():
        causes = [name for name in figures.index if name.startswith("because_")]
        assert figures["placed"] + figures[causes].sum() == figures["youths"]
    assert row(result, "heavy")[["youths", "with_room", "because_no_room"]].tolist() == [20, 15, 5]
    assert row(result, "heavy")["mean_rooms"] == round(15 * 15 / 20, 1)


def test_a_given_trait_replaces_the_built_in_one_of_that_name() -> None:
    problem = contest({"heavy": 3, "light": 3}, 2)
    traits = problem.traits.assign(trait="options", value="own band")
    own = Problem.checked(problem.youths, problem.rooms, problem.pairs, traits=traits)
    table = solve(own).fairness
    assert table.loc[table["trait"] == "options", "value"].tolist() == ["own band"]


def test_bands_hold_every_number_once() -> None:
    names, band = bands((1, 2, 5), np.arange(8))
    assert names == ("0", "1", "2-4", "5+")
    assert band.tolist() == [0, 1, 2, 2, 2, 3, 3, 3]


@given(st.integers(0, 40), st.integers(1, 40), st.integers(0, 40), st.integers(1, 40))
def test_chance_is_fishers(a: int, n: int, b: int, m: int) -> None:
    a, b = min(a, n), min(b, m)
    expected = hypergeom.cdf(a, n + m, a + b, n)
    assert chance_of_so_few((a, n), (b, m)) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("seed", range(150))
def test_nobody_is_passed_over_against_the_order_of_the_tiers(seed: int) -> None:
    """The proof figure, found with a plain look at every exchange, and 0 where all is proven."""
    problem, parameters = problem_of(small(seed)), Parameters(guarantee=seed % 3 == 0, seed=seed)
    result = solve(problem, parameters)
    if result.status == "optimal":
        assert set(result.passed_over) == {"nights", "priority", "fit", "lottery"}
        assert not any(result.passed_over.values())


def test_youth_passed_over_against_the_order_is_counted() -> None:
    """An assignment that is not the best: the lower priority got the room, at equal nights."""
    problem = contest({"a": 1, "b": 1}, 1, priority={"b": 10})
    result = solve(problem)
    wrong = problem.pairs.iloc[[0]].astype({"youth": object, "room": object})
    from matcher.optimiser.fairness import fairness

    found = fairness(problem, Groups.build(problem), Parameters(), np.array([0]))
    assert wrong["youth"].iloc[0] == "a000"
    assert found.against == {"nights": 0, "priority": 1, "fit": 0, "lottery": 0}
    assert result.passed_over == {"nights": 0, "priority": 0, "fit": 0, "lottery": 0}


def with_more_limits(seed: int) -> Problem:
    """Random limits of every kind, kept by nobody in particular."""
    frames, rng = small(seed), np.random.default_rng(seed + 1000)
    youths = frames["youths"]
    youths["organisation"] = rng.choice(["o1", "o2"], len(youths))
    youths["group"] = rng.choice(["", "", "g1", "g2"], len(youths))
    named = sorted({*youths["municipality"], *frames["rooms"]["municipality"]})
    rows = [
        (kind, town, int(rng.integers(0, 4))) for kind in ("inflow", "outflow") for town in named
    ]
    rows += [
        ("organisation", name, int(rng.integers(0, 4))) for name in set(youths["organisation"])
    ]
    frames["traits"] = pd.DataFrame(
        {"youth": youths["youth"], "trait": "t", "value": rng.choice(["u", "v"], len(youths))}
    )
    rows += [("share", "t=" + frames["traits"]["value"].iloc[0], int(rng.integers(0, 101)))]
    more = pd.DataFrame(rows, columns=["kind", "key", "limit"])
    frames["limits"] = pd.concat([frames["limits"], more], ignore_index=True)
    return problem_of(frames)


def keeps_limits(problem: Problem, chosen: list[int]) -> bool:
    """Whether an assignment keeps every limit, counted in the plainest way."""
    youths, rooms = problem.youths, problem.rooms
    rows = [(youths.iloc[problem.pair_youth[p]], rooms.iloc[problem.pair_room[p]]) for p in chosen]
    trait = dict(zip(problem.traits["youth"], problem.traits["value"], strict=True))
    limits = problem.limits[["kind", "key", "limit"]].to_numpy(object)
    for kind, k, most in limits:
        count = {
            "contract": sum(y["municipality"] == k for y, _ in rows),
            "guarantee": -sum(y["municipality"] == k for y, _ in rows),
            "organisation": sum(y["organisation"] == k for y, _ in rows),
            "inflow": sum(r["municipality"] == k != y["municipality"] for y, r in rows),
            "outflow": sum(y["municipality"] == k != r["municipality"] for y, r in rows),
            "share": -100 * sum("t=" + trait[y["youth"]] == k for y, _ in rows),
        }[kind]
        bound = {"guarantee": -most, "share": -most * len(rows)}.get(kind, most)
        if count > bound:
            return False
    for name in set(youths["group"]) - {""}:
        members = [r["municipality"] for y, r in rows if y["group"] == name]
        if members and (len(members) < (youths["group"] == name).sum() or len(set(members)) > 1):
            return False
    return all(int(pair) in chosen for pair in problem.fixed_pair)


@pytest.mark.parametrize("seed", range(150))
def test_exchange_is_allowed_exactly_when_the_assignment_after_it_keeps_all_limits(
    seed: int,
) -> None:
    """From random assignments that keep the limits, counted in the plainest way."""
    problem, rng = with_more_limits(seed), np.random.default_rng(seed)
    chosen: list[int] = []
    taken: set[int] = set()
    for pair in rng.permutation(np.flatnonzero(problem.allowed())):
        youth, room = problem.pair_youth[pair], problem.pair_room[pair]
        used = sum(problem.pair_room[p] == room for p in chosen)
        if youth not in taken and used < problem.rooms["capacity"].iloc[room]:
            chosen.append(int(pair))
            taken.add(youth)
    while chosen and not keeps_limits(problem, chosen):
        chosen.pop(int(rng.integers(len(chosen))))
    if not keeps_limits(problem, chosen):
        return
    now = np.sort(np.array(chosen, np.int64))
    groups = Groups.build(problem)
    for pair in np.flatnonzero(problem.allowed()):
        if problem.pair_youth[pair] in {problem.pair_youth[p] for p in chosen}:
            continue
        for other in [*(p for p in chosen if problem.pair_room[p] == problem.pair_room[pair]), -1]:
            after = [int(p) for p in chosen if p != other] + [int(pair)]
            told = is_allowed(problem, groups, now, np.array([pair]), np.array([other]))[0]
            assert told == keeps_limits(problem, after)


CORRUPTIONS: dict[str, Callable[[Result], Result]] = {
    "figure": lambda r: replace(r, fairness=r.fairness.assign(placed=r.fairness["placed"] + 1)),
    "row left out": lambda r: replace(r, fairness=r.fairness.iloc[1:].reset_index(drop=True)),
    "no figures": lambda r: replace(r, fairness=pd.DataFrame()),
    "proof": lambda r: replace(r, passed_over={**r.passed_over, "priority": 1}),
    "warning hidden": lambda r: replace(r, warnings=()),
    "warning softened": lambda r: replace(
        r, warnings=(replace(r.warnings[0], code="by_priority"), *r.warnings[1:])
    ),
    "draw": lambda r: replace(r, lots=r.lots.assign(draw=r.lots["draw"].iloc[::-1].to_numpy())),
    "rank": lambda r: replace(r, lots=r.lots.assign(rank=r.lots["rank"].iloc[::-1].to_numpy())),
    "no lottery": lambda r: replace(r, lots=r.lots.iloc[:0]),
}


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_tampered_fairness_or_lottery_is_rejected(name: str) -> None:
    problem = contest({"heavy": 30, "light": 30}, 30, nights={"heavy": 60})
    result = solve(problem)
    assert verify(problem, Parameters(), result) == []
    assert verify(problem, Parameters(), CORRUPTIONS[name](result)) != []


@pytest.mark.parametrize("seed", range(60))
def test_guarantee_costs_what_the_same_problem_has_more_of_without_it(seed: int) -> None:
    problem = problem_of(small(seed))
    held, free = solve(problem, Parameters(guarantee=True)), solve(problem, Parameters())
    if held.status != "optimal":
        return
    assert held.guarantee_costs == {
        **{f.name: f.value - h.value for f, h in zip(free.tiers, held.tiers, strict=True)},
        "placed": free.placed - held.placed,
    }
    assert free.guarantee_costs is None


@pytest.mark.parametrize("costs", [{"nights": -1}, {"nights": 0, "priority": -1}, {"placed": 0}])
def test_costs_of_the_guarantee_that_cannot_be_are_rejected(costs: dict[str, int]) -> None:
    problem = contest({"heavy": 3, "light": 3}, 2)
    result = solve(problem, Parameters(guarantee=True))
    assert result.guarantee_costs == {"nights": 0, "priority": 0, "fit": 0, "placed": 0}
    wrong = {**result.guarantee_costs, **costs} if costs != {"placed": 0} else costs
    assert verify(problem, Parameters(guarantee=True), replace(result, guarantee_costs=wrong)) != []
