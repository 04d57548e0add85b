"""The matching engine: frames in, a proven best assignment out. Knows no database and no web."""

from matcher.optimiser.problem import Problem
from matcher.optimiser.result import Parameters, Result, Share, Tier
from matcher.optimiser.solve import outcome, solve
from matcher.optimiser.solved import Outcome
from matcher.optimiser.verify import verify

__all__ = [
    "Outcome",
    "Parameters",
    "Problem",
    "Result",
    "Share",
    "Tier",
    "outcome",
    "solve",
    "verify",
]
