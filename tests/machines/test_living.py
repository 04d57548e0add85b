"""Living there in the model test: check-ins, voices and actions between all other verbs."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machines.life import Life
from tests.machines.verbs_living import LivingVerbs

RUNS, STEPS = 12, 40


class LifeInARoom(LivingVerbs, Life):
    """Its own machine: more verbs would make the search for planted faults thinner."""


def test_a_life_in_a_room_stays_whole_whatever_is_done() -> None:
    run_state_machine_as_test(
        seed(6)(LifeInARoom),
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        ),
    )
