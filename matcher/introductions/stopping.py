"""Every 'no' goes along this one road: it frees both at once, says why, and tells everybody."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import clock, events
from matcher.audit import PROGRAM, Actor
from matcher.database.introductions import Introduction
from matcher.database.placements import Placement
from matcher.inforce import NETHERLANDS, policy_in_force
from matcher.introductions import questions
from matcher.introductions.holding import Held, guide_of, held
from matcher.introductions.moving import go
from matcher.introductions.rules import (
    AGREEMENTS,
    EXPIRE,
    INTEREST,
    MEETING,
    STOP,
    WAITING,
)
from matcher.introductions.telling import tell, tell_date
from matcher.introductions.unheard import give_time
from matcher.placements import service as placements
from matcher.proposals.rules import CALL_OFF
from matcher.proposals.rules import EXPIRE as PROPOSAL_EXPIRE
from matcher.proposals.rules import STEPS as PROPOSAL_STEPS
from matcher.text_rules import require_no_bsn
from matcher.transition import take_step
from matcher.words import (
    Condition,
    DeclineReason,
    IntroductionStage,
    PlacementStatus,
    ProposalStatus,
    Role,
    Side,
)


def stop(
    session: Session,
    actor: Actor,
    introduction_id: int,
    version: int,
    side: Side,
    reason: DeclineReason,
    note: str = "",
    *,
    moment: datetime | None = None,
) -> Introduction:
    """Stop for ``reason``, at whatever stage: room and youth are free again from this moment.

    ``side``: who does not go on. ``note`` is read by coordinators only.

    Raises:
        NotFound, Stale: as everywhere.
        StepNotAllowed: the youth has moved in, or it had stopped before.
        TextRefused: the note holds a citizen service number.
    """
    require_no_bsn("note", note)
    found = held(session, introduction_id)
    stop_held(session, actor, found, version, side, reason, note.strip(), moment or clock.moment())
    return found.introduction


def stop_held(
    session: Session,
    actor: Actor,
    held: Held,
    version: int,
    side: Side | None,
    reason: DeclineReason,
    note: str,
    moment: datetime,
    *,
    role: Role | None = None,
    by_clock: bool = False,
) -> None:
    """As `stop`, with the rows locked already. ``by_clock``: nobody said no, the time is over."""
    close(session, actor, held, version, side, reason, note, moment, role=role, by_clock=by_clock)
    _free(session, actor, held, reason, note, moment, by_clock=by_clock)
    events.tell(session, actor, "introduction.stopped", held.introduction)


def close(
    session: Session,
    actor: Actor,
    held: Held,
    version: int,
    side: Side | None,
    reason: DeclineReason,
    note: str,
    moment: datetime,
    *,
    role: Role | None = None,
    by_clock: bool = False,
) -> None:
    """End the introduction itself, and tell everybody who heard of it; the booking is left alone."""
    introduction = held.introduction
    stage, heard = introduction.stage, who_heard(introduction)
    had_date = stage == MEETING
    introduction.stopped_by = side
    introduction.stop_reason = reason
    introduction.stop_note = note
    introduction.stopped_at = moment
    if had_date:
        introduction.calendar_sequence += 1
    go(
        session, actor, held, EXPIRE if by_clock else STOP, version, moment,
        due_at=None, met=[Condition.PAST_DUE] if by_clock else [], role=role, reason=str(reason),
        side=side.value if side else None, stage=stage.value,
    )  # fmt: skip
    questions.close_open(session, introduction, moment)
    told = tell_date(session, introduction, "introduction_off", moment) if had_date else []
    staff = {Side.COUNSELLOR, Side.COORDINATOR}
    for one in heard:
        if one not in told:
            template = "introduction_stopped_staff" if one in staff else "introduction_stopped"
            tell(session, introduction, [one], template, once="stopped")


def who_heard(introduction: Introduction) -> list[Side]:
    """Return who has to hear that it stops: nobody who never heard that it began."""
    everybody = [Side.YOUTH, guide_of(introduction), Side.COORDINATOR]
    if introduction.stage != INTEREST:
        everybody.insert(1, Side.HOST)
    return list(dict.fromkeys(everybody))


def _free(
    session: Session,
    actor: Actor,
    held: Held,
    reason: DeclineReason,
    note: str,
    moment: datetime,
    *,
    by_clock: bool,
) -> None:
    """Undo the booking, and let the proposal say that it came to nothing."""
    proposal, today = held.proposal, moment.astimezone(NETHERLANDS).date()
    query = select(Placement).where(Placement.id == held.introduction.placement_id)
    placement = session.scalars(query).one_or_none()
    if placement is not None and placement.status == PlacementStatus.BOOKED:
        placements.cancel(session, actor, placement.id, today=today)
    if proposal.status != ProposalStatus.APPROVED:
        return
    proposal.decline_reason = reason
    proposal.decline_note = note
    proposal.decided_at = moment
    proposal.decided_by_id = actor.account_id
    met = [Condition.NOT_STARTED]
    if by_clock:
        met.append(Condition.PAST_DUE)
    take_step(
        session, actor, proposal, PROPOSAL_STEPS, PROPOSAL_EXPIRE if by_clock else CALL_OFF,
        proposal.version, follows=True, met=met, reason=str(reason), round=proposal.round_id,
    )  # fmt: skip


def expire_due(session: Session, moment: datetime) -> int:
    """Stop all whose time is over by ``moment``; return how many."""
    return sum(expire(session, key, moment) for key in overdue_ids(session, moment))


def overdue_ids(session: Session, moment: datetime) -> list[int]:
    """Return the introductions of which the limit has passed, oldest first."""
    query = select(Introduction.id).where(
        Introduction.stage.in_(WAITING), Introduction.due_at < moment
    )
    return list(session.scalars(query.order_by(Introduction.due_at, Introduction.id)))


def expire(session: Session, introduction_id: int, moment: datetime) -> bool:
    """Stop one whose time is over.

    False when somebody answered in the meantime, or gets more time: our mail came too late.
    """
    found = held(session, introduction_id)
    introduction = found.introduction
    if introduction.stage not in WAITING or introduction.due_at is None:
        return False
    if introduction.due_at >= moment:
        return False
    if give_time(session, introduction, moment, policy_in_force()):
        return False
    side, reason = _who_was_silent(session, introduction)
    stop_held(
        session, PROGRAM, found, introduction.version, side, reason, "", moment,
        by_clock=True,
    )  # fmt: skip
    return True


REASON_AT: dict[IntroductionStage, DeclineReason] = {
    MEETING: DeclineReason.NEVER_TOOK_PLACE,
    AGREEMENTS: DeclineReason.AGREEMENTS_FAILED,
}


def _who_was_silent(
    session: Session, introduction: Introduction
) -> tuple[Side | None, DeclineReason]:
    """Return the one side that did not answer (None: more than one), and the reason on record."""
    reason = REASON_AT.get(introduction.stage, DeclineReason.NO_ANSWER)
    silent = {one.side for one in questions.open_questions(session, introduction)}
    silent &= {Side.YOUTH, Side.HOST}
    return (silent.pop() if len(silent) == 1 else None), reason
