"""Back-ups for a room and a youth whose stay ends or has ended: no proposal to stand in for."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.database.leaving import Ending
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.errors import NotFound, StepNotAllowed
from matcher.policy import Policy
from matcher.repair.rules import Wanted
from matcher.repair.service import propose_pairs
from matcher.words import EndingStatus, PlacementStatus


def comes_free(session: Session, stay: Placement) -> bool:
    """Say whether the room and the youth of a stay can be proposed anew: its end is known."""
    if stay.status in (PlacementStatus.ENDED, PlacementStatus.CANCELLED):
        return True
    query = select(Ending.id).where(
        Ending.placement_id == stay.id, Ending.status == EndingStatus.PLANNED
    )
    return session.scalar(query) is not None


def propose_after_stay(
    session: Session,
    actor: Actor,
    placement_id: int,
    wanted: Wanted,
    *,
    today: date | None = None,
    policy: Policy | None = None,
) -> Proposal:
    """Propose a youth for the room, or a room for the youth, of a stay of which the end is known.

    All other open proposals stay.

    Raises:
        NotFound: there is no such stay, room or youth.
        StepNotAllowed: the stay goes on, or ``wanted`` shares no side with it.
        AlreadyTaken, NotEligible, NoRoundYet: as `propose_instead`.
    """
    stay = session.get(Placement, placement_id)
    if stay is None:
        raise NotFound("placement", placement_id)
    shares_one = (stay.room_id == wanted.room_id) != (stay.youth_id == wanted.youth_id)
    if not shares_one or not comes_free(session, stay):
        raise StepNotAllowed("placement", str(stay.status), "propose_instead")
    done = propose_pairs(session, actor, [wanted], today=today, policy=policy)
    for skipped in done.skipped:
        raise skipped.why
    return done.proposals[0]
