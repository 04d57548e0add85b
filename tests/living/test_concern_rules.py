"""The life of a concern: its limits, its levels, and the order of agreed steps."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from matcher.concerns.rules import (
    AGREE,
    CLOSE,
    ESCALATE,
    LEADS,
    STEPS,
    WAITING,
    Terms,
    due_at,
    end_of,
    met_for_closing,
    met_for_escalating,
    next_level,
    review_problem,
    sanctions_possible,
)
from matcher.words import ConcernLevel, ConcernStatus, Condition, Role, SanctionStep, Seriousness

TERMS = Terms(
    raised={Seriousness.NOTICE: 72, Seriousness.SERIOUS: 24, Seriousness.EMERGENCY: 4},
    picked_up={Seriousness.NOTICE: 168, Seriousness.SERIOUS: 72, Seriousness.EMERGENCY: 24},
    escalated={ConcernLevel.MANAGER: 48, ConcernLevel.MUNICIPALITY: 72},
    review_days=28,
)
MOMENT = datetime(2026, 5, 4, 22, 30, tzinfo=UTC)
TALK, WARNING, LAST, END = SanctionStep


def test_every_waiting_state_can_be_closed_and_passed_on() -> None:
    for status in WAITING:
        assert {CLOSE, ESCALATE} <= set(STEPS.actions(status, Role.COORDINATOR))
        assert STEPS.step(status, ESCALATE).is_for(None)


def test_only_who_coordinates_or_leads_closes_and_nobody_reopens() -> None:
    assert STEPS.actions(ConcernStatus.CLOSED) == []
    for role in (Role.HOST, Role.YOUTH, Role.MUNICIPALITY_OFFICER):
        assert CLOSE not in STEPS.actions(ConcernStatus.PICKED_UP, role)
    for status, action in product(WAITING, (AGREE, ESCALATE, CLOSE)):
        if action in STEPS.actions(status, Role.REFERRER):
            assert LEADS in STEPS.step(status, action).needs


def test_every_waiting_state_has_a_limit_ahead() -> None:
    for status, level, seriousness in product(WAITING, ConcernLevel, Seriousness):
        if status == ConcernStatus.ESCALATED and level == ConcernLevel.COORDINATOR:
            continue  # escalated means: higher than the coordinator
        assert due_at(status, level, seriousness, MOMENT, TERMS) > MOMENT


def test_an_emergency_must_be_picked_up_in_four_hours_by_night_too() -> None:
    due = due_at(ConcernStatus.OPEN, ConcernLevel.COORDINATOR, Seriousness.EMERGENCY, MOMENT, TERMS)
    assert due == MOMENT + timedelta(hours=4)


def test_a_concern_climbs_from_coordinator_to_manager_to_municipality_and_no_further() -> None:
    assert next_level(ConcernLevel.COORDINATOR) == ConcernLevel.MANAGER
    assert next_level(ConcernLevel.MANAGER) == ConcernLevel.MUNICIPALITY
    assert next_level(ConcernLevel.MUNICIPALITY) is None
    assert met_for_escalating(ConcernLevel.MUNICIPALITY) == set()


@pytest.mark.parametrize(
    ("seriousness", "closer", "others", "allowed"),
    [
        (Seriousness.SERIOUS, 1, False, False),
        (Seriousness.EMERGENCY, 1, False, False),
        (Seriousness.SERIOUS, 1, True, True),
        (Seriousness.SERIOUS, 2, False, True),
        (Seriousness.NOTICE, 1, False, True),
    ],
)
def test_who_raised_something_serious_does_not_close_it_alone(
    seriousness: Seriousness, closer: int, others: bool, allowed: bool
) -> None:
    met = met_for_closing(seriousness, 1, closer, handled_by_others=others, has_outcome=True)
    assert (Condition.NOT_BY_RAISER_ALONE in met) is allowed
    assert Condition.OUTCOME in met


def test_the_day_to_look_again_lies_ahead_and_within_reach() -> None:
    today = date(2026, 5, 4)
    assert review_problem(today, today, TERMS) == "past"
    assert review_problem(today + timedelta(days=28), today, TERMS) is None
    assert review_problem(today + timedelta(days=29), today, TERMS) == "far"
    assert end_of(date(2026, 5, 5)).astimezone(UTC).hour == 21  # summer time


@pytest.mark.parametrize(
    ("told", "possible"),
    [
        ([], (TALK,)),
        ([TALK], (TALK, WARNING)),
        ([TALK, WARNING], (WARNING, LAST)),
        ([WARNING, TALK, LAST], (LAST, END)),
        ([TALK, WARNING, LAST, END], ()),
    ],
)
def test_agreed_steps_come_in_order(
    told: list[SanctionStep], possible: tuple[SanctionStep, ...]
) -> None:
    assert sanctions_possible(told) == possible


def test_an_emergency_leaves_no_time_for_the_order() -> None:
    assert END in sanctions_possible([], is_emergency=True)
