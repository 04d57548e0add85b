"""What a home visit refuses, in domain words.

MatcherError
├── PairRefused        these two cannot visit, or not without a reason
├── StillLacking       something must be there first (carries what)
├── DecidesOwnVisit    who visited does not decide
├── NotAVisitor        only one of the two visitors does this
└── ImpressionFirst    the own impression comes before everything that others wrote
"""

from __future__ import annotations

from collections.abc import Sequence

from matcher.documents.rules import Missing
from matcher.errors import MatcherError, NotAllowed
from matcher.visits.rules import Lacking
from matcher.visits.rules.pairing import Objection


class PairRefused(MatcherError):
    """Without one of `pairing.HARD` among them, the objections can be set aside with a reason."""

    def __init__(self, objections: Sequence[Objection]) -> None:
        super().__init__(
            "these two visitors need a reason, or cannot go: " + ", ".join(map(str, objections))
        )
        self.objections = tuple(objections)


class StillLacking(MatcherError):
    """``what``: of the visit; ``papers``: of the household."""

    def __init__(self, what: Sequence[Lacking] = (), papers: Sequence[Missing] = ()) -> None:
        told = [*map(str, what), *(f"{paper.kind} ({paper.standing})" for paper in papers)]
        super().__init__("still lacking: " + ", ".join(told))
        self.what = tuple(what)
        self.papers = tuple(papers)


class DecidesOwnVisit(NotAllowed):
    def __init__(self) -> None:
        super().__init__("who visited the home does not decide on it; ask a third person")


class NotAVisitor(NotAllowed):
    def __init__(self) -> None:
        super().__init__("only one of the two visitors of this visit may do this")


class ImpressionFirst(NotAllowed):
    def __init__(self) -> None:
        super().__init__("write your own impression first; then the notes of others are shown")
