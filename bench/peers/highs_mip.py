"""HiGHS branch-and-cut on the whole model with limits and together-groups (through SciPy ``milp``).

Huangfu and Hall (2018); Galabova (2023). All tiers are in one objective.
"""

from __future__ import annotations

import time

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from bench.arrays import Arrays, one_cost
from bench.peers import Answer
from bench.rules import Row, barred_by_groups, rows, together

TITLE = "HiGHS, whole model"
GROUP = "exact"
LIMITS = True


def choose(arrays: Arrays, tiers: tuple[str, ...], seconds: float) -> Answer:
    end = time.monotonic() + seconds
    weight = one_cost(arrays, tiers, 2**50)
    kept = list(rows(arrays))
    lives, town_rows = _together(arrays)
    columns = arrays.number_of_pairs + lives
    upper = np.ones(columns)
    upper[barred_by_groups(arrays)] = 0
    found = milp(
        -np.concatenate([weight, np.zeros(lives)]).astype(float),
        integrality=np.ones(columns, int),
        bounds=Bounds(0, upper),
        constraints=_constraints([*kept, *town_rows], arrays.number_of_pairs, columns),
        options={"time_limit": max(end - time.monotonic() - 1, 0.01), "mip_rel_gap": 0},
    )
    if found.x is None:
        raise TimeoutError
    chosen = np.flatnonzero(np.round(found.x[: arrays.number_of_pairs]))
    return Answer(chosen, found.status == 0)


def _together(arrays: Arrays) -> tuple[int, list[Row]]:
    """Columns that say in which municipality a group lives, and the rows that keep it together.

    A member's pairs there, minus that column, are 0; the column is named as ``-1 - place``.
    """
    found, lives = [], 0
    for group, towns in together(arrays):
        first = lives
        for town, own in towns.items():
            for pairs in own:
                found.append(Row(f"group {group} {town}", np.append(pairs, -1 - lives), 0, 0))
            lives += 1
        columns = arrays.number_of_pairs + np.arange(first, lives)
        found.append(Row(f"group {group}", columns, None, 1))
    return lives, found


def _constraints(kept: list[Row], pairs: int, columns: int) -> LinearConstraint:
    column = np.concatenate([row.pairs for row in kept])
    place = np.repeat(np.arange(len(kept)), [len(row.pairs) for row in kept])
    value = np.where(column < 0, -1.0, 1.0)
    column = np.where(column < 0, pairs - 1 - column, column)
    low = np.array([-np.inf if row.least is None else row.least for row in kept])
    high = np.array([np.inf if row.most is None else row.most for row in kept])
    matrix = csr_array((value, (place, column)), shape=(len(kept), columns))
    return LinearConstraint(matrix, low, high)
