"""Call off a booking that no introduction looks after: both sides are free again, and hear it.

An introduction has a road of its own for a 'no' (`matcher.introductions.stopping`). A booking
without one was imported, or approved before there were introductions.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from matcher import outbox
from matcher.audit import Actor
from matcher.database.base import now
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.placements.service import cancel
from matcher.proposals.rules import CALL_OFF, EXPIRE, STEPS
from matcher.transition import take_step
from matcher.words import Condition, DeclineReason, ProposalStatus


def call_off(
    session: Session,
    actor: Actor,
    placement: Placement,
    reason: DeclineReason,
    *,
    today: date,
    by_clock: bool = False,
) -> None:
    """Undo a booking, held by the caller. ``by_clock``: nobody said no, its day has long passed.

    Raises:
        StepNotAllowed: the youth lives there already, or it was called off before.
    """
    proposal = session.get(Proposal, placement.proposal_id) if placement.proposal_id else None
    cancel(session, actor, placement.id, today=today)
    if proposal is not None and proposal.status == ProposalStatus.APPROVED:
        _close(session, actor, proposal, reason, by_clock=by_clock)
    for side in (placement.youth, placement.room.home.household):
        outbox.post(
            session, side.email, "proposal_taken_back",
            side.account.language if side.account else "nl",
            about=("placement", placement.id), once=f"placement:{placement.id}:called_off",
            proposal=proposal.id if proposal else "", starts_on=placement.starts_on.isoformat(),
        )  # fmt: skip


def _close(
    session: Session, actor: Actor, proposal: Proposal, reason: DeclineReason, *, by_clock: bool
) -> None:
    met = [Condition.NOT_STARTED, *([Condition.PAST_DUE] if by_clock else [])]
    with session.no_autoflush:
        proposal.decline_reason = reason
        proposal.decided_at, proposal.decided_by_id = now(), actor.account_id
        take_step(
            session, actor, proposal, STEPS, EXPIRE if by_clock else CALL_OFF, proposal.version,
            follows=True, met=met, reason=str(reason), round=proposal.round_id,
        )  # fmt: skip
