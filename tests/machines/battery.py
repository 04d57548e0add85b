"""The model test: how often it runs, and the long run behind its own target.

``python -m tests.machines.battery --runs 2000 --steps 50 --seed 1`` (``make machines``).
"""

from __future__ import annotations

import argparse
import gc
import time

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from tests.machines.harness import TALLY
from tests.machines.life import Life
from tests.machines.verbs_declines import DeclineVerbs
from tests.machines.verbs_living import LivingVerbs
from tests.machines.verbs_stepping import SteppingVerbs

RUNS_AT_A_TIME = 25  # so that a run that is cut off has told how far it came


class Whole(SteppingVerbs, DeclineVerbs, LivingVerbs, Life):
    """Every verb there is."""


def live(
    runs: int,
    steps: int,
    number: int,
    *,
    shrink: bool = True,
    machine: type[RuleBasedStateMachine] = Life,
) -> None:
    """Let ``runs`` lives be lived, each of at most ``steps`` verbs.

    Raises:
        AssertionError: the program and the model went apart; Hypothesis prints the shortest way.
    """

    class Fresh(machine):  # type: ignore[valid-type, misc]
        """Hypothesis keeps its draws per class: each call draws its own."""

    phases = [Phase.generate, Phase.shrink] if shrink else [Phase.generate]
    run_state_machine_as_test(
        seed(number)(Fresh),
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=phases,
            suppress_health_check=list(HealthCheck),
            verbosity=Verbosity.normal,
            print_blob=False,
        ),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    # Sessions and rows go in circles; looking for them after every few hundred takes its time.
    gc.freeze()
    gc.set_threshold(50_000)
    began, done, number = time.monotonic(), 0, wanted.seed
    while done < wanted.runs:
        now = min(RUNS_AT_A_TIME, wanted.runs - done)
        live(now, wanted.steps, number, machine=Whole)
        done, number = done + now, number + 1
        seconds = time.monotonic() - began
        print(
            f"{done} runs of {wanted.steps} steps, {seconds:.0f} s; next seed {number}", flush=True
        )
    for (verb, told), times in sorted(TALLY.items()):
        print(f"{times:8d}  {verb}: {told}")


if __name__ == "__main__":
    main()
