"""Kamermatch: ``matcher.optimiser.solve`` on checked frames, as a round calls it.

Its seconds hold everything of an answer: the tiers and the lottery, each with its proof, prices,
reasons for who is left without, and the verification; only back-ups are left out, which no other
peer gives.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from bench.arrays import Arrays, Ints
from bench.peers import Answer
from matcher.optimiser import Parameters, Problem, Result, solve

TITLE = "Kamermatch"
GROUP = "ours"
LIMITS = True


@dataclass(frozen=True)
class Prepared:
    """``folder``: the arrays are read again afterwards; meanwhile the input is in memory once, as
    with the other peers."""

    folder: Path
    problem: Problem


def ready(folder: Path) -> Prepared:
    """The checked problem: reading and checking files is part of ``ours_command``.

    Compiled code is loaded before the clock, as that of the other peers is when they are imported.
    """
    _load_kernels()
    with (folder / "frames.pickle").open("rb") as file:
        return Prepared(folder, Problem.from_tables(pickle.load(file)))


def _load_kernels() -> None:
    """Solve a problem of two youths and two rooms."""
    youths = {"youth": ["a", "b"], "municipality": "X", "organisation": "", "priority": [1, 2]}
    rooms = {"room": ["r", "s"], "municipality": "X", "capacity": [1, 2]}
    pairs = {
        "youth": ["a", "b", "b"],
        "room": ["r", "r", "s"],
        "nights": [5, 6, 2],
        "fit": [3, 4, 9],
    }
    solve(Problem.checked(pd.DataFrame(youths), pd.DataFrame(rooms), pd.DataFrame(pairs)))


def choose(given: Prepared, tiers: tuple[str, ...], seconds: float) -> Result:
    # The engine looks at the time between steps; what is kept back is for the step under way.
    return solve(given.problem, Parameters(tiers, backups=0, time_limit=0.8 * seconds))


def answer(given: Prepared, result: Result) -> Answer:
    """The chosen pairs of a result, by position."""
    if result.status == "infeasible":
        return Answer(np.zeros(0, np.int64), False, f"infeasible: {', '.join(result.clash)}")
    note = ", ".join(
        f"{tier.name} within {(tier.bound - tier.value) / max(tier.value, 1):.3%}"
        for tier in result.tiers
        if not tier.is_proven
    )
    return Answer(positions(given, result.assignments), result.status == "optimal", note)


def positions(given: Prepared, assignments: pd.DataFrame) -> Ints:
    """Where assigned pairs of keys stand among the pairs of the arrays."""
    arrays = Arrays.load(given.folder / "arrays.npz")
    rooms = max(arrays.number_of_rooms, 1)
    y = pd.Index(given.problem.youths["youth"]).get_indexer(assignments["youth"])
    r = pd.Index(given.problem.rooms["room"]).get_indexer(assignments["room"])
    code = arrays.youth.astype(np.int64) * rooms + arrays.room
    return np.searchsorted(code, y * rooms + r).astype(np.int64)
