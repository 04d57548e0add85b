"""The model test in its short form, and proof that it finds what is wrong."""

from __future__ import annotations

import pytest

from tests.machines import faults
from tests.machines.battery import live

RUNS, STEPS = 30, 40
RUNS_TO_FIND, SEEDS_TO_TRY = 40, 3


def test_the_program_lives_as_the_model_says() -> None:
    """The long form is ``make machines``: 2,000 runs of 50 steps."""
    live(RUNS, STEPS, number=5)


@pytest.mark.parametrize("fault", faults.ALL)
def test_a_planted_fault_is_found(fault: str) -> None:
    with faults.ALL[fault](), pytest.raises((AssertionError, BaseExceptionGroup)):
        _search()


def _search() -> None:
    for number in range(SEEDS_TO_TRY):
        live(RUNS_TO_FIND, 50, number, shrink=False)
