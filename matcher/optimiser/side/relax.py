"""The linear relaxation of large programs by a first-order method, compiled.

Reflected Halpern iterations of the primal-dual hybrid gradient method with restarts (Lu and Yang,
2024; the method of PDLP), with diagonal steps (Pock and Chambolle, 2011). The prices that it gives
need not be exact: what they prove is computed afterwards in whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from scipy import sparse

_ENOUGH, _SOME, _LONGEST = 0.2, 0.8, 0.36
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
    size = abs(matrix)
    column = 1 / np.maximum(np.asarray(size.sum(axis=0)).ravel(), 1e-9)
    row = 1 / np.maximum(np.asarray(size.sum(axis=1)).ravel(), 1e-9)
    x, dual = start.x.copy(), start.dual.copy()
    balance, residual = _iterate(
        matrix.indptr, matrix.indices, matrix.data, costs,
        np.maximum(least, -_FAR), np.minimum(most, _FAR),
        column, row, x, dual, start.balance, iterations, enough,
    )  # fmt: skip
    return Relaxed(x, dual, balance, residual)


@njit(cache=True, nogil=True)
def _iterate(  # type: ignore[no-untyped-def]  # pragma: no cover
    indptr, indices, data, costs, least, most, column, row, x, dual, balance, iterations, enough
):
    x0, dual0 = x.copy(), dual.copy()
    move, sums = np.zeros(len(x)), np.zeros(len(dual))
    lowest, highest = balance * 1e-4, balance * 1e4
    first, last, since, residual = 0.0, np.inf, 0, np.inf
    for total in range(1, iterations + 1):
        weight = (since + 1.0) / (since + 2.0)
        far = _step(
            indptr, indices, data, costs, least, most, column, row,
            x, dual, x0, dual0, move, sums, balance, weight,
        )  # fmt: skip
        residual = np.sqrt(far)
        if since == 0:
            first = residual
        since += 1
        if residual < enough:
            break
        if since > 10 and (
            residual <= _ENOUGH * first
            or (residual <= _SOME * first and residual > last)
            or since >= _LONGEST * total
        ):
            balance = _balanced(x, x0, column, dual, dual0, row, balance)
            balance = min(max(balance, lowest), highest)
            x0[:] = x
            dual0[:] = dual
            since = 0
        last = residual
    return balance, residual


@njit(cache=True, nogil=True, fastmath=True)
def _step(  # type: ignore[no-untyped-def]  # pragma: no cover
    indptr,
    indices,
    data,
    costs,
    least,
    most,
    column,
    row,
    x,
    dual,
    x0,
    dual0,
    move,
    sums,
    balance,
    weight,
):
    sums[:] = 0.0
    far = 0.0
    for j in range(len(x)):
        reduced = costs[j]
        for k in range(indptr[j], indptr[j + 1]):
            reduced -= data[k] * dual[indices[k]]
        step = column[j] / balance
        move[j] = min(max(x[j] - step * reduced, 0.0), 1.0) - x[j]
        far += move[j] * move[j] / step
        ahead = x[j] + 2 * move[j]
        if ahead != 0.0:
            for k in range(indptr[j], indptr[j + 1]):
                sums[indices[k]] += data[k] * ahead
        x[j] = weight * ahead + (1 - weight) * x0[j]
    for i in range(len(dual)):
        step = row[i] * balance
        value = dual[i] / step - sums[i]
        if value + most[i] < 0:
            value = (value + most[i]) * step
        elif value + least[i] > 0:
            value = (value + least[i]) * step
        else:
            value = 0.0
        change = value - dual[i]
        far += change * change / step
        dual[i] = weight * (dual[i] + 2 * change) + (1 - weight) * dual0[i]
    return far


@njit(cache=True, nogil=True)
def _balanced(x, x0, column, dual, dual0, row, balance):  # type: ignore[no-untyped-def]  # pragma: no cover
    primal, other = 0.0, 0.0
    for j in range(len(x)):
        primal += (x[j] - x0[j]) ** 2 / column[j]
    for i in range(len(dual)):
        other += (dual[i] - dual0[i]) ** 2 / row[i]
    if primal > 1e-12 and other > 1e-12:
        return np.exp(0.5 * np.log(np.sqrt(other / primal)) + 0.5 * np.log(balance))
    return balance
