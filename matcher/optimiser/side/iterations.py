"""The loops of :mod:`matcher.optimiser.side.relax`, compiled by Numba when they are first used.

They are no part of the library that is built when installing: its functions hold on to the
interpreter, and these run beside the rounding on the other core.
"""

from __future__ import annotations

import numpy as np
from numba import njit

# A restart comes when the residual has fallen to ENOUGH of what it was, or to SOME and rises again, or
# after LONGEST of all iterations so far (as in PDLP).
_ENOUGH, _SOME, _LONGEST = 0.2, 0.8, 0.36


@njit(cache=True, nogil=True)
def iterate(  # type: ignore[no-untyped-def]  # pragma: no cover
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
