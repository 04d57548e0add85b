"""One number per pair that orders pairs as the tiers and the lottery do."""

from __future__ import annotations

import numpy as np

from matcher.optimiser.columns import Ints
from matcher.optimiser.problem import Problem
from matcher.optimiser.result import Parameters
from matcher.optimiser.tiers import lots, weights

# Per tier the largest value that the checks of the problem let through, plus 1.
_STEP = {"nights": 1_000_001, "priority": 1001, "fit": 1001}


def scores(problem: Problem, parameters: Parameters) -> Ints:
    """int64 per pair: higher is better by the tiers, then by the lottery. 10^6 x 1001^2 x youths
    stays below 2^63 for nine million youths, so the order is exact.
    """
    score = np.zeros(len(problem.pairs), np.int64)
    for tier in parameters.tiers:
        score = score * _STEP[tier] + weights(problem, tier, parameters.seed)
    number = len(problem.youths)
    rank = lots(problem, parameters.seed)
    return score * (number + 1) + (number - rank)[problem.pair_youth]
