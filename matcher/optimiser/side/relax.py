"""The linear relaxation of large programs by a first-order method.

Reflected Halpern iterations of the primal-dual hybrid gradient method with restarts (Lu and Yang,
2024; the method of PDLP), with diagonal steps (Pock and Chambolle, 2011). The prices that it gives
need not be exact: what they prove is computed afterwards in whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy import sparse

_FAR = 1e30


@dataclass
class Relaxed:
    """Where the method stands: ``x`` per column, ``dual`` per row, ``balance`` of the two steps."""

    x: np.ndarray
    dual: np.ndarray
    balance: float
    residual: float = np.inf


def relax(
    matrix: sparse.csc_matrix,
    costs: np.ndarray,
    least: np.ndarray,
    most: np.ndarray,
    start: Relaxed,
    iterations: int,
    enough: float,
) -> Relaxed:
    """Iterate from ``start`` towards the least costs with ``least <= matrix @ x <= most``.

    All columns lie between 0 and 1. Stops after ``iterations`` or when the residual of the fixed
    point is below ``enough``. Duals: the costs' change per unit more of the row (so mostly <= 0).
    """
    # Numba takes a second and 140 MB, which only a large problem with side limits has to pay.
    from matcher.optimiser.side.iterations import iterate

    size = abs(matrix)
    column = 1 / np.maximum(np.asarray(size.sum(axis=0)).ravel(), 1e-9)
    row = 1 / np.maximum(np.asarray(size.sum(axis=1)).ravel(), 1e-9)
    x, dual = start.x.copy(), start.dual.copy()
    balance, residual = iterate(
        matrix.indptr, matrix.indices, matrix.data, costs,
        np.maximum(least, -_FAR), np.minimum(most, _FAR),
        column, row, x, dual, start.balance, iterations, enough,
    )  # fmt: skip
    return Relaxed(x, dual, balance, residual)
