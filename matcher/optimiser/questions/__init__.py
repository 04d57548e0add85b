"""Exact questions to a solved problem, and changes of it, from its stored prices."""

from matcher.optimiser.questions.answers import (
    IMPOSSIBLE,
    ChangeRefused,
    Cost,
    Gain,
    QuestionRefused,
)
from matcher.optimiser.questions.market import Market
from matcher.optimiser.questions.repair import Changes, Repair, repair

__all__ = [
    "IMPOSSIBLE",
    "ChangeRefused",
    "Changes",
    "Cost",
    "Gain",
    "Market",
    "QuestionRefused",
    "Repair",
    "repair",
]
