"""OR-Tools CP-SAT on the whole model: a yes or no per pair, a constraint per youth, room and limit.

Perron and Didier, "CP-SAT", the constraint and satisfiability solver of OR-Tools. It uses all
cores. What it has when its time is up counts, and is marked when it is not proven.
"""

from __future__ import annotations

import time

import numpy as np
from ortools.sat.python import cp_model

from bench.arrays import Arrays, one_cost
from bench.peers import Answer
from bench.rules import barred_by_groups, rows, together

TITLE = "CP-SAT, whole model"
GROUP = "exact"
LIMITS = True


def choose(arrays: Arrays, tiers: tuple[str, ...], seconds: float) -> Answer:
    end = time.monotonic() + seconds
    weight = one_cost(arrays, tiers, 2**62 // max(arrays.number_of_youths, 1))
    model = cp_model.CpModel()
    used = [model.new_bool_var("") for _ in range(arrays.number_of_pairs)]
    for row in rows(arrays):
        total = sum_of(used, row.pairs)
        if row.most is not None:
            model.add(total <= row.most)
        if row.least is not None:
            model.add(total >= row.least)
    _keep_together(model, used, arrays)
    model.maximize(cp_model.LinearExpr.weighted_sum(used, weight.tolist()))
    solver = cp_model.CpSolver()
    # A little is kept to hand over what was found.
    solver.parameters.max_time_in_seconds = max(end - time.monotonic() - 1, 0.01)
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise TimeoutError
    chosen = np.flatnonzero([solver.boolean_value(one) for one in used])
    return Answer(chosen, status == cp_model.OPTIMAL)


def sum_of(used: list, pairs: np.ndarray) -> cp_model.LinearExpr:
    return cp_model.LinearExpr.sum([used[pair] for pair in pairs.tolist()])


def _keep_together(model: cp_model.CpModel, used: list, arrays: Arrays) -> None:
    for _, towns in together(arrays):
        here = [model.new_bool_var("") for _ in towns]
        model.add_at_most_one(here)
        for lives, own in zip(here, towns.values(), strict=True):
            for pairs in own:
                model.add(sum_of(used, pairs) == lives)
    for pair in barred_by_groups(arrays).tolist():
        model.add(used[pair] == 0)
