"""What declines do when something else happens: every 'no' teaches, whoever or whatever said it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.database.introductions import Introduction
from matcher.database.leaving import Ending
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.declines import service, telling
from matcher.declines.rests import No
from matcher.declines.rules import AFTER_A_STAY
from matcher.declines.settled import host_left, youth_left
from matcher.events import Reaction
from matcher.inforce import today_in_the_netherlands
from matcher.words import DeclineReason, EndingKind, EndingStatus, Side

#: Whose 'no' a coordinator passes on.
SAID_BY = {
    DeclineReason.YOUTH_DECLINED: Side.YOUTH,
    DeclineReason.YOUTH_NOT_READY: Side.YOUTH,
    DeclineReason.HOST_DECLINED: Side.HOST,
    DeclineReason.HOST_NOT_READY: Side.HOST,
}


def on_declined(session: Session, actor: Actor, proposal: Proposal) -> None:
    """A coordinator declined a proposal that was still open."""
    reason = proposal.decline_reason
    if reason is not None:
        by = SAID_BY.get(reason, Side.COORDINATOR)
        service.learn(session, actor, _no(proposal, reason, by))


def on_stopped(session: Session, actor: Actor, introduction: Introduction) -> None:
    """A 'no' after the approval, by a person or by the clock: learn, and say who can come now."""
    reason = introduction.stop_reason
    if reason is None:
        return
    by: Side | None = introduction.stopped_by
    no = _no(introduction.proposal, reason, by)
    service.learn(session, actor, no)
    telling.backups_are_ready(session, actor, introduction)


def on_taken_back(session: Session, actor: Actor, proposal: Proposal) -> None:
    service.forget(session, actor, proposal.id)


def on_notice(session: Session, actor: Actor, ending: Ending) -> None:
    """The end of a stay is known, and why: the two are not to be proposed to each other again."""
    _after_a_stay(session, actor, ending)


def on_ended(session: Session, actor: Actor, placement: Placement) -> None:
    ending = _standing(session, placement)
    if ending is not None:
        _after_a_stay(session, actor, ending, is_told_again=True)


def on_moved(session: Session, actor: Actor, placement: Placement) -> None:
    """A stay of which the end was withdrawn teaches nothing."""
    if placement.ends_on is None or _standing(session, placement) is None:
        service.forget_stay(session, actor, placement)


def _standing(session: Session, placement: Placement) -> Ending | None:
    """Return the end of a stay that is known and was not withdrawn."""
    query = select(Ending).where(
        Ending.placement_id == placement.id, Ending.status != EndingStatus.WITHDRAWN
    )
    found: Ending | None = session.scalar(query)
    return found


def _after_a_stay(
    session: Session, actor: Actor, ending: Ending, *, is_told_again: bool = False
) -> None:
    reason = AFTER_A_STAY[ending.reason]
    if reason is None:
        return
    stay = ending.placement
    no = No(
        youth_id=stay.youth_id,
        room_id=stay.room_id,
        reason=reason,
        by=ending.given_by,
        placement_id=stay.id,
        distance_km=stay.proposal.distance_km if stay.proposal else None,
        taught=str(ending.reason),
        is_told_again=is_told_again,
    )
    service.learn(session, actor, no)
    if ending.kind == EndingKind.BROKEN_OFF:
        telling.room_and_youth_are_free(session, actor, stay, today_in_the_netherlands())


def _no(proposal: Proposal, reason: DeclineReason, by: Side | None) -> No:
    return No(
        youth_id=proposal.youth_id,
        room_id=proposal.room_id,
        reason=reason,
        by=by or "clock",
        proposal_id=proposal.id,
        distance_km=proposal.distance_km,
    )


REACTIONS: dict[str, Reaction] = {
    "youth.left": youth_left,
    "household.left": host_left,
    "proposal.declined": on_declined,
    "proposal.taken_back": on_taken_back,
    "introduction.stopped": on_stopped,
    "placement.moved": on_moved,
    "placement.notice": on_notice,
    "placement.ended": on_ended,
}
