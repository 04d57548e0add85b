"""Where one more host helps: what is told equals a new solution with that room added."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from matcher.eligibility import find_pairs, frames
from matcher.fit import priority, score
from matcher.hostvalue.kinds import HostKind, Spot, host_kinds, imagined_rooms, room_key
from matcher.hostvalue.rules import EVERYTHING, HostValues, best_first, host_values
from matcher.optimiser import Parameters, Problem, solve
from matcher.optimiser.questions import Market
from tests.eligibility import people
from tests.eligibility.instances import TODAY, Instance, national
from tests.eligibility.people import POLICY

SPOTS = [Spot("GM0001", 52.0, 4.8), Spot("GM0002", 52.3, 5.2), Spot("GM0003", 51.0, 7.0)]
TIERS = ("nights", "priority", "fit")


def problem_of(world: Instance, rooms: pd.DataFrame) -> Problem:
    parts = (world.youths, rooms, world.places, world.exclusions)
    found = find_pairs(*parts, today=TODAY, policy=POLICY)
    pairs = score(found.pairs, world.youths, rooms, world.places, POLICY)
    points = priority(world.youths, TODAY, POLICY)["priority"].to_numpy()
    columns = ["youth", "municipality", "organisation", "lottery"]
    return Problem.checked(
        youths=world.youths[columns].assign(priority=points),
        rooms=rooms[["room", "municipality", "capacity"]],
        pairs=pairs[["youth", "room", "nights", "fit"]],
    )


def reached(world: Instance, rooms: pd.DataFrame) -> list[int]:
    return [tier.value for tier in solve(problem_of(world, rooms), Parameters(backups=0)).tiers[:3]]


@pytest.fixture(scope="module")
def world() -> Instance:
    return national(120, 60, seed=3, towns=30)


@pytest.fixture(scope="module")
def values(world: Instance) -> HostValues:
    problem = problem_of(world, world.rooms)
    market = Market.of(problem, Parameters(), solve(problem, Parameters()))
    return host_values(
        world.youths, world.places, market, SPOTS, host_kinds(), today=TODAY, policy=POLICY
    )


def test_gain_equals_a_new_solution_with_that_room_added(
    world: Instance, values: HostValues
) -> None:
    before = reached(world, world.rooms)
    added = imagined_rooms(SPOTS, host_kinds(), TODAY, POLICY).set_index("room", drop=False)
    for row in values.table.to_dict("records"):
        one = added.loc[[room_key(row["municipality"], row["kind"])]].reset_index(drop=True)
        rooms = pd.concat([world.rooms, one], ignore_index=True)
        after = reached(world, rooms)
        gain = [then - now for then, now in zip(after, before, strict=True)]
        assert [row[tier] for tier in TIERS] == gain, (row["municipality"], row["kind"])
        possible = find_pairs(
            world.youths, one, world.places, people.exclusions(), today=TODAY, policy=POLICY
        ).pairs
        assert row["could_live"] == len(possible)
    assert (values.table["nights"] > 0).any()


def test_place_where_nobody_wants_to_live_brings_nothing(values: HostValues) -> None:
    far = values.table[values.table["municipality"] == "GM0003"]
    assert far[["could_live", *TIERS]].to_numpy().sum() == 0
    assert len(far) == len(host_kinds())


def test_host_who_is_open_never_brings_fewer_nights_than_an_ordinary_one(
    values: HostValues,
) -> None:
    nights = values.table.pivot_table(index="municipality", columns="kind", values="nights")
    assert (nights["open"] >= nights["usual"]).all()


def test_best_place_comes_first_and_the_summary_names_it(values: HostValues) -> None:
    ordered = best_first(values.table)
    assert ordered["nights"].is_monotonic_decreasing
    told = values.told()
    single = ordered[ordered["kind"] != EVERYTHING].reset_index(drop=True)
    assert told["best"][0] == single.iloc[0].to_dict()
    places = [row["municipality"] for row in told["best"]]
    assert len(set(places)) == len(places)
    assert [kind["kind"] for kind in told["kinds"]] == [kind.code for kind in host_kinds()]


def test_target_group_of_fewer_than_ten_youths_is_not_counted_out(values: HostValues) -> None:
    numbers = [number for groups in values.groups.values() for number in groups.values()]
    assert numbers
    assert all(number is None or number >= 10 for number in numbers)


def test_every_kind_is_an_ordinary_room_with_a_reason_and_words() -> None:
    kinds = host_kinds()
    assert len({kind.code for kind in kinds}) == len(kinds)
    for kind in kinds:
        assert kind.reason
        assert kind.nl != kind.en
        assert kind.rent in ("usual", "low")
        assert " " not in kind.code


def test_rent_of_a_kind_is_that_of_the_policy() -> None:
    by_code = {kind.code: kind for kind in host_kinds()}
    assert by_code["low_rent"].rent_cents(POLICY) == POLICY.rent.typical_minimum_cents
    usual = by_code["usual"].rent_cents(POLICY)
    assert POLICY.rent.typical_minimum_cents < usual < POLICY.rent.typical_maximum_cents


def test_no_place_or_no_kind_gives_an_empty_table() -> None:
    assert len(imagined_rooms([], host_kinds(), date(2026, 3, 2), POLICY)) == 0
    assert frames.checked(imagined_rooms([], (), TODAY, POLICY), frames.ROOMS).empty


def test_kind_with_an_unknown_key_is_refused() -> None:
    with pytest.raises(TypeError):
        HostKind(code="x", nl="x", en="y", reason="z", colour="red")  # type: ignore[call-arg]
