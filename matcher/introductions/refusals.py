"""What can go wrong with an answer or a date, for the page to say in words."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.errors import MatcherError
from matcher.introductions.choosing import MomentProblem


class AlreadyAnswered(MatcherError):
    """The question has its answer, or is asked no longer. Whoever was first is on record."""

    def __init__(self, question_id: int) -> None:
        super().__init__(f"question {question_id} was answered before, or is closed")
        self.question_id = question_id


class MomentsRefused(MatcherError):
    """``problems``: why these moments cannot be offered."""

    def __init__(self, problems: Sequence[MomentProblem]) -> None:
        super().__init__("these moments cannot be offered: " + ", ".join(problems))
        self.problems = tuple(problems)


class NightsRefused(MatcherError):
    """``problem``: 'order', 'too_many', 'past', 'too_far' or 'room'; what is wrong with the nights."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"these try-out nights cannot be: {problem}")
        self.problem = problem
