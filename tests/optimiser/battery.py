"""The large battery: ``python -m tests.optimiser.battery 2000 [FIRST SEED]``.

Random instances with every mix of limits, groups and shares: status, feasibility, the value of
every tier and of the lottery have to equal those of a whole-model MIP.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from itertools import permutations

from matcher.optimiser import Parameters, solve, verify
from tests.optimiser.instances import mixed, problem_of
from tests.optimiser.reference import best_values

ORDERS = [*permutations(("nights", "priority", "fit")), ("fit",), ("priority", "nights")]


def difference(seed: int) -> tuple[str, str]:
    """Status of the instance, and how the answer differs from the reference (blank: not at all)."""
    tiers, guarantee = ORDERS[seed % len(ORDERS)], seed % 3 == 0
    frames = mixed(seed)
    problem, parameters = problem_of(frames), Parameters(tiers=tiers, guarantee=guarantee)
    result = solve(problem, parameters)
    wrong = verify(problem, parameters, result)
    if wrong:
        return result.status, f"verify: {wrong}"
    expected = best_values(frames, tiers, guarantee)
    found = None
    if result.status != "infeasible":
        assert result.lottery is not None
        if result.status != "optimal":
            return result.status, "the bounds are not reached"
        found = [tier.value for tier in (*result.tiers, result.lottery)]
    if found != expected:
        return result.status, f"found {found}, the reference {expected}"
    if any(tier.proof == "search" for tier in result.tiers):
        return "optimal by search", ""
    return result.status, ""


def main(number: int, first: int) -> int:
    started = time.monotonic()
    statuses: Counter[str] = Counter()
    wrong = 0
    for seed in range(first, first + number):
        status, what = difference(seed)
        statuses[status] += 1
        if what:
            wrong += 1
            print(f"seed {seed}: {what}")
    took = time.monotonic() - started
    print(f"{number} instances, {wrong} wrong, {dict(sorted(statuses.items()))}, {took:.0f} s")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5000))
