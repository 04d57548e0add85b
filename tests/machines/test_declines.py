"""What a 'no' teaches in the model test: pairs that rest, and suggestions between other verbs."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database.declines import PairRest
from matcher.declines.rests import No
from matcher.words import DeclineReason
from tests.machines.battery import live
from tests.machines.verbs_declines import REASONS, DeclineVerbs
from tests.machines.verbs_introductions import IntroductionVerbs
from tests.machines.verbs_time import TimeVerbs
from tests.machines.world import NUMBER

RUNS, STEPS = 6, 30


class LifeAfterANo(DeclineVerbs, IntroductionVerbs, TimeVerbs, RuleBasedStateMachine):
    """A smaller machine, so that a short run sees much of it; ``make machines`` has all verbs."""

    def __init__(self) -> None:
        super().__init__()
        self.begin()

    def teardown(self) -> None:
        self.end()

    @initialize(reasons=st.lists(REASONS, min_size=1, max_size=NUMBER))
    def somebody_said_no(self, reasons: list[DeclineReason]) -> None:
        for number, reason in enumerate(reasons):
            self.propose(number, number, 0, None)
            self.decline(1, "coordinator", False, reason)

    @invariant()
    def holds(self) -> None:
        self.check_model()
        self.check_whole()


def test_pairs_rest_and_come_back_as_the_model_says() -> None:
    live(RUNS, STEPS, number=8, machine=LifeAfterANo)


def test_a_no_that_takes_the_rest_of_another_no_is_found() -> None:
    """The fault: of several rests of one pair only one is kept."""

    def any_rest(session: Session, no: No) -> PairRest | None:
        is_pair = (PairRest.youth_id == no.youth_id) & (PairRest.room_id == no.room_id)
        return session.scalar(select(PairRest).where(is_pair).order_by(PairRest.id.desc()).limit(1))

    with (
        mock.patch("matcher.declines.rests._latest_of", any_rest),
        pytest.raises((AssertionError, BaseExceptionGroup)),
    ):
        live(20, STEPS, 1, shrink=False, machine=LifeAfterANo)
