"""Which day may be named, where the youth goes, and when after-care is due: no database."""

from __future__ import annotations

from datetime import date

import pytest

from matcher.endings.rules import REASONS, day_problem, first_day, youth_goes
from matcher.evaluations.rules import average, is_asked, score_problems
from matcher.followups.rules import last_day, months_after
from matcher.words import Destination, EndingReason, EvaluationSide, Side

TODAY, MOVED_IN = date(2026, 6, 1), date(2026, 3, 2)


def test_host_and_youth_keep_to_their_notice_and_a_coordinator_agrees_on_any_day() -> None:
    assert first_day(TODAY, MOVED_IN, Side.YOUTH, 30) == date(2026, 7, 1)
    assert first_day(TODAY, MOVED_IN, Side.HOST, 90) == date(2026, 8, 30)
    assert first_day(TODAY, MOVED_IN, Side.COORDINATOR, 90) == TODAY


def test_no_stay_ends_before_its_first_night() -> None:
    assert first_day(MOVED_IN, MOVED_IN, Side.COORDINATOR, 0) == date(2026, 3, 3)
    assert day_problem(MOVED_IN, MOVED_IN, MOVED_IN, None, MOVED_IN) == "before_start"


@pytest.mark.parametrize(
    ("ends_on", "agreed", "problem"),
    [
        (date(2026, 5, 31), None, "past"),
        (date(2026, 6, 30), None, "too_soon"),
        (date(2026, 7, 1), None, None),
        (date(2026, 6, 10), date(2026, 6, 10), None),  # agreed long ago: no notice needed
        (date(2026, 9, 1), date(2026, 8, 1), "after_agreed"),
        (date(2029, 1, 1), None, "too_far"),
    ],
)
def test_a_day_to_leave_is_refused_with_its_reason(
    ends_on: date, agreed: date | None, problem: str | None
) -> None:
    first = first_day(TODAY, MOVED_IN, Side.YOUTH, 30)
    assert day_problem(ends_on, TODAY, MOVED_IN, agreed, first) == problem


@pytest.mark.parametrize(
    ("reason", "destination", "match_again", "step"),
    [
        (EndingReason.OWN_HOME, Destination.OWN_HOME, None, "settle"),
        (EndingReason.WITH_PARTNER_OR_FRIEND, Destination.PARTNER_OR_FRIEND, False, "settle"),
        (EndingReason.CONFLICT, Destination.FAMILY, True, "rematch"),
        (EndingReason.CONFLICT, Destination.HOMELESS, None, "leave"),
        (EndingReason.CONFLICT, Destination.UNKNOWN, False, "leave"),
        (EndingReason.DECEASED, Destination.UNKNOWN, True, "settle"),
    ],
)
def test_where_the_youth_goes(
    reason: EndingReason, destination: Destination, match_again: bool | None, step: str
) -> None:
    assert youth_goes(reason, destination, match_again) == step


def test_each_side_has_its_own_reasons_and_staff_have_all() -> None:
    assert EndingReason.ARREARS not in REASONS[Side.YOUTH]
    assert EndingReason.OWN_HOME not in REASONS[Side.HOST]
    assert set(REASONS[Side.COORDINATOR]) == set(EndingReason)


@pytest.mark.parametrize(
    ("ended", "due"),
    [
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 3, 1), date(2026, 9, 1)),
        (date(2026, 6, 30), date(2026, 12, 30)),
    ],
)
def test_half_a_year_later_is_a_day_that_exists(ended: date, due: date) -> None:
    assert months_after(ended, 6) == due


def test_after_the_last_try_it_is_given_up() -> None:
    assert last_day(date(2026, 9, 1), 3, 14) == date(2026, 10, 13)


def test_a_youth_who_never_came_is_not_asked_how_it_was_and_the_host_is() -> None:
    assert not is_asked(EvaluationSide.YOUTH, EndingReason.NEVER_CAME)
    assert is_asked(EvaluationSide.HOST, EndingReason.NEVER_CAME)
    assert is_asked(EvaluationSide.YOUTH, EndingReason.CONFLICT)


def test_scores_are_of_known_questions_from_one_to_five() -> None:
    assert score_problems(EvaluationSide.YOUTH, {"home": 5, "clear": 1}) == []
    assert score_problems(EvaluationSide.YOUTH, {"home": 6, "household": 3}) == [
        "household",
        "home",
    ]
    assert average({"home": 4, "clear": 5}) == 4.5
    assert average({}) is None
