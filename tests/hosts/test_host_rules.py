"""The rules of a host's offer, and the life of a registration."""

from __future__ import annotations

from datetime import date

import pytest

from matcher.errors import StepNotAllowed
from matcher.hosts.rules import (
    APPROVE,
    REFUSE,
    RESUME,
    STEPS,
    VISIT,
    WITHDRAW,
    exemption_of_year,
    kind_contradicts,
    period_problem,
    reasons_for,
    yearly_rent_within_exemption,
)
from matcher.words import HostStepReason as Reason
from matcher.words import HouseholdGender, HouseholdKind, HouseholdStatus, Role

TODAY = date(2026, 3, 1)


def test_nobody_is_approved_before_a_visit() -> None:
    with pytest.raises(StepNotAllowed):
        STEPS.after(HouseholdStatus.SIGNED_UP, APPROVE)
    visited = STEPS.after(HouseholdStatus.SIGNED_UP, VISIT)
    assert STEPS.after(visited, APPROVE) == HouseholdStatus.APPROVED


def test_a_host_can_pause_but_not_approve() -> None:
    assert "pause" in STEPS.actions(HouseholdStatus.APPROVED, Role.HOST)
    assert STEPS.actions(HouseholdStatus.VISITED, Role.HOST) == ["withdraw"]


def test_a_household_that_was_never_approved_cannot_resume() -> None:
    with pytest.raises(StepNotAllowed):
        STEPS.after(HouseholdStatus.VISITED, RESUME)


def test_what_a_visit_tells_is_no_reason_before_it() -> None:
    before, after = (set(reasons_for(REFUSE, was_visited=was)) for was in (False, True))
    assert after - before == {Reason.NO_VOG, Reason.NOT_SAFE, Reason.NO_ATTENTION}
    assert before < after


def test_that_the_host_stops_is_no_reason_to_refuse() -> None:
    own = {Reason.OWN_CHOICE, Reason.MOVES}
    assert own.isdisjoint(reasons_for(REFUSE, was_visited=True))
    assert own < set(reasons_for(WITHDRAW, was_visited=False))


def test_one_cent_above_the_exemption_in_a_year_loses_it() -> None:
    assert yearly_rent_within_exemption([55275], 663300)
    assert not yearly_rent_within_exemption([30000, 25276], 663300)


def test_a_year_without_a_figure_uses_the_last_one_known() -> None:
    figures = {2025: 632400, 2026: 663300}
    assert exemption_of_year(figures, 2026) == (2026, 663300)
    assert exemption_of_year(figures, 2028) == (2026, 663300)


def test_one_person_is_not_men_and_women() -> None:
    assert kind_contradicts(HouseholdKind.SINGLE, HouseholdGender.MIXED, False)
    assert kind_contradicts(HouseholdKind.FAMILY, HouseholdGender.MIXED, False)
    assert kind_contradicts(HouseholdKind.FAMILY, HouseholdGender.FEMALE, True) is None


@pytest.mark.parametrize(
    ("free_from", "free_until", "problem"),
    [
        (date(2026, 4, 1), None, None),
        (date(2025, 4, 1), None, None),  # free for a long time: welcome
        (date(2026, 4, 1), date(2026, 4, 1), "until_before_from"),
        (date(2025, 4, 1), TODAY, "period_is_over"),
    ],
)
def test_a_room_is_free_in_a_period_that_is_not_over(
    free_from: date, free_until: date | None, problem: str | None
) -> None:
    assert period_problem(free_from, free_until, TODAY) == problem
