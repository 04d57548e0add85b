"""Compile the engine once, so that the first round does not wait: ``python -m matcher.optimiser.warm``."""

from __future__ import annotations

import pandas as pd

from matcher.optimiser import Parameters, Problem, solve
from matcher.optimiser.questions import Market


def warm() -> None:
    """Solve the smallest problem there is and ask it one question; what is compiled stays on disk."""
    youths = pd.DataFrame(
        {
            "youth": ["a", "b"],
            "municipality": "x",
            "organisation": "",
            "priority": [1, 2],
        }
    )
    rooms = pd.DataFrame({"room": ["r"], "municipality": "x", "capacity": 1})
    pairs = pd.DataFrame({"youth": ["a", "b"], "room": "r", "nights": 1, "fit": [1, 2]})
    problem, parameters = Problem.checked(youths, rooms, pairs), Parameters()
    Market.of(problem, parameters, solve(problem, parameters)).forced("a", "r")


if __name__ == "__main__":
    warm()
