"""What a 'no' teaches, as tables: consequences, rests, and what counts as a relevant change."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.declines.fields import PairField, Question
from matcher.declines.rules import (
    AFTER_A_STAY,
    RELEVANT,
    REST,
    changed,
    kept,
    rest_until,
)
from matcher.declines.table import DISTANCE, TABLE, TODAY, By, Suggested, consequences
from matcher.words import DeclineReason, EndingReason, Side, SuggestionKind

TODAY_ON = date(2026, 3, 2)
FACTS: dict[str, Any] = {
    "youth.ready_on": "2026-03-02",
    "youth.target_group": "light",
    "youth.budget_cents": 45000,
    "youth.guidance_kind": 4,
    "youth.has_day_activity": True,
    "youth.max_distance_km": 15.0,
    "youth.smokes": False,
    "youth.has_pet": False,
    "youth.household_gender_wish": "any",
    "youth.accepts_children": True,
    "youth.accepts_smoking_household": True,
    "youth.accepts_pets": True,
    "youth.status": "ready",
    "room.rent_cents": 41000,
    "room.legal_max_rent_cents": None,
    "room.accepts_guidance": "34",
    "room.smoking_allowed": True,
    "room.pets_welcome": True,
    "room.requires_day_activity": False,
    "home.has_children": False,
    "home.smokes": False,
    "home.has_cat": False,
    "home.has_dog": False,
    DISTANCE: 12.3,
    TODAY: TODAY_ON.isoformat(),
}


def after(reason: DeclineReason, by: By = Side.COORDINATOR, **facts: Any) -> list[Suggested]:
    given_facts = FACTS | {key.replace("__", "."): value for key, value in facts.items()}
    return consequences(reason, by, given_facts, 90)


def changes(found: list[Suggested]) -> dict[str, Any]:
    kinds = (SuggestionKind.CHANGE_WISH, SuggestionKind.CHANGE_RULE)
    return {one.field: one.value for one in found if one.kind in kinds}


def questions(found: list[Suggested]) -> list[str]:
    return [one.field for one in found if one.kind == SuggestionKind.ASK_QUESTION]


@pytest.mark.parametrize("reason", DeclineReason)
@pytest.mark.parametrize("by", [*Side, "clock"])
def test_every_no_by_every_side_leads_to_something_a_person_can_accept(
    reason: DeclineReason, by: By
) -> None:
    found = after(reason, by)
    assert found
    for one in found:
        if one.kind == SuggestionKind.ASK_QUESTION:
            assert one.field in Question.codes()
        elif one.kind in (SuggestionKind.CHANGE_WISH, SuggestionKind.CHANGE_RULE):
            assert one.field in PairField.codes()
            assert one.value is not None


def test_rows_of_the_table_name_only_sides_and_the_clock() -> None:
    known = {*Side, "clock", "any"}
    assert set(get_args(get_args(By)[1])) == {"clock", "any"}
    assert all(set(rows) <= known and "any" in rows for rows in TABLE.values())


def test_a_travel_time_that_is_too_long_suggests_a_distance_below_this_one() -> None:
    assert changes(after(DeclineReason.TRAVEL_TOO_LONG)) == {"youth.max_distance_km": 12}


def test_a_room_at_a_whole_distance_is_kept_away_too() -> None:
    found = changes(after(DeclineReason.TRAVEL_TOO_LONG, pair__distance_km=12.0))
    assert found == {"youth.max_distance_km": 11}


def test_a_distance_that_is_within_the_wish_already_suggests_no_change() -> None:
    near = after(DeclineReason.TRAVEL_TOO_LONG, pair__distance_km=0.4)
    assert changes(near) == {}
    assert questions(near) == ["further"]


def test_a_rent_that_is_too_high_suggests_a_budget_below_it() -> None:
    assert changes(after(DeclineReason.RENT_TOO_HIGH)) == {"youth.budget_cents": 40000}


def test_a_rent_above_the_legal_maximum_suggests_that_maximum() -> None:
    found = changes(after(DeclineReason.RENT_TOO_HIGH, room__legal_max_rent_cents=38000))
    assert found["room.rent_cents"] == 38000


def test_a_host_for_whom_care_is_too_heavy_is_offered_to_leave_that_kind_out() -> None:
    assert changes(after(DeclineReason.CARE_TOO_HEAVY, Side.HOST)) == {"room.accepts_guidance": "3"}


def test_the_only_kind_of_guidance_a_host_takes_is_not_suggested_away() -> None:
    found = after(DeclineReason.CARE_TOO_HEAVY, Side.HOST, room__accepts_guidance="4")
    assert changes(found) == {}


def test_who_is_not_ready_is_suggested_a_later_day() -> None:
    later = (TODAY_ON + timedelta(days=28)).isoformat()
    assert changes(after(DeclineReason.YOUTH_NOT_READY)) == {"youth.ready_on": later}


@pytest.mark.parametrize(
    ("what", "field"),
    [
        ("home__has_children", "youth.accepts_children"),
        ("home__smokes", "youth.accepts_smoking_household"),
        ("home__has_cat", "youth.accepts_pets"),
        ("home__has_dog", "youth.accepts_pets"),
    ],
)
def test_a_youth_who_says_no_is_asked_about_what_is_in_this_home_only(
    what: str, field: str
) -> None:
    assert changes(after(DeclineReason.YOUTH_DECLINED, Side.YOUTH)) == {}
    assert changes(after(DeclineReason.YOUTH_DECLINED, Side.YOUTH, **{what: True})) == {
        field: False
    }


def test_a_host_who_says_no_is_asked_about_what_this_youth_has_only() -> None:
    found = after(
        DeclineReason.HOST_DECLINED, Side.HOST, youth__smokes=True, youth__has_day_activity=False
    )
    assert changes(found) == {"room.smoking_allowed": False, "room.requires_day_activity": True}


def test_a_youth_who_lives_elsewhere_may_leave_the_list() -> None:
    assert changes(after(DeclineReason.LIVES_ELSEWHERE)) == {"youth.status": "withdrawn"}


def test_silence_is_asked_after_at_the_side_that_was_silent() -> None:
    assert questions(after(DeclineReason.NO_ANSWER, Side.HOST)) == ["reach_host", "still_host"]
    assert questions(after(DeclineReason.NO_ANSWER, Side.YOUTH)) == ["reach_youth", "still_youth"]


def test_a_rest_ends_by_the_policy_or_not_by_a_day_at_all() -> None:
    assert rest_until(DeclineReason.YOUTH_DECLINED, TODAY_ON, 90, 14) == date(2026, 5, 31)
    assert rest_until(DeclineReason.NO_ANSWER, TODAY_ON, 90, 14) == date(2026, 3, 16)
    assert rest_until(DeclineReason.SAFETY, TODAY_ON, 90, 14) is None


@pytest.mark.parametrize(
    ("reason", "field", "now", "helps"),
    [
        (DeclineReason.RENT_TOO_HIGH, "room.rent_cents", 40000, True),
        (DeclineReason.RENT_TOO_HIGH, "room.rent_cents", 42000, False),
        (DeclineReason.TRAVEL_TOO_LONG, "youth.max_distance_km", 20.0, True),
        (DeclineReason.TRAVEL_TOO_LONG, "youth.max_distance_km", 12.0, False),
        (DeclineReason.CARE_TOO_HEAVY, "room.accepts_guidance", "3", False),
        (DeclineReason.CARE_TOO_HEAVY, "room.accepts_guidance", "24", True),
        (DeclineReason.CARE_TOO_HEAVY, "room.rent_cents", 1, False),
        (DeclineReason.YOUTH_DECLINED, "youth.accepts_children", False, False),
        (DeclineReason.SAFETY, "youth.guidance_kind", 1, False),
    ],
)
def test_only_a_change_that_touches_the_reason_and_helps_ends_a_rest(
    reason: DeclineReason, field: str, now: Any, helps: bool
) -> None:
    then = kept(FACTS, reason)
    assert changed(then, FACTS | {field: now}, reason) == ((field,) if helps else ())


@given(st.sampled_from(list(DeclineReason)))
def test_nothing_changed_is_no_reason_to_come_back(reason: DeclineReason) -> None:
    assert changed(kept(FACTS, reason), FACTS, reason) == ()


@given(st.sampled_from(list(DeclineReason)), st.sampled_from([*Side, "clock"]))
def test_accepting_a_change_never_brings_the_pair_back_except_by_a_new_date(
    reason: DeclineReason, by: By
) -> None:
    """What was learnt from a 'no' may not undo that 'no'."""
    then = kept(FACTS, reason)
    for field, value in changes(after(reason, by)).items():
        back = changed(then, FACTS | {field: value}, reason)
        assert set(back) <= {"youth.ready_on", "room.rent_cents"}


def test_the_table_of_rests_follows_from_whether_a_reason_lasts() -> None:
    moments = {
        DeclineReason.YOUTH_NOT_READY,
        DeclineReason.HOST_NOT_READY,
        DeclineReason.ROOM_GONE,
        DeclineReason.RECORD_WRONG,
        DeclineReason.NO_ANSWER,
        DeclineReason.NEVER_TOOK_PLACE,
        DeclineReason.LIVES_ELSEWHERE,
    }
    assert {reason for reason, length in REST.items() if length == "short"} == moments
    assert all(RELEVANT[reason] == {} for reason in (DeclineReason.SAFETY,))


def test_every_ending_says_whether_it_teaches_something() -> None:
    assert set(AFTER_A_STAY) == set(EndingReason)
    assert AFTER_A_STAY[EndingReason.PLANNED_END] is None
    assert AFTER_A_STAY[EndingReason.CONFLICT] == DeclineReason.NO_CLICK_MET
