"""The hard rules, read as policy: what is offered, and what is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from matcher.policy.model import GenderPolicy
from tests.eligibility.people import POLICY, TODAY, Change, nights, reasons

MOVES_IN = date(2026, 3, 10)  # the youth of `people` is ready later than the room is free


def test_a_pair_that_suits_is_offered() -> None:
    assert reasons() == []


class TestAge:
    def test_youth_turning_18_on_the_day_of_moving_in_is_old_enough(self) -> None:
        assert reasons({"birth_date": date(2008, 3, 10)}) == []

    def test_youth_turning_18_the_day_after_moving_in_is_too_young(self) -> None:
        assert reasons({"birth_date": date(2008, 3, 11)}) == ["too_young", "younger_than_wish"]

    def test_youth_of_27_is_not_too_old(self) -> None:
        assert reasons({"birth_date": date(1998, 3, 11)}) == []

    def test_youth_of_28_is_too_old(self) -> None:
        assert reasons({"birth_date": date(1998, 3, 10)}) == ["too_old", "older_than_wish"]

    def test_age_counts_on_the_day_of_moving_in_not_today(self) -> None:
        youth = {"birth_date": date(2008, 3, 10)}
        assert reasons(youth, {"free_from": date(2026, 4, 1)}) == []
        assert reasons({**youth, "ready_on": date(2026, 3, 9)}) == [
            "too_young",
            "younger_than_wish",
        ]

    def test_exception_lifts_the_policy_window_but_not_the_wish_of_the_host(self) -> None:
        young = {"birth_date": date(2008, 12, 1), "age_exception": True}
        assert reasons(young, {"min_age": 17}) == []
        assert reasons(young, {"min_age": 18}) == ["younger_than_wish"]

    def test_host_may_wish_for_somebody_older(self) -> None:
        assert reasons({"birth_date": date(2005, 3, 10)}, {"min_age": 21}) == []
        assert reasons({"birth_date": date(2005, 3, 11)}, {"min_age": 21}) == ["younger_than_wish"]

    def test_host_may_wish_for_somebody_younger(self) -> None:
        assert reasons({"birth_date": date(2002, 3, 11)}, {"max_age": 23}) == []
        assert reasons({"birth_date": date(2002, 3, 10)}, {"max_age": 23}) == ["older_than_wish"]

    def test_youth_born_on_29_february_grows_older_on_1_march(self) -> None:
        leap = {"birth_date": date(2008, 2, 29), "ready_on": date(2026, 1, 1)}
        room = {"free_from": date(2026, 1, 1)}
        assert reasons(leap, room, today=date(2026, 2, 28)) == ["too_young", "younger_than_wish"]
        assert reasons(leap, room, today=date(2026, 3, 1)) == []


class TestDates:
    def test_room_that_ends_on_the_day_the_youth_is_ready_has_no_nights(self) -> None:
        assert reasons(room={"free_until": MOVES_IN}) == ["no_shared_dates"]

    def test_one_shared_night_is_enough(self) -> None:
        assert nights(room={"free_until": MOVES_IN + timedelta(days=1)}) == 1

    def test_last_night_of_the_horizon_counts(self) -> None:
        assert nights({"ready_on": TODAY + timedelta(days=179)}) == 1

    def test_room_free_at_the_end_of_the_horizon_is_not_offered(self) -> None:
        end = TODAY + timedelta(days=180)
        assert reasons(room={"free_from": end}) == ["no_shared_dates"]

    def test_nights_before_today_do_not_count(self) -> None:
        past = date(2025, 6, 1)
        assert nights({"ready_on": past}, {"free_from": past}) == 180

    def test_nights_run_from_the_later_start_to_the_earlier_end(self) -> None:
        assert nights() == 180 - 8
        assert nights(room={"free_from": date(2026, 3, 20), "free_until": date(2026, 4, 1)}) == 12


class TestMoney:
    def test_rent_equal_to_the_budget_is_offered(self) -> None:
        assert reasons({"budget_cents": 40_000}) == []

    def test_rent_one_cent_above_budget_is_not_offered(self) -> None:
        assert reasons({"budget_cents": 39_999}) == ["rent_above_budget"]

    def test_room_above_rent_ceiling_is_not_offered(self) -> None:
        assert reasons(room={"legal_max_rent_cents": 39_999}) == ["rent_above_legal_maximum"]
        assert reasons(room={"legal_max_rent_cents": 40_000}) == []

    def test_unknown_legal_maximum_does_not_block(self) -> None:
        assert reasons(room={"legal_max_rent_cents": None}) == []


class TestGender:
    @pytest.mark.parametrize(
        ("gender", "wish", "expected"),
        [
            ("female", "female", []),
            ("male", "female", ["host_gender_wish"]),
            ("other", "female", ["host_gender_wish"]),
            ("female", "male", ["host_gender_wish"]),
            ("male", "male", []),
            ("other", "male", ["host_gender_wish"]),
            ("female", "any", []),
            ("male", "any", []),
            ("other", "any", []),
        ],
    )
    def test_host_may_wish_for_women_or_men_only(
        self, gender: str, wish: str, expected: list[str]
    ) -> None:
        assert reasons({"gender": gender}, {"accepts_gender": wish}) == expected

    def test_policy_may_let_other_in_at_a_wish_for_one_gender(self) -> None:
        wider = replace(POLICY, gender=GenderPolicy(single_gender_wish_admits_other=True))
        assert reasons({"gender": "other"}, {"accepts_gender": "female"}, policy=wider) == []
        assert reasons({"gender": "male"}, {"accepts_gender": "female"}, policy=wider) == [
            "host_gender_wish"
        ]

    @pytest.mark.parametrize(
        ("wish", "household", "expected"),
        [
            ("any", "mixed", []),
            ("female", "female", []),
            ("female", "mixed", ["youth_gender_wish"]),
            ("female", "male", ["youth_gender_wish"]),
            ("male", "male", []),
            ("male", "mixed", ["youth_gender_wish"]),
        ],
    )
    def test_youth_may_wish_to_live_with_women_or_men_only(
        self, wish: str, household: str, expected: list[str]
    ) -> None:
        youth, room = {"household_gender_wish": wish}, {"household_gender": household}
        assert reasons(youth, room) == expected


@pytest.mark.parametrize(
    ("youth", "room", "reason"),
    [
        ({"accepts_children": False}, {"has_children": True}, "children"),
        ({"smokes": True}, {"smoking_allowed": False}, "youth_smokes"),
        ({"accepts_smoking_household": False}, {"household_smokes": True}, "household_smokes"),
        ({"has_pet": True}, {"pets_welcome": False}, "youth_has_pet"),
        ({"accepts_pets": False}, {"has_cat": True}, "household_has_pet"),
        ({"accepts_pets": False}, {"has_dog": True}, "household_has_pet"),
        ({"allergic_to_cats": True}, {"has_cat": True}, "allergic_to_cat"),
        ({"allergic_to_dogs": True}, {"has_dog": True}, "allergic_to_dog"),
        ({"needs_step_free": True}, {"step_free": False}, "not_step_free"),
        ({"has_day_activity": False}, {"requires_day_activity": True}, "no_day_activity"),
        ({"guidance_kind": 3}, {"accepts_guidance": "4"}, "guidance"),
        ({"guidance_kind": 1}, {"accepts_guidance": ""}, "guidance"),
    ],
)
def test_what_one_side_cannot_live_with_is_not_offered(
    youth: Change, room: Change, reason: str
) -> None:
    """Either half alone is fine, so only the two together break the rule."""
    turned_youth = {
        name: 4 if name == "guidance_kind" else not value for name, value in youth.items()
    }
    turned_room = {
        name: "1234" if name == "accepts_guidance" else not value for name, value in room.items()
    }
    assert reasons(youth, room) == [reason]
    assert reasons(youth, turned_room) == []
    if room != {"accepts_guidance": ""}:
        assert reasons(turned_youth, room) == []


def test_allergy_to_cats_does_not_block_a_home_with_a_dog() -> None:
    assert reasons({"allergic_to_cats": True}, {"has_dog": True}) == []
    assert reasons({"allergic_to_dogs": True}, {"has_cat": True}) == []


class TestPlace:
    def north(self, kilometres: float) -> Change:
        return {"latitude": 51.8133 + kilometres / 111.19508}

    def test_room_within_the_distance_is_offered(self) -> None:
        assert reasons(room=self.north(19.99)) == []

    def test_room_beyond_the_distance_is_not_offered(self) -> None:
        assert reasons(room=self.north(20.01)) == ["too_far"]

    def test_one_near_place_is_enough(self) -> None:
        far = {"kind": "home", **self.north(80)}
        assert reasons(where=[far, {"kind": "study"}]) == []
        assert reasons(where=[far]) == ["too_far"]

    @pytest.mark.parametrize("time", ["past", "now", "later"])
    def test_places_of_past_now_and_later_all_count(self, time: str) -> None:
        assert reasons(where=[{"time": time}]) == []

    def test_youth_without_a_stated_distance_gets_the_default_of_the_policy(self) -> None:
        anywhere = {"max_distance_km": None}
        assert reasons(anywhere, self.north(24.9)) == []
        assert reasons(anywhere, self.north(25.1)) == ["too_far"]

    def test_youth_without_any_place_has_a_reason_of_its_own(self) -> None:
        assert reasons(where=[]) == ["no_place_known"]

    def test_place_without_a_position_does_not_count_as_a_place(self) -> None:
        assert reasons(where=[{"latitude": None}]) == ["no_place_known"]

    def test_room_without_a_position_has_a_reason_of_its_own(self) -> None:
        assert reasons(room={"latitude": None, "longitude": None}) == ["room_place_unknown"]

    def test_room_near_a_place_to_avoid_is_not_offered(self) -> None:
        avoid = {"kind": "avoid", "radius_km": 3.0}
        assert reasons(where=[{}, {**avoid, **self.north(2.99)}]) == ["place_to_avoid"]
        assert reasons(where=[{}, {**avoid, **self.north(3.01)}]) == []

    def test_place_to_avoid_without_a_radius_gets_the_default_of_the_policy(self) -> None:
        avoid = {"kind": "avoid", "radius_km": None}
        assert reasons(where=[{}, {**avoid, **self.north(4.9)}]) == ["place_to_avoid"]
        assert reasons(where=[{}, {**avoid, **self.north(5.1)}]) == []

    def test_place_to_avoid_without_a_position_bars_its_whole_municipality(self) -> None:
        avoid: Change = {"kind": "avoid", "latitude": None, "longitude": None}
        assert reasons(where=[{}, avoid]) == ["place_to_avoid"]
        assert reasons(where=[{}, {**avoid, "municipality": "GM0363"}]) == []

    def test_a_place_to_avoid_is_not_a_place_that_matters(self) -> None:
        avoid = {"kind": "avoid", "radius_km": 1.0, **self.north(5)}
        assert reasons(where=[avoid]) == ["no_place_known"]

    def test_room_in_a_municipality_that_does_not_take_part_is_not_offered(self) -> None:
        assert reasons(room={"participating": False}) == ["not_participating"]


def test_pair_that_was_ruled_out_is_not_offered() -> None:
    assert reasons(ruled_out=[("y1", "r1")]) == ["excluded"]
    assert reasons(ruled_out=[("y1", "r2"), ("y2", "r1")]) == []


def test_all_broken_rules_are_told_not_only_the_first() -> None:
    youth: Change = {"smokes": True, "budget_cents": 100}
    assert reasons(youth, {"participating": False}) == [
        "not_participating",
        "rent_above_budget",
        "youth_smokes",
    ]
