"""Undo a decision on a proposal, as long as nobody counts on it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher import events
from matcher.audit import Actor
from matcher.database.introductions import Introduction, Question
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.database.youths import Youth
from matcher.errors import AlreadyTaken, StepNotAllowed
from matcher.inforce import today_in_the_netherlands
from matcher.introductions.rules import STOPPED
from matcher.placements import service as placements
from matcher.proposals.locking import exclusion_of, locked, require_version
from matcher.proposals.rules import STEPS, TAKE_BACK, UNDOABLE, move_in_on
from matcher.transition import take_step
from matcher.words import Condition, PlacementStatus, ProposalStatus, YouthStatus


def take_back_decision(
    session: Session,
    actor: Actor,
    proposal_id: int,
    version: int,
    *,
    today: date | None = None,
) -> Proposal:
    """Undo a decision: the proposal is open again.

    An approval's booking is cancelled, as long as nobody has answered: from then on somebody
    counts on it, and the introduction is stopped with a reason instead. A decline is reopened,
    and the pair no longer ruled out by it, as long as both sides are free.

    Raises:
        NotFound, Stale: as `approve_proposal`.
        StepNotAllowed: nothing was decided, somebody answered, or the youth lives there already.
        AlreadyTaken: the room or the youth is booked, or in another open proposal, by now.
    """
    today = today or today_in_the_netherlands()
    proposal, _, youth = locked(session, proposal_id)
    require_version(proposal, version)
    before = proposal.status
    STEPS.step(before, TAKE_BACK)
    if before == ProposalStatus.APPROVED:
        _undo_booking(session, actor, proposal, today)
    else:
        _lift_exclusion(session, proposal)
    _require_both_free(session, proposal, youth, today)
    with session.no_autoflush:
        proposal.decline_reason, proposal.decline_note = None, ""
        proposal.decided_at, proposal.decided_by_id = None, None
        take_step(
            session, actor, proposal, STEPS, TAKE_BACK, version,
            met=(*UNDOABLE, Condition.BOTH_FREE), decision=before.value, round=proposal.round_id,
        )  # fmt: skip
    events.tell(session, actor, "proposal.taken_back", proposal)
    return proposal


def _lift_exclusion(session: Session, proposal: Proposal) -> None:
    """Remove the exclusion that followed from this decline; that of another 'no' stays."""
    exclusion = exclusion_of(session, proposal)
    if exclusion is not None and exclusion.proposal_id == proposal.id:
        session.delete(exclusion)


def _undo_booking(session: Session, actor: Actor, proposal: Proposal, today: date) -> None:
    """Cancel the booking of an approval that nobody has answered yet."""
    placement = session.scalar(select(Placement).where(Placement.proposal_id == proposal.id))
    met = {Condition.UNTOUCHED} if _is_untouched(session, proposal.id) else set()
    if placement is not None and placement.status == PlacementStatus.BOOKED:
        met.add(Condition.NOT_STARTED)
    missing = [condition for condition in UNDOABLE if condition not in met]
    if missing or placement is None:
        raise StepNotAllowed("proposal", str(proposal.status), TAKE_BACK, missing=missing)
    placements.cancel(session, actor, placement.id, today=today)


def _is_untouched(session: Session, proposal_id: int) -> bool:
    """Say whether the youth, who is asked first, has not answered either."""
    answered = Question.introduction_id.in_(
        select(Introduction.id).where(
            Introduction.proposal_id == proposal_id, Introduction.stage != STOPPED
        )
    ) & Question.answered_at.is_not(None)
    return session.scalar(select(Question.id).where(answered).limit(1)) is None


def _require_both_free(session: Session, proposal: Proposal, youth: Youth, today: date) -> None:
    starts_on = move_in_on(proposal.starts_on, today)
    placements.require_free(
        session, proposal.room_id, proposal.youth_id, starts_on, proposal.ends_on
    )
    if youth.status != YouthStatus.READY:
        raise AlreadyTaken("youth")
    for side, column in (("room", Proposal.room_id), ("youth", Proposal.youth_id)):
        same = column == (proposal.room_id if side == "room" else proposal.youth_id)
        query = select(func.count()).where(
            same, Proposal.id != proposal.id, Proposal.status == ProposalStatus.PROPOSED
        )
        if session.scalar(query):
            raise AlreadyTaken(side)
