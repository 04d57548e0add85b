"""Kamermatch's engine alone: the model, the tiers and the lottery on it, and the prices that prove
them; without reasons and verification. This is what compares best with a bare solver.
"""

from __future__ import annotations

import numpy as np

from bench.arrays import Ints
from bench.peers.ours import Prepared, ready
from matcher.optimiser import Parameters
from matcher.optimiser.model import Groups, build
from matcher.optimiser.tiers import climb

__all__ = ["GROUP", "TITLE", "choose", "ready"]

TITLE = "Kamermatch, engine alone"
GROUP = "ours"


def choose(given: Prepared, tiers: tuple[str, ...], seconds: float) -> Ints:
    model = build(given.problem, Groups.build(given.problem, None))
    assert model is not None, "an instance without limits is always feasible"
    ascent = climb(given.problem, model, Parameters(tiers), None)
    assert ascent is not None
    return model.pair[ascent.chosen].astype(np.int64)
