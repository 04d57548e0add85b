"""Decide on proposals: approve, decline, and take a decision back.

Locks are taken in one order everywhere: room, youth, proposals by id.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from matcher import outbox
from matcher.audit import Actor, record
from matcher.database.base import now
from matcher.database.hosts import Room
from matcher.database.placements import Placement
from matcher.database.rounds import PairExclusion, Proposal
from matcher.database.youths import Youth
from matcher.errors import AlreadyTaken, NotFound, Stale, StepNotAllowed
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.placements import service as placements
from matcher.policy import Policy
from matcher.proposals.eligible import require_eligible, require_guidance, require_place_in_contract
from matcher.proposals.rules import APPROVE, DECLINE, LAPSE, STEPS, TAKE_BACK, move_in_on
from matcher.rounds.parameters import RoundParameters
from matcher.text_rules import require_no_bsn
from matcher.words import DeclineReason, PlacementStatus, ProposalStatus, YouthStatus


def approve_proposal(
    session: Session,
    actor: Actor,
    proposal_id: int,
    version: int,
    *,
    today: date | None = None,
    policy: Policy | None = None,
) -> Placement:
    """Book the room for the youth, from the proposed date or today, whichever is later.

    Other open proposals of the room or the youth lapse. ``today`` and ``policy`` default to what
    holds now.

    Raises:
        NotFound: there is no such proposal.
        AlreadyTaken: the room or the youth is booked by then; says which.
        Stale: somebody else decided first, or changed it.
        StepNotAllowed: it is not open.
        NotEligible: the pair breaks a hard rule by now, one side no longer takes part, or the
            contract of the youth's municipality has no place left.
    """
    today = today or today_in_the_netherlands()
    proposal, room, youth = _locked(session, proposal_id)
    starts_on = move_in_on(proposal.starts_on, today)
    # First who was quicker: 'the room is taken' tells more than 'load it again'.
    placements.require_free(
        session, room.id, youth.id, starts_on, proposal.ends_on, apart_from_proposal=proposal_id
    )
    _require_version(proposal, version)
    status = STEPS.after(proposal.status, APPROVE)
    # As the round did: a room beyond the usual horizon would look gone to a shorter one.
    asked = RoundParameters.from_json(proposal.round.parameters)
    rules = asked.applied_to(policy or policy_in_force())
    require_eligible(session, proposal, starts_on, today, rules)
    require_place_in_contract(session, youth.municipality_code, today, rules)
    require_guidance(session, youth, today)
    placement = placements.book(
        session,
        actor,
        room_id=room.id,
        youth_id=youth.id,
        starts_on=starts_on,
        ends_on=proposal.ends_on,
        proposal_id=proposal_id,
    )
    _decide(session, actor, proposal, status)
    record(
        session, actor, "proposal.approve", proposal_id,
        placement=placement.id, room=room.id, youth=youth.id, round=proposal.round_id,
    )  # fmt: skip
    _lapse_others(session, actor, proposal)
    _tell_both(session, room, youth, "proposal_approved", proposal, starts_on)
    return placement


def decline_proposal(
    session: Session,
    actor: Actor,
    proposal_id: int,
    version: int,
    reason: DeclineReason,
    note: str = "",
    rule_out: bool = False,
) -> Proposal:
    """Record that this proposal is not to be, and why. Room and youth stay free for others.

    ``rule_out``: people decided that these two never go together.

    Raises:
        NotFound, Stale, StepNotAllowed: as `approve_proposal`.
        TextRefused: the note holds a BSN.
    """
    require_no_bsn("note", note)
    proposal = _alone(session, proposal_id)
    _require_version(proposal, version)
    status = STEPS.after(proposal.status, DECLINE)
    proposal.decline_reason = reason
    proposal.decline_note = note.strip()
    _decide(session, actor, proposal, status)
    is_new = rule_out and _exclusion(session, proposal) is None
    if is_new:
        session.add(
            PairExclusion(
                youth_id=proposal.youth_id,
                room_id=proposal.room_id,
                reason=proposal.decline_reason,
                created_by_id=actor.account_id,
            )
        )
    record(
        session, actor, "proposal.decline", proposal_id,
        reason=proposal.decline_reason.value, ruled_out=is_new, round=proposal.round_id,
    )  # fmt: skip
    session.flush()
    return proposal


def take_back_decision(
    session: Session,
    actor: Actor,
    proposal_id: int,
    version: int,
    *,
    today: date | None = None,
) -> Proposal:
    """Undo a decision: the proposal is open again.

    An approval's booking is cancelled, as long as it has not begun; a decline is reopened, and
    the pair no longer ruled out by it, as long as both sides are free.

    Raises:
        NotFound, Stale: as `approve_proposal`.
        StepNotAllowed: nothing was decided, or the youth lives there already.
        AlreadyTaken: the room or the youth is booked, or in another open proposal, by now.
    """
    today = today or today_in_the_netherlands()
    proposal, room, youth = _locked(session, proposal_id)
    _require_version(proposal, version)
    before = proposal.status
    status = STEPS.after(before, TAKE_BACK)
    if before == ProposalStatus.APPROVED:
        _cancel_booking(session, actor, proposal, today)
        starts_on = move_in_on(proposal.starts_on, today)
        _tell_both(session, room, youth, "proposal_taken_back", proposal, starts_on)
    else:
        _lift_exclusion(session, proposal)
    _require_both_free(session, proposal, youth, today)
    proposal.decline_reason, proposal.decline_note = None, ""
    proposal.status = status
    proposal.decided_at, proposal.decided_by_id = None, None
    session.flush()
    record(
        session, actor, "proposal.take_back", proposal_id,
        decision=before.value, round=proposal.round_id,
    )  # fmt: skip
    return proposal


def _alone(session: Session, proposal_id: int) -> Proposal:
    """Return the proposal as it is now, locked."""
    proposal = session.get(
        Proposal,
        proposal_id,
        with_for_update={"of": Proposal},
        execution_options={"populate_existing": True},
    )
    if proposal is None:
        raise NotFound("proposal", proposal_id)
    return proposal


def _locked(session: Session, proposal_id: int) -> tuple[Proposal, Room, Youth]:
    """Return the proposal, its room and its youth as they are now, locked in the one order."""
    sides = session.execute(
        select(Proposal.room_id, Proposal.youth_id).where(Proposal.id == proposal_id)
    ).one_or_none()
    if sides is None:
        raise NotFound("proposal", proposal_id)
    room, youth = placements.lock_sides(session, sides.room_id, sides.youth_id)
    return _alone(session, proposal_id), room, youth


def _require_version(proposal: Proposal, version: int) -> None:
    if proposal.version != version:
        raise Stale("proposal", proposal.id)


def _decide(session: Session, actor: Actor, proposal: Proposal, status: ProposalStatus) -> None:
    proposal.status = status
    proposal.decided_at = now()
    proposal.decided_by_id = actor.account_id
    session.flush()


def _lapse_others(session: Session, actor: Actor, proposal: Proposal) -> None:
    others = session.scalars(
        select(Proposal)
        .where(
            Proposal.status == ProposalStatus.PROPOSED,
            Proposal.id != proposal.id,
            or_(Proposal.room_id == proposal.room_id, Proposal.youth_id == proposal.youth_id),
        )
        .order_by(Proposal.id)
        .with_for_update(of=Proposal)
        .execution_options(populate_existing=True)
    ).all()
    for other in others:
        other.status = STEPS.after(other.status, LAPSE)
        record(session, actor, "proposal.lapse", other.id, because_of=proposal.id)
    session.flush()


def _exclusion(session: Session, proposal: Proposal) -> PairExclusion | None:
    return session.scalar(
        select(PairExclusion).where(
            PairExclusion.youth_id == proposal.youth_id,
            PairExclusion.room_id == proposal.room_id,
        )
    )


def _lift_exclusion(session: Session, proposal: Proposal) -> None:
    """Remove the exclusion that came with this decline; one that was there before it stays."""
    exclusion = _exclusion(session, proposal)
    if (
        exclusion is not None
        and proposal.decided_at is not None
        and exclusion.created_at >= proposal.decided_at
    ):
        session.delete(exclusion)


def _cancel_booking(session: Session, actor: Actor, proposal: Proposal, today: date) -> None:
    placement = session.scalar(select(Placement).where(Placement.proposal_id == proposal.id))
    if placement is None or placement.status == PlacementStatus.CANCELLED:
        raise StepNotAllowed("proposal", str(proposal.status), TAKE_BACK)
    placements.cancel(session, actor, placement.id, today=today)
    session.flush()


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


def _tell_both(
    session: Session, room: Room, youth: Youth, template: str, proposal: Proposal, starts_on: date
) -> None:
    """Queue a message for either side: the date and where to look, never who the other is."""
    household = room.home.household
    for side in (household, youth):
        language = side.account.language if side.account else "nl"
        outbox.post(
            session,
            side.email,
            template,
            language,
            proposal=proposal.id,
            starts_on=starts_on.isoformat(),
        )
