"""Why this host can be refused now, or can stop: what a visit tells, only after a visit."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database.hosts import Household
from matcher.database.visits import HomeVisit
from matcher.errors import MatcherError
from matcher.hosts.rules import TOOK_PLACE, WITH_REASON, reasons_for
from matcher.words import HostStepReason, Word


class ReasonCannotApply(MatcherError):
    """``reason`` is a code of `HostStepReason` that is none for ``action`` on this household."""

    def __init__(self, action: str, reason: Word) -> None:
        super().__init__(
            f"{reason.value!r} is no reason to {action} this household; choose another"
        )
        self.action = action
        self.reason = reason


def possible_reasons(
    session: Session, household_id: int, action: str
) -> tuple[HostStepReason, ...]:
    """Return the reasons that can apply to ``action`` on this household now."""
    took_place = select(HomeVisit.id).where(
        HomeVisit.household_id == household_id, HomeVisit.status.in_(TOOK_PLACE)
    )
    was_visited = session.scalar(took_place.limit(1)) is not None
    return reasons_for(action, was_visited=was_visited)


def require_possible(
    session: Session, household: Household, action: str, reason: Word | None
) -> None:
    """Do nothing for a reason that can apply, for none, and for a step that asks for none.

    Raises:
        ReasonCannotApply
    """
    if reason is None or action not in WITH_REASON:
        return
    if reason not in possible_reasons(session, household.id, action):
        raise ReasonCannotApply(action, reason)
