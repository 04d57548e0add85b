"""The model test in its short form, and proof that it finds what is wrong."""

from __future__ import annotations

import pytest

from tests.machines import faults
from tests.machines.battery import live

RUNS, STEPS = 30, 40
RUNS_TO_FIND, SEEDS_TO_TRY = 5, 24
#: fault → the first seed whose lives meet it, where that is not 0: the others are tried after it,
#: so that a fault is still found when the lives are drawn in another way.
SEED = {
    "a_condition_is_believed": 1,
    "concerns_are_left_lying": 2,
    "other_proposals_stay_open": 4,
    "who_saw_an_old_version_goes_first": 5,
}


def test_the_program_lives_as_the_model_says() -> None:
    """The long form is ``make machines``: 2,000 runs of 50 steps."""
    live(RUNS, STEPS, number=5)


@pytest.mark.parametrize("fault", faults.ALL)
def test_a_planted_fault_is_found(fault: str) -> None:
    with faults.ALL[fault](), pytest.raises((AssertionError, BaseExceptionGroup)):
        _search(SEED.get(fault, 0))


def _search(first: int) -> None:
    for number in (first, *(number for number in range(SEEDS_TO_TRY) if number != first)):
        live(RUNS_TO_FIND, 50, number, shrink=False)
