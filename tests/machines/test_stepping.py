"""Stepping back in the model test: what ends with a household, a room or a youth, and what stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from unittest import mock

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant
from sqlalchemy import true

from tests.machines.battery import live
from tests.machines.verbs_introductions import IntroductionVerbs
from tests.machines.verbs_proposals import ProposalVerbs
from tests.machines.verbs_stepping import SteppingVerbs
from tests.machines.verbs_time import TimeVerbs
from tests.machines.world import NUMBER

RUNS, STEPS = 6, 30
FIRST_SEED = 3  # its lives meet each fault below at once


class LifeWithStepsBack(
    SteppingVerbs, ProposalVerbs, IntroductionVerbs, TimeVerbs, RuleBasedStateMachine
):
    """A smaller machine, so that a short run sees much of it; ``make machines`` has all verbs."""

    def __init__(self) -> None:
        super().__init__()
        self.begin()

    def teardown(self) -> None:
        self.end()

    @initialize(approved=st.lists(st.booleans(), min_size=NUMBER, max_size=NUMBER))
    def some_are_under_way(self, approved: list[bool]) -> None:
        for number, is_approved in enumerate(approved):
            self.propose(number, number, 0, None)
            if is_approved:
                self.approve(1, "coordinator", False)

    @invariant()
    def holds(self) -> None:
        self.check_model()
        self.check_doubles()
        self.check_whole()


def test_what_is_under_way_ends_with_who_steps_back_and_nothing_else_does() -> None:
    live(RUNS, STEPS, number=9, machine=LifeWithStepsBack)


@contextmanager
def introductions_go_on() -> Iterator[None]:
    """Who steps back is still expected."""
    with mock.patch("matcher.introductions.reactions.waiting", return_value=[]):
        yield


@contextmanager
def proposals_stay_open() -> Iterator[None]:
    """On the board stands what nobody can approve."""
    with mock.patch("matcher.proposals.reactions._lapse"):
        yield


@contextmanager
def nobody_looks_who_is_expected() -> Iterator[None]:
    """A room is taken out from under somebody without a word."""
    with (
        mock.patch("matcher.rooms.service.awaited", return_value=[]),
        mock.patch("matcher.introductions.reactions.awaited", return_value=[]),
    ):
        yield


@contextmanager
def everybody_stops_with_one_household() -> Iterator[None]:
    """What is under way for rooms of others ends as well."""
    with mock.patch("matcher.introductions.reactions.in_household", return_value=true()):
        yield


@pytest.mark.parametrize(
    "fault",
    [
        introductions_go_on,
        proposals_stay_open,
        nobody_looks_who_is_expected,
        everybody_stops_with_one_household,
    ],
)
def test_a_step_back_that_leaves_something_behind_is_found(
    fault: Callable[[], AbstractContextManager[Any]],
) -> None:
    with fault(), pytest.raises((AssertionError, BaseExceptionGroup)):
        _search()


def _search() -> None:
    for number in range(FIRST_SEED, FIRST_SEED + 10):
        live(5, STEPS, number, shrink=False, machine=LifeWithStepsBack)
