"""Small problems with side limits: the whole program, tier by tier, to the end (HiGHS)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from matcher.optimiser.columns import Flags, Ints
from matcher.optimiser.result import Certificate
from matcher.optimiser.side.program import Program
from matcher.optimiser.side.proof import SCALES, Bound, Field, prove


@dataclass(frozen=True, eq=False)
class Found:
    """``picked``: bool per pair of the slots, None when there are none or none were found in time.

    ``bound``: nothing above it, infinite when nothing is known. ``is_infeasible``: proven.
    """

    picked: Flags | None
    bound: float
    is_infeasible: bool = False


def search(
    program: Program,
    weight: Ints,
    seconds: float | None = None,
    held: Flags | None = None,
    gap: float = 0.0,
    nodes: int | None = None,
) -> Found:
    """The best choice of pairs by branch and bound.

    ``held``: pairs of the slots that are chosen beforehand. ``seconds``, ``gap`` (relative) and
    ``nodes``: where it may stop.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    options = program.number_of_options
    if program.matrix.shape[1] == 0:
        fits = bool((program.least <= 0).all() and (program.most >= 0).all())
        return Found(np.zeros(0, bool) if fits else None, 0.0, not fits)
    limits: dict[str, Any] = {"mip_rel_gap": gap}
    if seconds is not None:
        limits["time_limit"] = max(seconds, 0.01)
    if nodes is not None:
        limits["node_limit"] = nodes
    lowest = np.zeros(program.matrix.shape[1])
    if held is not None:
        lowest[options:] = held
    found = milp(
        program.costs(weight),
        integrality=np.ones(program.matrix.shape[1], np.int64),
        bounds=Bounds(lowest, 1),
        constraints=LinearConstraint(program.matrix, program.least, program.most),
        options=cast(Any, limits),
    )
    if found.status == 2:
        return Found(None, -math.inf, True)
    bound = math.inf if found.mip_dual_bound is None else -float(found.mip_dual_bound)
    return Found(None if found.x is None else found.x[options:] > 0.5, bound)


def relaxed_prices(program: Program, weight: Ints) -> np.ndarray | None:
    """Duals of the linear relaxation per row, positive where the row holds the maximum back."""
    from scipy import sparse
    from scipy.optimize import linprog

    if program.matrix.shape[1] == 0:
        return np.zeros(program.matrix.shape[0])
    matrix = program.matrix.tocsr()
    equal = program.least == program.most
    upper, lower = ~equal & np.isfinite(program.most), ~equal & np.isfinite(program.least)
    found = linprog(
        program.costs(weight),
        A_ub=cast(Any, sparse.vstack([matrix[upper], -matrix[lower]])),
        b_ub=np.concatenate([program.most[upper], -program.least[lower]]),
        A_eq=cast(Any, matrix[equal]),
        b_eq=program.most[equal],
        method="highs-ds",
    )
    if found.status != 0:
        return None
    dual = np.zeros(program.matrix.shape[0])
    at_most, at_least = np.split(-found.ineqlin.marginals, [int(upper.sum())])
    dual[upper] += at_most
    dual[lower] -= at_least
    dual[equal] = -found.eqlin.marginals
    return dual


def tightest(
    field: Field, program: Program, tier: str, weight: Ints, dual: np.ndarray
) -> tuple[Certificate, Bound]:
    """The certificate from these duals, on the first scale that proves the lowest whole bound."""
    best: tuple[Certificate, Bound] | None = None
    for scale in SCALES:
        certificate = program.certificate(tier, dual, scale)
        bound = prove(field, certificate, weight, program.slots)
        if best is None or bound.total // scale < best[1].total // best[0].scale:
            best = certificate, bound
    assert best is not None
    return best
