"""Decide on proposals: approve and decline. `taking_back` undoes a decision.

Locks are taken in one order everywhere: room, youth, proposals by id.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from matcher import events
from matcher.audit import Actor
from matcher.database.base import now
from matcher.database.placements import Placement
from matcher.database.rounds import PairExclusion, Proposal
from matcher.database.youths import Youth
from matcher.eligibility import Reason
from matcher.errors import NotEligible
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.placements import service as placements
from matcher.policy import Policy
from matcher.proposals.eligible import require_eligible, require_guidance, require_place_in_contract
from matcher.proposals.locking import alone, exclusion_of, locked, require_version
from matcher.proposals.rules import (
    APPROVE,
    DECLINE,
    FITS,
    LAPSE,
    STEPS,
    move_in_on,
)
from matcher.proposals.taking_back import take_back_decision
from matcher.rounds.parameters import RoundParameters
from matcher.text_rules import require_no_bsn
from matcher.transition import take_step
from matcher.words import Condition, DeclineReason, ProposalStatus

__all__ = ["approve_proposal", "decline_proposal", "take_back_decision"]


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
    proposal, room, youth = locked(session, proposal_id)
    starts_on = move_in_on(proposal.starts_on, today)
    # First who was quicker: 'the room is taken' tells more than 'load it again'.
    placements.require_free(
        session, room.id, youth.id, starts_on, proposal.ends_on, apart_from_proposal=proposal_id
    )
    require_version(proposal, version)
    STEPS.step(proposal.status, APPROVE)  # an impossible step is told before what does not fit
    _require_fit(session, proposal, youth, starts_on, today, policy or policy_in_force())
    placement = placements.book(
        session,
        actor,
        room_id=room.id,
        youth_id=youth.id,
        starts_on=starts_on,
        ends_on=proposal.ends_on,
        proposal_id=proposal_id,
    )
    _decide(
        session, actor, proposal, APPROVE, met=FITS,
        placement=placement.id, room=room.id, youth=youth.id,
    )  # fmt: skip
    _lapse_others(session, actor, proposal)
    events.tell(session, actor, "proposal.approved", proposal)
    return placement


def _require_fit(
    session: Session,
    proposal: Proposal,
    youth: Youth,
    starts_on: date,
    today: date,
    policy: Policy,
) -> None:
    """Do nothing when the two can still begin on this day, by the rules of their round.

    Raises: NotEligible, as `approve_proposal`.
    """
    if proposal.ends_on is not None and proposal.ends_on <= starts_on:
        raise NotEligible([Reason.NO_SHARED_DATES.value])  # it lay open until its time was over
    # As the round did: a room beyond the usual horizon would look gone to a shorter one.
    rules = RoundParameters.from_json(proposal.round.parameters).applied_to(policy)
    require_eligible(session, proposal, starts_on, today, rules)
    require_place_in_contract(session, youth.municipality_code, today, rules)
    require_guidance(session, youth, today)


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
    proposal = alone(session, proposal_id)
    require_version(proposal, version)
    is_new = rule_out and exclusion_of(session, proposal) is None
    _decide(session, actor, proposal, DECLINE, reason=reason, note=note.strip(), ruled_out=is_new)
    if is_new:
        session.add(
            PairExclusion(
                youth_id=proposal.youth_id,
                room_id=proposal.room_id,
                proposal_id=proposal.id,
                reason=reason,
                created_by_id=actor.account_id,
            )
        )
    session.flush()
    events.tell(session, actor, "proposal.declined", proposal)
    return proposal


def _decide(
    session: Session,
    actor: Actor,
    proposal: Proposal,
    action: str,
    *,
    met: Collection[Condition] = (),
    reason: DeclineReason | None = None,
    note: str = "",
    **details: Any,
) -> None:
    # One statement: with the columns written before the step, its version would look stale.
    with session.no_autoflush:
        proposal.decline_reason, proposal.decline_note = reason, note
        proposal.decided_at = now()
        proposal.decided_by_id = actor.account_id
        take_step(
            session, actor, proposal, STEPS, action, proposal.version,
            met=met, reason=reason, round=proposal.round_id, **details,
        )  # fmt: skip


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
        take_step(
            session, actor, other, STEPS, LAPSE, other.version,
            follows=True, because_of=proposal.id,
        )  # fmt: skip
