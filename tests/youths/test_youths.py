"""The life of a youth's registration, and the lottery."""

from __future__ import annotations

import shutil
import subprocess

import pandas as pd
import pytest
from sqlalchemy.orm import Session

from matcher.audit import COMMAND_LINE
from matcher.errors import StepNotAllowed
from matcher.optimiser import Problem
from matcher.words import YouthStatus
from matcher.youths.rules import LOTS, STEPS, lottery_number
from matcher.youths.service import change_status
from tests.cases.factories import add_complete_youth


def test_the_lottery_gives_the_same_number_every_time_and_no_two_alike() -> None:
    numbers = [lottery_number(f"J{n}") for n in range(2000)]
    assert numbers == [lottery_number(f"J{n}") for n in range(2000)]
    assert len(set(numbers)) == 2000
    assert all(0 <= number < LOTS for number in numbers)


def test_every_number_of_the_lottery_can_take_part_in_a_round() -> None:
    youths = pd.DataFrame({"youth": ["J1"], "municipality": ["GM0344"], "organisation": [""]})
    youths = youths.assign(priority=0, lottery=LOTS - 1)
    rooms = pd.DataFrame({"room": ["K1"], "municipality": ["GM0344"], "capacity": [1]})
    pairs = pd.DataFrame({"youth": ["J1"], "room": ["K1"], "nights": [1], "fit": [0]})
    assert len(Problem.checked(youths=youths, rooms=rooms, pairs=pairs).youths) == 1


def test_nobody_becomes_placed_by_hand() -> None:
    to_and_from = [step for step in STEPS.arrows if YouthStatus.PLACED in (step.from_, step.to)]
    assert to_and_from
    assert all(step.roles == frozenset() for step in to_and_from)


def test_a_youth_becomes_ready_and_can_be_held_back(session: Session) -> None:
    youth = add_complete_youth(session, COMMAND_LINE)
    change_status(session, COMMAND_LINE, youth.id, "make_ready", youth.version)
    assert youth.status == YouthStatus.READY
    change_status(session, COMMAND_LINE, youth.id, "hold", youth.version)
    with pytest.raises(StepNotAllowed):
        change_status(session, COMMAND_LINE, youth.id, "hold", youth.version)


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum on this machine")
def test_anybody_can_draw_a_youths_number_again_from_the_reference() -> None:
    told = subprocess.run(
        ["sha256sum"], input=b"kamermatch lottery J-7KQ2MX", capture_output=True, check=True
    )
    assert lottery_number("J-7KQ2MX") == int(told.stdout[:16], 16) % LOTS


def test_a_lottery_number_cannot_look_like_a_bsn() -> None:
    assert len(str(LOTS - 1)) < 9
