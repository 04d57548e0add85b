"""What every step on a concern shares: its lock, its limits, and what may be written."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from matcher.careteam.people import locked_placement
from matcher.clock import NETHERLANDS
from matcher.concerns.rules import Terms
from matcher.database.concerns import Concern
from matcher.database.placements import Placement
from matcher.errors import MatcherError, NotFound, Stale
from matcher.policy import Policy
from matcher.text_rules import require_no_bsn
from matcher.words import ConcernLevel, Seriousness

LONGEST = 4000


class ConcernRefused(MatcherError):
    """``problem``: 'text' (nothing is told), 'long', 'past' or 'far' (the day to look again)."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"the concern cannot be kept like this: {problem}")
        self.problem = problem


def terms(policy: Policy) -> Terms:
    """Return the time limits of the policy."""
    after = policy.after
    return Terms(
        raised={one: after.concern_hours[str(one)] for one in Seriousness},
        picked_up={one: after.concern_agree_hours[str(one)] for one in Seriousness},
        escalated={
            one: after.escalation_hours[str(one)]
            for one in (ConcernLevel.MANAGER, ConcernLevel.MUNICIPALITY)
        },
        review_days=after.concern_review_days,
    )


def held(
    session: Session, concern_id: int, version: int | None = None
) -> tuple[Concern, Placement]:
    """Return the concern and its stay, locked, as they are now.

    Raises:
        NotFound: no such concern. Stale: ``version`` is not the present one.
    """
    concern = session.get(Concern, concern_id)
    if concern is None:
        raise NotFound("concern", concern_id)
    placement = locked_placement(session, concern.placement_id)
    session.refresh(concern)
    if version is not None and concern.version != version:
        raise Stale("concern", concern_id)
    return concern, placement


def checked(text: str) -> str:
    require_no_bsn("text", text)
    if len(text) > LONGEST:
        raise ConcernRefused("long")
    return text.strip()


def day(moment: datetime) -> date:
    return moment.astimezone(NETHERLANDS).date()
