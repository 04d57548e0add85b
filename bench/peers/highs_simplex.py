"""HiGHS simplex on the linear program; its corners are whole, as for every bipartite matching.

Huangfu and Hall (2018), "Parallelizing the dual revised simplex method". A row per youth and per
room, a column per pair.
"""

from __future__ import annotations

import highspy
import numpy as np

from bench.arrays import Arrays, DoesNotFit, Ints, one_cost

TITLE = "HiGHS simplex"
GROUP = "exact"


def choose(arrays: Arrays, tiers: tuple[str, ...], seconds: float) -> Ints:
    weight = one_cost(arrays, tiers, 2**50)
    pairs, youths = arrays.number_of_pairs, arrays.number_of_youths
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = pairs, youths + arrays.number_of_rooms
    program.sense_ = highspy.ObjSense.kMaximize
    program.col_cost_ = weight.astype(float)
    program.col_lower_, program.col_upper_ = np.zeros(pairs), np.ones(pairs)
    program.row_lower_ = np.full(program.num_row_, -highspy.kHighsInf)
    program.row_upper_ = np.concatenate([np.ones(youths), arrays.capacity.astype(float)])
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = 2 * np.arange(pairs + 1)
    program.a_matrix_.index_ = np.column_stack([arrays.youth, youths + arrays.room]).ravel()
    program.a_matrix_.value_ = np.ones(2 * pairs)
    solver = highspy.Highs()
    solver.silent()
    solver.setOptionValue("solver", "simplex")
    solver.passModel(program)
    solver.run()
    status = solver.getModelStatus()
    if status != highspy.HighsModelStatus.kOptimal:
        raise DoesNotFit(f"it stopped with {solver.modelStatusToString(status)}")
    return np.flatnonzero(np.asarray(solver.getSolution().col_value) > 0.5)
