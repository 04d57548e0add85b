"""The life of a youth's registration, and the lottery."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matcher.audit import COMMAND_LINE
from matcher.errors import StepNotAllowed
from matcher.words import YouthStatus
from matcher.youths.rules import STEPS, lottery_number
from matcher.youths.service import change_status
from tests.factories import add_youth


def test_the_lottery_gives_the_same_number_every_time_and_no_two_alike() -> None:
    numbers = [lottery_number(f"J{n}") for n in range(2000)]
    assert numbers == [lottery_number(f"J{n}") for n in range(2000)]
    assert len(set(numbers)) == 2000
    assert all(0 <= number < 2**31 for number in numbers)


def test_nobody_becomes_placed_by_hand() -> None:
    assert all(YouthStatus.PLACED not in (step.from_, step.to) for step in STEPS.arrows)


def test_a_youth_becomes_ready_and_can_be_held_back(session: Session) -> None:
    youth = add_youth(session, status=YouthStatus.REGISTERED)
    change_status(session, COMMAND_LINE, youth.id, "make_ready", youth.version)
    assert youth.status == YouthStatus.READY
    change_status(session, COMMAND_LINE, youth.id, "hold", youth.version)
    with pytest.raises(StepNotAllowed):
        change_status(session, COMMAND_LINE, youth.id, "hold", youth.version)
