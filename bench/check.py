"""Looks at every answer: does it keep to the rules, and do the exact peers agree to the unit?"""

from __future__ import annotations

from collections.abc import Sequence

from bench.arrays import Arrays, Ints, weight
from bench.rules import broken
from bench.runner import Run

TIERS = ("nights", "priority", "fit")


def judge(run: Run, arrays: Arrays, chosen: Ints) -> None:
    """Fill in what an answer is worth, and which rules it breaks. Recomputed from the arrays."""
    run.broken = broken(arrays, chosen)
    real = chosen[(chosen >= 0) & (chosen < arrays.number_of_pairs)]
    run.worth = {"placed": len(chosen)}
    run.worth |= {tier: int(weight(arrays, tier)[real].sum()) for tier in TIERS}


def complaints(runs: Sequence[Run], exact: set[str]) -> list[str]:
    """Everything that cannot be right, in words. ``exact``: names of the peers that prove."""
    found = [f"{_where(run)} breaks {fault}" for run in runs for fault in run.broken[:3]]
    found += [f"{_where(run)} failed: {run.note}" for run in runs if run.status == "failed"]
    for instance, tiers in dict.fromkeys((run.instance, run.tiers) for run in runs):
        alike = [
            run
            for run in runs
            if (run.instance, run.tiers) == (instance, tiers) and run.has_answer and not run.broken
        ]
        found += _disagreements(alike, exact)
    return found


def _disagreements(alike: list[Run], exact: set[str]) -> list[str]:
    """On one instance: proven answers that differ, and answers better than a proven one."""
    proven = [run for run in alike if run.peer in exact and run.status == "solved"]
    if not proven:
        return []
    best = max(alike, key=_height)
    return [
        f"{_where(run)} claims the optimum with {_shown(run)}, but {best.peer} has {_shown(best)}"
        for run in proven
        if _height(run) < _height(best)
    ]


def _height(run: Run) -> tuple[int, ...]:
    return tuple(run.worth[tier] for tier in run.tiers)


def _shown(run: Run) -> str:
    return ", ".join(f"{tier} {run.worth[tier]}" for tier in run.tiers)


def _where(run: Run) -> str:
    return f"{run.peer} on {run.instance} ({', '.join(run.tiers)})"
