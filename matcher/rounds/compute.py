"""A round outside any transaction: frames in, pairs and a verified answer out."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from matcher.eligibility import Candidates, find_pairs
from matcher.fit import priority, score
from matcher.policy import Policy
from matcher.rounds.parameters import RoundParameters
from matcher.rounds.snapshot import Frames
from matcher.rounds.traits import Share, share_limits
from matcher.workers import HERE, Workers

if TYPE_CHECKING:
    from matcher.optimiser import Parameters, Problem, Result
    from matcher.optimiser.thresholds import Thresholds

Progress = Callable[[str], None]


@dataclass
class Clock:
    """Measures steps by name, and tells each as it begins."""

    tell: Progress
    seconds: dict[str, float]
    _step: str = ""
    _began: float = 0.0

    def begin(self, step: str) -> None:
        self.stop()
        self.tell(step)
        self._step, self._began = step, time.perf_counter()

    def stop(self) -> None:
        if self._step:
            self.seconds[self._step] = time.perf_counter() - self._began
            self._step = ""


@dataclass(frozen=True, eq=False)
class Scored:
    """Everything known before solving. ``pairs`` has the rows of ``problem.pairs``, with the parts.

    ``priority``: per youth, in the order of ``frames.youths``.
    """

    frames: Frames
    found: Candidates
    pairs: pd.DataFrame
    priority: npt.NDArray[np.int64]
    problem: Problem


def score_pairs(
    frames: Frames,
    today: date,
    policy: Policy,
    clock: Clock,
    traits: pd.DataFrame | None = None,
    shares: Sequence[Share] = (),
    workers: Workers = HERE,
) -> Scored:
    """Find the eligible pairs, and score pairs and youths; ``workers`` share that work.

    ``traits``: youth, trait, value, for the fairness figures and for minimum ``shares``.
    """
    from matcher.optimiser import Problem

    clock.begin("eligibility")
    found = find_pairs(
        frames.youths,
        frames.rooms,
        frames.places,
        frames.exclusions,
        today=today,
        policy=policy,
        workers=workers,
    )
    clock.begin("fit")
    pairs = score(
        found.pairs,
        frames.youths,
        frames.rooms,
        frames.places,
        policy,
        youth_index=found.youth_index,
        room_index=found.room_index,
        workers=workers,
    )
    points = priority(frames.youths, today, policy)["priority"].to_numpy(dtype=np.int64)
    clock.begin("problem")
    problem = Problem.checked(
        youths=frames.youths[["youth", "municipality", "organisation", "lottery"]].assign(
            priority=points
        ),
        rooms=frames.rooms[["room", "municipality", "capacity"]],
        pairs=_as_codes(pairs, found, frames),
        limits=frames.limits if traits is None else _all_limits(frames, traits, shares),
        traits=traits,
    )
    return Scored(frames, found, pairs, points, problem)


def _all_limits(frames: Frames, traits: pd.DataFrame, shares: Sequence[Share]) -> pd.DataFrame:
    return pd.concat([frames.limits, share_limits(shares, traits)], ignore_index=True)


def _as_codes(pairs: pd.DataFrame, found: Candidates, frames: Frames) -> pd.DataFrame:
    """Return the pairs with keys as categories: a million texts need not be looked up again."""
    return pd.DataFrame(
        {
            "youth": pd.Categorical.from_codes(
                found.youth_index, categories=pd.Index(frames.youths["youth"])
            ),
            "room": pd.Categorical.from_codes(
                found.room_index, categories=pd.Index(frames.rooms["room"])
            ),
            "nights": pairs["nights"],
            "fit": pairs["fit"],
        }
    )


def solve_scored(
    scored: Scored,
    parameters: RoundParameters,
    clock: Clock,
    policy: Policy | None = None,
    workers: Workers = HERE,
) -> Result:
    """Solve and verify.

    Raises:
        ResultRejected: the answer failed its verification.
    """
    from matcher.optimiser import solve

    clock.begin("solve")
    thresholds = warning_thresholds(policy) if policy is not None else None
    result = solve(scored.problem, optimiser_parameters(parameters, thresholds), workers)
    clock.stop()
    clock.seconds.update(result.seconds)
    return result


def optimiser_parameters(
    parameters: RoundParameters, thresholds: Thresholds | None = None
) -> Parameters:
    """Return what the optimiser is asked for in a round."""
    from matcher.optimiser import Parameters
    from matcher.optimiser.thresholds import DEFAULTS

    return Parameters(
        tiers=parameters.tiers,
        guarantee=parameters.guarantee,
        time_limit=parameters.time_limit,
        seed=parameters.seed,
        backups=parameters.backups,
        thresholds=thresholds or DEFAULTS,
    )


def warning_thresholds(policy: Policy) -> Thresholds:
    """Return when the policy wants a warning that a group is passed over."""
    from matcher.optimiser.thresholds import Thresholds

    fairness = policy.fairness
    return Thresholds(
        ratio=fairness.warn_below_ratio,
        chance=fairness.warn_below_chance,
        fewest=fairness.smallest_group,
    )
