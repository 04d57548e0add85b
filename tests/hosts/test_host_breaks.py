"""A break ends when the host says so; on the day told, the host is asked once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit import COMMAND_LINE
from matcher.database.hosts import Household
from matcher.database.records import AuditEvent, OutboxMessage
from matcher.errors import StepNotAllowed
from matcher.hosts.daily import ask_whether_the_break_is_over
from matcher.hosts.handling import handle, handling_of, pause, resume, withdraw
from matcher.words import HostStepReason, HouseholdStatus, PauseReason
from tests.factories import TODAY, add_room

BACK_ON = TODAY + timedelta(days=30)


@pytest.fixture
def household(session: Session) -> Household:
    return add_room(session).home.household


def take_a_break(session: Session, household: Household, again: bool = True) -> None:
    pause(
        session, COMMAND_LINE, household.id, household.version,
        host_again_on=BACK_ON if again else None, reason=PauseReason.HOLIDAY,
    )  # fmt: skip


def asked(session: Session) -> list[str]:
    query = select(OutboxMessage.recipient).where(OutboxMessage.template == "host_again")
    return list(session.scalars(query))


def test_a_break_is_kept_with_its_reason_and_the_day_to_ask(
    session: Session, household: Household
) -> None:
    take_a_break(session, household)
    handling = handling_of(session, household.id)
    assert household.status == HouseholdStatus.PAUSED
    assert handling is not None
    assert (handling.host_again_on, handling.pause_reason) == (BACK_ON, PauseReason.HOLIDAY)
    details = session.scalars(
        select(AuditEvent.details).where(AuditEvent.action == "household.pause")
    ).one()
    assert details["reason"] == "holiday"


def test_a_host_is_asked_on_the_day_and_once(session: Session, household: Household) -> None:
    take_a_break(session, household)
    assert ask_whether_the_break_is_over(session, BACK_ON - timedelta(days=1)) == 0
    assert ask_whether_the_break_is_over(session, BACK_ON) == 1
    assert ask_whether_the_break_is_over(session, BACK_ON) == 0
    assert ask_whether_the_break_is_over(session, BACK_ON + timedelta(days=9)) == 0
    assert asked(session) == [household.email]


def test_a_day_on_which_nothing_ran_is_caught_up_with(
    session: Session, household: Household
) -> None:
    take_a_break(session, household)
    assert ask_whether_the_break_is_over(session, BACK_ON + timedelta(days=3)) == 1


def test_a_host_without_a_day_or_who_is_back_is_not_asked(
    session: Session, household: Household
) -> None:
    take_a_break(session, household, again=False)
    assert ask_whether_the_break_is_over(session, BACK_ON) == 0
    resume(session, COMMAND_LINE, household.id, household.version)
    take_a_break(session, household)
    resume(session, COMMAND_LINE, household.id, household.version)
    assert ask_whether_the_break_is_over(session, BACK_ON) == 0


def test_a_second_break_is_asked_about_anew(session: Session, household: Household) -> None:
    for _ in range(2):
        take_a_break(session, household)
        assert ask_whether_the_break_is_over(session, BACK_ON) == 1
        resume(session, COMMAND_LINE, household.id, household.version)
    assert len(asked(session)) == 2


def test_a_later_day_during_the_break_means_asking_again_on_that_day(
    session: Session, household: Household
) -> None:
    take_a_break(session, household)
    ask_whether_the_break_is_over(session, BACK_ON)
    later = BACK_ON + timedelta(days=60)
    handle(
        session, COMMAND_LINE, household.id, household.version,
        handled_by_id=None, next_step_on=None, host_again_on=later,
    )  # fmt: skip
    assert ask_whether_the_break_is_over(session, BACK_ON + timedelta(days=1)) == 0
    assert ask_whether_the_break_is_over(session, later) == 1


def test_who_takes_part_has_no_end_of_a_break(session: Session, household: Household) -> None:
    changed = handle(
        session, COMMAND_LINE, household.id, household.version,
        handled_by_id=None, next_step_on=None, host_again_on=BACK_ON,
    )  # fmt: skip
    assert changed == ()


def test_a_host_stops_for_a_reason_that_is_counted_and_cannot_stop_twice(
    session: Session, household: Household
) -> None:
    withdraw(session, COMMAND_LINE, household.id, household.version, HostStepReason.MOVES)
    details = session.scalars(
        select(AuditEvent.details).where(AuditEvent.action == "household.withdraw")
    ).one()
    assert (household.status, details["reason"]) == (HouseholdStatus.WITHDRAWN, "moves")
    with pytest.raises(StepNotAllowed):
        withdraw(session, COMMAND_LINE, household.id, household.version, HostStepReason.MOVES)
