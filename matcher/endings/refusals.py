"""Why notice, or something else around leaving, is refused."""

from __future__ import annotations

from datetime import date

from matcher.errors import MatcherError


class NoticeRefused(MatcherError):
    """``problem``: 'before_start', 'past', 'after_agreed', 'too_far', 'too_soon', 'known' (notice
    was given before) or 'reason' (not one of this side). ``first``: the first day possible."""

    def __init__(self, problem: str, first: date | None = None) -> None:
        super().__init__(f"notice refused: {problem} (first day possible: {first})")
        self.problem = problem
        self.first = first


class NotOpen(MatcherError):
    """What a link or a form answers was answered before, or is asked no longer."""

    def __init__(self, subject: str, key: int) -> None:
        super().__init__(f"{subject} {key} was answered before, or is closed")
        self.subject = subject
        self.key = key
