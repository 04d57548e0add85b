"""Which moments may be offered, and which one is chosen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.inforce import NETHERLANDS
from matcher.introductions.choosing import (
    MOST_OPEN,
    MomentProblem,
    Offer,
    Standing,
    first_that_suits,
    none_can_suit,
    problems,
    to_answer,
)
from matcher.words import MeetingPlace, Side

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SIDES = (Side.YOUTH, Side.HOST, Side.COUNSELLOR)


def offer(hours: float = 26, minutes: int = 60) -> Offer:
    return Offer(NOW + timedelta(hours=hours), minutes, MeetingPlace.HOME)


def standing(key: int, hours: float, **answers: bool) -> Standing:
    said = {Side(name): can for name, can in answers.items()}
    return Standing(key, NOW + timedelta(hours=hours), said)


ALL = {"youth": True, "host": True, "counsellor": True}


def test_moments_in_daytime_within_two_weeks_can_be_offered() -> None:
    assert problems([offer(26), offer(50), offer(13 * 24)], [], NOW, 14) == ()


@pytest.mark.parametrize(
    ("offers", "problem"),
    [
        ([], MomentProblem.NONE_GIVEN),
        ([offer(1)], MomentProblem.TOO_SOON),
        ([offer(-30)], MomentProblem.TOO_SOON),
        ([offer(15 * 24)], MomentProblem.TOO_LATE),
        ([offer(26, minutes=5)], MomentProblem.LENGTH),
        ([offer(26, minutes=300)], MomentProblem.LENGTH),
        ([offer(26), offer(26)], MomentProblem.TWICE),
        ([offer(24 + n / 2) for n in range(MOST_OPEN + 1)], MomentProblem.TOO_MANY),
    ],
)
def test_a_moment_that_cannot_be_is_refused_with_its_reason(
    offers: list[Offer], problem: MomentProblem
) -> None:
    assert problem in problems(offers, [], NOW, 14)


def test_night_is_told_by_the_clock_of_the_netherlands() -> None:
    seven = datetime(2026, 3, 4, 7, 30, tzinfo=NETHERLANDS)
    assert problems([Offer(seven, 60, MeetingPlace.OFFICE)], [], NOW, 14) == (
        MomentProblem.AT_NIGHT,
    )
    assert problems([Offer(seven + timedelta(hours=1), 60, MeetingPlace.OFFICE)], [], NOW, 14) == ()


def test_a_moment_that_stands_open_is_not_offered_twice() -> None:
    assert problems([offer(26)], [offer(26).starts_at], NOW, 14) == (MomentProblem.TWICE,)


def test_the_earliest_moment_that_suits_all_is_chosen_whatever_the_order_of_offering() -> None:
    moments = [standing(1, 72, **ALL), standing(2, 48, **ALL), standing(3, 24, youth=True)]
    chosen = first_that_suits(moments, SIDES, NOW)
    assert chosen is not None
    assert chosen.key == 2


def test_one_side_that_has_not_answered_is_not_a_yes() -> None:
    assert first_that_suits([standing(1, 24, youth=True, host=True)], SIDES, NOW) is None


def test_a_moment_in_the_past_is_not_chosen() -> None:
    assert first_that_suits([standing(1, -1, **ALL)], SIDES, NOW) is None


def test_new_moments_are_needed_when_each_has_a_no_or_has_passed() -> None:
    said_no = standing(1, 24, **{**ALL, "host": False})
    assert none_can_suit([said_no, standing(2, -1, **ALL)], SIDES, NOW)
    assert not none_can_suit([said_no, standing(3, 30, youth=True)], SIDES, NOW)
    assert none_can_suit([], SIDES, NOW)


def test_a_side_is_asked_only_about_moments_it_said_nothing_of() -> None:
    moments = [standing(1, 48), standing(2, 24, host=False), standing(3, 24, youth=True)]
    assert [one.key for one in to_answer(moments, Side.YOUTH, NOW)] == [2, 1]


HOURS = st.integers(-48, 400)
SAID = st.dictionaries(st.sampled_from(SIDES), st.booleans())


@given(st.lists(st.tuples(HOURS, SAID), max_size=8))
def test_what_is_chosen_suits_everybody_and_nothing_earlier_did(
    told: list[tuple[int, dict[Side, bool]]],
) -> None:
    moments = [
        Standing(key, NOW + timedelta(hours=hours), said) for key, (hours, said) in enumerate(told)
    ]
    fitting = [one for one in moments if one.starts_at > NOW and set(one.answers.items()) >= SUITS]
    chosen = first_that_suits(moments, SIDES, NOW)
    assert (chosen is None) == (not fitting)
    if chosen is not None:
        assert chosen.starts_at == min(one.starts_at for one in fitting)
        assert not none_can_suit(moments, SIDES, NOW)


SUITS = {(side, True) for side in SIDES}
