"""The fast answer equals the slow one, whatever the order, the chunks and the size."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.eligibility import Candidates, explain_pair, find_pairs, frames, look_closer
from matcher.eligibility.reasons import REASONS
from matcher.policy.model import GenderPolicy
from tests.eligibility import people, reference
from tests.eligibility.drawn import Drawn, instances
from tests.eligibility.instances import Instance, national
from tests.eligibility.people import OUTSIDE, POLICY, TODAY

WIDER = replace(POLICY, gender=GenderPolicy(single_gender_wish_admits_other=True))


def find(drawn: Drawn, policy: object = POLICY, chunk_size: int = 3) -> Candidates:
    return find_pairs(
        people.youths(*drawn.youths),
        people.rooms(*drawn.rooms),
        people.places(*drawn.places),
        people.exclusions(*drawn.exclusions),
        today=TODAY,
        policy=policy,  # type: ignore[arg-type]
        chunk_size=chunk_size,
    )


def solve(instance: Instance, chunk_size: int = 250_000) -> Candidates:
    return find_pairs(
        instance.youths,
        instance.rooms,
        instance.places,
        instance.exclusions,
        today=TODAY,
        policy=POLICY,
        chunk_size=chunk_size,
    )


def as_counts(reasons: pd.DataFrame, side: str, column: str) -> Counter[tuple[str, str]]:
    known = reasons[reasons[column].notna()]
    rows = zip(known[side], known["reason"], known[column], strict=True)
    return Counter({(key, reason): int(count) for key, reason, count in rows if count})


@settings(max_examples=40, deadline=None)
@given(instances(), st.sampled_from([POLICY, WIDER]))
def test_pairs_and_counts_equal_the_slow_reference(drawn: Drawn, policy: object) -> None:
    found = find(drawn, policy)
    eligible, blocked, only = {}, Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    by_room = Counter[tuple[str, str]]()
    for y in drawn.youths:
        for r in drawn.rooms:
            codes = reference.broken(y, r, drawn.places, drawn.exclusions, TODAY, policy)  # type: ignore[arg-type]
            key = (str(y["youth"]), str(r["room"]))
            if not codes:
                eligible[key] = reference.nights(y, r, TODAY, POLICY)
            counted = codes & OUTSIDE or codes
            blocked.update((key[0], code) for code in counted)
            by_room.update((key[1], code) for code in counted)
            if len(codes) == 1 and not codes & OUTSIDE:
                only.update((key[0], code) for code in codes)
    pairs = found.pairs
    told = dict(zip(zip(pairs["youth"], pairs["room"], strict=True), pairs["nights"], strict=True))
    assert told == eligible
    assert as_counts(found.youth_reasons, "youth", "blocked") == blocked
    assert as_counts(found.room_reasons, "room", "blocked") == by_room
    assert as_counts(found.youth_reasons, "youth", "only_this") == only


@settings(max_examples=40, deadline=None)
@given(instances(most=2, often=0.5), st.sampled_from([POLICY, WIDER]))
def test_explanation_of_a_pair_equals_the_slow_reference(drawn: Drawn, policy: object) -> None:
    near = people.places(*drawn.places)
    out = people.exclusions(*drawn.exclusions)
    order = [str(reason) for reason in REASONS]
    for y in drawn.youths:
        for r in drawn.rooms:
            codes = reference.broken(y, r, drawn.places, drawn.exclusions, TODAY, policy)  # type: ignore[arg-type]
            told = explain_pair(y, r, near, out, today=TODAY, policy=policy)  # type: ignore[arg-type]
            assert told == sorted(codes, key=order.index)


@pytest.fixture(scope="module")
def country() -> Instance:
    return national(300, 200, seed=7, towns=60)


def as_rows(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Return plain rows: dates as dates, what is missing as None."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [
        {
            str(name): value.date() if isinstance(value, pd.Timestamp) else value
            for name, value in row.items()
        }
        for row in plain.to_dict("records")
    ]


def test_national_instance_equals_the_slow_reference_for_every_reason(country: Instance) -> None:
    """The instance must meet every reason, or a rule would be compared with nothing."""
    rooms, youths = country.rooms.copy(), country.youths.copy()
    rooms.loc[::50, ["latitude", "longitude"]] = np.nan
    youths.loc[[0, 15], "birth_date"] = [pd.Timestamp(1995, 1, 1), pd.Timestamp(2010, 1, 1)]
    youths.loc[[0, 15], "age_exception"] = False
    youths.loc[30, "needs_step_free"] = True
    places, exclusions = as_rows(country.places), as_rows(country.exclusions)
    ruled_out = [(str(row["youth"]), str(row["room"])) for row in exclusions]
    placeless = sorted(set(youths["youth"]) - set(country.places["youth"]))
    chosen = youths["youth"].isin(placeless[:1] + [f"y{i}" for i in range(0, 300, 15)])
    met: set[str] = set()
    for y in as_rows(youths[chosen]):
        told = look_closer(
            y, rooms, country.places, country.exclusions, today=TODAY, policy=POLICY
        ).rooms["reasons"]
        for r, codes in zip(as_rows(rooms), told, strict=True):
            assert set(codes) == reference.broken(y, r, places, ruled_out, TODAY, POLICY)
            met.update(codes)
    assert met == {str(reason) for reason in REASONS}


def test_national_instance_agrees_pair_by_pair_with_looking_closer(country: Instance) -> None:
    found = solve(country)
    for row in range(0, 300, 23):
        closer = look_closer(
            country.youths.iloc[row],
            country.rooms,
            country.places,
            country.exclusions,
            today=TODAY,
            policy=POLICY,
        )
        eligible = closer.rooms[closer.rooms["reasons"].map(len) == 0]
        mine = found.pairs[found.youth_index == row]
        assert mine["room"].tolist() == eligible["room"].tolist()
        assert mine["nights"].tolist() == eligible["nights"].tolist()
        assert mine["distance_km"].tolist() == eligible["distance_km"].tolist()


@pytest.mark.parametrize("chunk_size", [1, 7, 1000, 10**9])
def test_answer_does_not_depend_on_the_chunk_size(country: Instance, chunk_size: int) -> None:
    whole, parts = solve(country), solve(country, chunk_size)
    pd.testing.assert_frame_equal(whole.pairs, parts.pairs)
    pd.testing.assert_frame_equal(whole.youth_reasons, parts.youth_reasons)
    pd.testing.assert_frame_equal(whole.room_reasons, parts.room_reasons)
    np.testing.assert_array_equal(whole.room_index, parts.room_index)


def test_answer_does_not_depend_on_the_order_of_rows(country: Instance) -> None:
    def shuffle(frame: pd.DataFrame, seed: int) -> pd.DataFrame:
        return frame.sample(frac=1.0, random_state=seed).reset_index(drop=True)

    shuffled = solve(
        Instance(
            shuffle(country.youths, 1),
            shuffle(country.rooms, 2),
            shuffle(country.places, 3),
            shuffle(country.exclusions, 4),
        )
    )
    for name, keys in (
        ("pairs", ["youth", "room"]),
        ("youths", ["youth"]),
        ("youth_reasons", ["youth", "reason"]),
        ("room_reasons", ["room", "reason"]),
    ):
        before = getattr(solve(country), name).sort_values(keys, ignore_index=True)
        after = getattr(shuffled, name).sort_values(keys, ignore_index=True)
        pd.testing.assert_frame_equal(before, after)


def test_index_arrays_point_at_the_rows_of_the_frames(country: Instance) -> None:
    found = solve(country)
    assert len(found.pairs) > 100
    youths, rooms = country.youths["youth"].to_numpy(), country.rooms["room"].to_numpy()
    assert (youths[found.youth_index] == found.pairs["youth"].to_numpy()).all()
    assert (rooms[found.room_index] == found.pairs["room"].to_numpy()).all()


def test_every_pair_is_accounted_for_once(country: Instance) -> None:
    """Considered = eligible + blocked near + kept out by place."""
    found = solve(country)
    outside = found.youth_reasons[found.youth_reasons["reason"].isin(OUTSIDE)]
    kept_out = outside.groupby("youth")["blocked"].sum()
    summary = found.youths.set_index("youth")
    assert (summary["considered"] == 200).all()
    assert (summary["near"] + kept_out.reindex(summary.index, fill_value=0) == 200).all()
    assert summary["eligible"].sum() == len(found.pairs) == found.rooms["eligible"].sum()
    assert (found.rooms["considered"] == 300).all()


@pytest.mark.parametrize("empty", ["youths", "rooms", "places", "exclusions"])
def test_empty_frames_give_an_empty_or_whole_answer(country: Instance, empty: str) -> None:
    schema = getattr(frames, empty.upper())
    found = solve(replace(country, **{empty: frames.empty(schema)}))
    assert list(found.pairs.columns) == ["youth", "room", "nights", "distance_km"]
    assert (len(found.pairs) > 0) == (empty == "exclusions")
    assert len(found.youths) == (0 if empty == "youths" else 300)
    if empty == "places":
        assert set(found.youth_reasons["reason"]) == {"no_place_known"}


def test_looking_closer_tells_what_a_small_change_would_open() -> None:
    rooms = people.rooms(
        {"room": "a", "rent_cents": 46_250},
        {"room": "b", "rent_cents": 47_000},
        {"room": "c", "rent_cents": 46_000, "participating": False},
        {"room": "d", "latitude": 51.8133 + 25 / 111.19508},
        {"room": "e", "free_until": people.TODAY},
        {"room": "f", "min_age": 21},
        {"room": "g", "legal_max_rent_cents": 39_000.5},
    )
    closer = look_closer(people.YOUTH, rooms, people.places({}), today=TODAY, policy=POLICY)
    rows = {row["reason"]: row for row in closer.reasons.to_dict("records")}
    told = {
        reason: (row["only_this"], row["smallest_change"], row["unit"])
        for reason, row in rows.items()
    }
    assert rows["rent_above_budget"]["blocked"] == 3
    assert told["rent_above_budget"] == (2, 1250, "cents")
    assert told["too_far"] == (1, pytest.approx(5, abs=0.01), "km")
    assert told["no_shared_dates"] == (1, 9, "nights")
    assert told["younger_than_wish"] == (1, 2, "years")
    assert told["rent_above_legal_maximum"] == (1, 1000, "cents")
    assert told["not_participating"] == (0, pytest.approx(np.nan, nan_ok=True), "")
    assert closer.rooms["reasons"].iloc[2] == ("not_participating", "rent_above_budget")


def test_places_and_exclusions_of_strangers_are_left_aside() -> None:
    found = find_pairs(
        people.youths({}),
        people.rooms({}),
        people.places({}, {"youth": "stranger", "kind": "avoid"}),
        people.exclusions(("stranger", "r1"), ("y1", "stranger")),
        today=TODAY,
        policy=POLICY,
    )
    assert len(found.pairs) == 1
