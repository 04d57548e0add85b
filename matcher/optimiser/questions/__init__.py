"""Exact questions to a solved problem, and changes of it, from its stored prices."""

from matcher.optimiser.questions.answers import (
    IMPOSSIBLE,
    ChangeRefused,
    Cost,
    Gain,
    QuestionRefused,
)
from matcher.optimiser.questions.market import Market

__all__ = ["IMPOSSIBLE", "ChangeRefused", "Cost", "Gain", "Market", "QuestionRefused"]
