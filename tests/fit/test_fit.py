"""The fit, read as policy: what earns points, and how much at most."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest
from hypothesis import given, settings

from matcher import fit
from matcher.eligibility import find_pairs, frames
from matcher.errors import InvalidProblem
from matcher.policy import load_policy
from matcher.words import PlaceKind
from matcher.workers import HERE, Workers
from tests.eligibility import people
from tests.eligibility.drawn import Drawn, instances
from tests.eligibility.instances import TODAY, Instance, national
from tests.eligibility.people import Change
from tests.fit import reference

POLICY = load_policy()
WEIGHT = POLICY.fit.weights


def parts(
    youth: Change | None = None,
    room: Change | None = None,
    where: Sequence[Change] | None = None,
    distance_km: float = 5.0,
) -> dict[str, int]:
    """Return the points per part of one pair, the fit as 'fit'."""
    pairs = pd.DataFrame({"youth": ["y1"], "room": ["r1"], "nights": [1]})
    scored = fit.score(
        pairs.assign(distance_km=distance_km),
        people.youths(youth or {}),
        people.rooms(room or {}),
        people.places(*([{}] if where is None else where)),
        POLICY,
    )
    return {name.removeprefix("fit_"): int(scored[name].iloc[0]) for name in scored.columns[3:-1]}


class TestTown:
    @pytest.mark.parametrize("kind", ["home", "birth", "study"])
    def test_own_birth_and_study_town_earn_all(self, kind: str) -> None:
        assert parts(where=[{"kind": kind}])["town"] == WEIGHT["town"]

    def test_work_town_earns_less_than_own_town(self) -> None:
        assert 0 < parts(where=[{"kind": "work"}])["town"] < WEIGHT["town"]

    def test_another_town_earns_nothing_however_near(self) -> None:
        assert parts(where=[{"municipality": "GM0001"}], distance_km=0.1)["town"] == 0

    def test_best_tie_counts_and_a_further_kind_adds(self) -> None:
        one = parts(where=[{"kind": "family"}])["town"]
        both = parts(where=[{"kind": "family"}, {"kind": "other"}])["town"]
        assert both == one + round(WEIGHT["town"] * POLICY.fit.town["further_tie"])

    def test_the_same_kind_twice_is_one_tie(self) -> None:
        twice = [{"kind": "family", "time": "past"}, {"kind": "family", "time": "now"}]
        assert parts(where=twice)["town"] == parts(where=[{"kind": "family"}])["town"]

    def test_many_ties_never_pass_the_weight(self) -> None:
        every: list[Change] = [{"kind": kind} for kind in PlaceKind.codes()]
        assert parts(where=every)["town"] == WEIGHT["town"]

    def test_a_place_to_avoid_is_no_tie(self) -> None:
        assert parts(where=[{"kind": "avoid"}])["town"] == 0

    def test_unknown_municipalities_are_not_the_same_town(self) -> None:
        nowhere = {"municipality": ""}
        assert parts(room=nowhere, where=[nowhere])["town"] == 0


class TestOtherParts:
    def test_closer_earns_more(self) -> None:
        earned = [parts(distance_km=km)["distance"] for km in (0.5, 2, 6, 12, 25, 100)]
        assert earned[0] == WEIGHT["distance"]
        assert earned == sorted(earned, reverse=True)
        assert earned[-1] == 0

    def test_rent_well_below_budget_earns_all_and_a_rent_that_just_fits_half(self) -> None:
        assert parts({"budget_cents": 80_000})["budget"] == WEIGHT["budget"]
        assert parts({"budget_cents": 40_000})["budget"] == WEIGHT["budget"] // 2

    def test_as_much_attention_as_wished_earns_all(self) -> None:
        assert parts()["attention"] == WEIGHT["attention"]

    def test_too_little_attention_is_worse_than_a_little_too_much(self) -> None:
        less, more = parts(room={"attention_offer": 1}), parts(room={"attention_offer": 3})
        assert less["attention"] < more["attention"] < WEIGHT["attention"]

    def test_more_shared_interests_earn_more(self) -> None:
        youth = {"interests": "cooking music film"}
        rooms = ("garden", "music", "film music", "cooking film music")
        earned = [parts(youth, {"interests": words})["interests"] for words in rooms]
        assert earned[0] == 0
        assert earned[-1] == WEIGHT["interests"]
        assert earned == sorted(set(earned))

    def test_no_interests_filled_in_is_neither_best_nor_worst(self) -> None:
        assert 0 < parts(room={"interests": ""})["interests"] < WEIGHT["interests"]

    def test_no_language_in_common_earns_nothing(self) -> None:
        assert parts({"languages": "ti"}, {"languages": "nl en"})["language"] == 0

    def test_sharing_a_mother_tongue_beside_dutch_earns_all(self) -> None:
        both = {"languages": "nl ar"}
        assert parts(both, both)["language"] == WEIGHT["language"]
        assert parts(both, {"languages": "nl"})["language"] == WEIGHT["language"] * 8 // 10

    def test_host_open_to_this_guidance_only_earns_all(self) -> None:
        assert parts(room={"accepts_guidance": "4"})["guidance"] == WEIGHT["guidance"]
        assert parts(room={"accepts_guidance": "34"})["guidance"] < WEIGHT["guidance"]
        assert parts(room={"accepts_guidance": "3"})["guidance"] == 0


@settings(max_examples=50, deadline=None)
@given(instances(most=3, often=0.25))
def test_parts_equal_the_slow_reference(drawn: Drawn) -> None:
    pairs = pd.DataFrame(
        [(y["youth"], r["room"], 1) for y in drawn.youths for r in drawn.rooms],
        columns=["youth", "room", "nights"],
    )
    pairs["distance_km"] = [(7.3 * row) % 70 for row in range(len(pairs))]
    scored = fit.score(
        pairs,
        people.youths(*drawn.youths),
        people.rooms(*drawn.rooms),
        people.places(*drawn.places),
        POLICY,
    )
    youths = {y["youth"]: y for y in drawn.youths}
    rooms = {r["room"]: r for r in drawn.rooms}
    for row in scored.to_dict("records"):
        expected = reference.shares(
            youths[row["youth"]], rooms[row["room"]], drawn.places, row["distance_km"], POLICY
        )
        assert list(expected) == [part.code for part in fit.FIT_PARTS]
        for code, share in expected.items():
            assert row[f"fit_{code}"] == pytest.approx(share * WEIGHT[code], abs=0.500001)
        assert row["fit"] == sum(row[column] for column in fit.FIT_COLUMNS)


@pytest.fixture(scope="module")
def country() -> Instance:
    return national(300, 200, seed=3, towns=60)


def scored(country: Instance) -> pd.DataFrame:
    frames_ = (country.youths, country.rooms, country.places)
    found = find_pairs(*frames_, country.exclusions, today=TODAY, policy=POLICY)
    with_rows = fit.score(
        found.pairs,
        *frames_,
        POLICY,
        youth_index=found.youth_index,
        room_index=found.room_index,
    )
    pd.testing.assert_frame_equal(with_rows, fit.score(found.pairs, *frames_, POLICY))
    return with_rows


def test_fit_is_the_sum_of_its_parts_and_between_0_and_1000(country: Instance) -> None:
    pairs = scored(country)
    assert len(pairs) > 100
    assert (pairs[list(fit.FIT_COLUMNS)].sum(axis=1) == pairs["fit"]).all()
    assert pairs["fit"].between(0, 1000).all()
    for part in fit.FIT_PARTS:
        assert pairs[part.column].between(0, WEIGHT[part.code]).all()
        assert len(pairs[part.column].unique()) > 1


def test_columns_are_those_of_the_contract(country: Instance) -> None:
    pairs = scored(country)
    assert list(pairs.columns) == [
        "youth",
        "room",
        "nights",
        "fit",
        *fit.FIT_COLUMNS,
        "distance_km",
    ]
    assert all(pairs[name].dtype == "int64" for name in ("nights", "fit", *fit.FIT_COLUMNS))


def test_a_pair_that_suits_in_everything_earns_1000() -> None:
    youth = {"budget_cents": 90_000, "languages": "nl ar", "interests": "cooking music film"}
    room = {"accepts_guidance": "4", "languages": "nl ar", "interests": "cooking music film"}
    assert parts(youth, room, distance_km=0.0)["fit"] == 1000


def test_fit_does_not_depend_on_the_order_of_rows(country: Instance) -> None:
    shuffled = Instance(
        *(
            frame.sample(frac=1.0, random_state=seed).reset_index(drop=True)
            for seed, frame in enumerate(
                (country.youths, country.rooms, country.places, country.exclusions)
            )
        )
    )
    keys = ["youth", "room"]
    before = scored(country).sort_values(keys, ignore_index=True)
    after = scored(shuffled).sort_values(keys, ignore_index=True)
    pd.testing.assert_frame_equal(before, after)


def test_no_pairs_give_an_empty_frame_with_all_columns(country: Instance) -> None:
    nobody = Instance(
        frames.empty(frames.YOUTHS),
        frames.empty(frames.ROOMS),
        frames.empty(frames.PLACES),
        frames.empty(frames.EXCLUSIONS),
    )
    for instance in (
        nobody,
        Instance(country.youths, country.rooms, nobody.places, nobody.exclusions),
    ):
        pairs = scored(instance)
        assert len(pairs) == 0
        assert set(fit.FIT_COLUMNS) < set(pairs.columns)


def test_more_languages_than_bits_in_a_word_are_all_told_apart() -> None:
    many = " ".join(f"l{i:03d}" for i in range(150))
    assert parts({"languages": many}, {"languages": "l149"})["language"] == 80
    assert parts({"languages": many}, {"languages": "l001 l149"})["language"] == 100
    assert parts({"languages": many}, {"languages": "nl"})["language"] == 0


def test_pair_of_a_stranger_is_refused() -> None:
    pairs = pd.DataFrame({"youth": ["nobody"], "room": ["r1"], "nights": [1], "distance_km": [1.0]})
    with pytest.raises(InvalidProblem, match="nobody"):
        fit.score(pairs, people.youths({}), people.rooms({}), people.places({}), POLICY)


def test_every_part_has_words_in_both_languages_and_a_weight() -> None:
    for part in (*fit.FIT_PARTS, *fit.PRIORITY_PARTS):
        for language in ("nl", "en"):
            assert part.text(language).label
            assert part.text(language).sentence.endswith(".")
        assert part.nl != part.en
    assert [part.code for part in fit.FIT_PARTS] == list(WEIGHT)
    assert [part.code for part in fit.PRIORITY_PARTS] == list(POLICY.priority.weights)


@pytest.mark.parametrize("workers", [HERE, Workers(2)], ids=["here", "two"])
@pytest.mark.parametrize("part_size", [1, 37, 100_000])
def test_parts_of_any_size_by_any_worker_give_the_same(workers: Workers, part_size: int) -> None:
    country = national(40, 30, seed=8, towns=10)
    frames_ = (country.youths, country.rooms, country.places)
    found = find_pairs(*frames_, country.exclusions, today=TODAY, policy=POLICY)
    assert len(found.pairs) > 37
    alone = fit.score(found.pairs, *frames_, POLICY)
    parted = fit.score(found.pairs, *frames_, POLICY, workers=workers, part_size=part_size)
    pd.testing.assert_frame_equal(parted, alone)
