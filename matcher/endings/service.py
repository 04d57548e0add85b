"""Leaving: notice, taking it back, another day, and the day itself.

From notice on the room is in the pool, free from the last day; the stay goes on until that day.
Locks are taken in one order: room, youth, placement, ending.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import events
from matcher.audit import Actor, record
from matcher.database.leaving import Ending
from matcher.database.placements import Placement
from matcher.endings import hosting, telling
from matcher.endings.notice import first_day_of
from matcher.endings.refusals import NoticeRefused
from matcher.endings.rules import (
    FINISH,
    MOVE,
    REASONS,
    STEPS,
    WITHDRAW,
    day_problem,
    youth_goes,
)
from matcher.errors import AlreadyTaken, NotFound, Stale, StepNotAllowed
from matcher.placements import service as placements
from matcher.placements.stepping import locked, require_days_free
from matcher.text_rules import require_no_bsn
from matcher.transition import load, take_step
from matcher.words import (
    Condition,
    Destination,
    EndingKind,
    EndingReason,
    EndingStatus,
    PlacementStatus,
    Side,
)
from matcher.youths.rules import REMATCH


@dataclass(frozen=True)
class Notice:
    """That a stay ends: how, why, on whose word, and on which day (the first without the youth).

    ``match_again``: the youth looks for another room. None where it is not known yet.
    ``is_agreed``: a coordinator agreed on it with both sides, so that the days of notice of one
    side do not bind.
    """

    kind: EndingKind
    reason: EndingReason
    given_by: Side
    ends_on: date
    destination: Destination | None = None
    destination_note: str = ""
    explanation: str = ""
    match_again: bool | None = None
    is_agreed: bool = False


def standing(session: Session, placement_id: int) -> Ending | None:
    """Return the ending of a stay, unless none is known or it was taken back."""
    return session.scalar(
        select(Ending).where(
            Ending.placement_id == placement_id, Ending.status != EndingStatus.WITHDRAWN
        )
    )


def give_notice(
    session: Session,
    actor: Actor,
    placement_id: int,
    version: int,
    notice: Notice,
    *,
    today: date,
) -> Ending:
    """Record that the stay ends, and on which day. The room is in the pool from now.

    A stay that is broken off today ends at once.

    Raises:
        NoticeRefused: the day or the reason cannot be, or the end is known already.
        Stale, StepNotAllowed: somebody else changed the stay, or nobody lives there.
        TextRefused: a text holds a citizen service number.
    """
    require_no_bsn("explanation", notice.explanation)
    require_no_bsn("destination_note", notice.destination_note)
    placement = locked(session, placement_id)
    _require_notice(session, placement, notice, today)
    ending = _planned(placement, notice, actor, today)
    placements.set_end(session, actor, placement_id, version, ends_on=notice.ends_on)
    session.add(ending)
    session.flush()
    record(
        session, actor, "ending.plan", ending.id, placement=placement_id, kind=notice.kind.value,
        reason=notice.reason.value, given_by=notice.given_by.value,
        ends_on=notice.ends_on.isoformat(),
    )  # fmt: skip
    events.tell(session, actor, "placement.notice", ending)
    telling.end_is_known(session, ending, today)
    if notice.kind == EndingKind.BROKEN_OFF and notice.ends_on <= today:
        finish(session, actor, ending.id, today=today)
    return ending


def _planned(placement: Placement, notice: Notice, actor: Actor, today: date) -> Ending:
    return Ending(
        placement_id=placement.id,
        kind=notice.kind,
        reason=notice.reason,
        given_by=notice.given_by,
        told_on=today,
        ends_on=notice.ends_on,
        previous_ends_on=placement.ends_on,
        destination=notice.destination,
        destination_note=notice.destination_note,
        explanation=notice.explanation,
        match_again=notice.match_again,
        host_asked_on=today,
        made_by_id=actor.account_id,
    )


def _require_notice(session: Session, placement: Placement, notice: Notice, today: date) -> None:
    if placement.status != PlacementStatus.ACTIVE:
        raise StepNotAllowed("placement", str(placement.status), placements.SET_END)
    if standing(session, placement.id) is not None:
        raise NoticeRefused("known")
    bound = Side.COORDINATOR if notice.is_agreed else notice.given_by
    if notice.reason not in REASONS[bound]:
        raise NoticeRefused("reason")
    first = first_day_of(session, placement, bound, today)
    problem = day_problem(notice.ends_on, today, placement.starts_on, placement.ends_on, first)
    if problem is not None:
        raise NoticeRefused(problem, first)


def withdraw_notice(
    session: Session, actor: Actor, ending_id: int, version: int, *, today: date
) -> Ending:
    """Take notice back: the stay goes on as long as was agreed before.

    Raises:
        Stale: somebody else changed it first.
        StepNotAllowed: the day has passed, or somebody has booked the room after it.
    """
    ending, placement = _locked(session, ending_id)
    until = ending.previous_ends_on
    met = _free_until(session, placement, until)
    take_step(
        session, actor, ending, STEPS, WITHDRAW, version, met=met, placement=placement.id
    )  # fmt: skip
    placements.set_end(session, actor, placement.id, placement.version, ends_on=until)
    events.tell(session, actor, "placement.moved", placement)
    telling.goes_on(session, ending, today)
    return ending


def move_end(
    session: Session, actor: Actor, ending_id: int, version: int, ends_on: date, *, today: date
) -> Ending:
    """Agree on another day to leave.

    Raises:
        NoticeRefused: the day cannot be.
        Stale: somebody else changed it first.
        StepNotAllowed: the day has passed, or somebody has booked the room before the new day.
    """
    ending, placement = _locked(session, ending_id)
    if ending.version != version:
        raise Stale("ending", ending_id)
    first = first_day_of(session, placement, Side.COORDINATOR, today)
    problem = day_problem(ends_on, today, placement.starts_on, ending.previous_ends_on, first)
    if problem is not None:
        raise NoticeRefused(problem, first)
    met = _free_until(session, placement, ends_on)
    STEPS.step(ending.status, MOVE)
    if met:
        ending.ends_on = ends_on
    with session.no_autoflush:
        take_step(
            session, actor, ending, STEPS, MOVE, version, met=met, placement=placement.id,
            ends_on=ends_on.isoformat(),
        )  # fmt: skip
    placements.set_end(session, actor, placement.id, placement.version, ends_on=ends_on)
    events.tell(session, actor, "placement.moved", placement)
    telling.end_is_known(session, ending, today)
    return ending


def complete(
    session: Session,
    actor: Actor,
    ending_id: int,
    version: int,
    *,
    destination: Destination | None,
    destination_note: str,
    match_again: bool | None,
) -> Ending:
    """Write down where the youth goes and whether to look for another room; also afterwards.

    Raises:
        NotFound, Stale
        StepNotAllowed: the notice was taken back.
    """
    require_no_bsn("destination_note", destination_note)
    ending = load(session, Ending, "ending", ending_id)
    if ending.version != version:
        raise Stale("ending", ending_id)
    if ending.status == EndingStatus.WITHDRAWN:
        raise StepNotAllowed("ending", str(ending.status), "complete")
    if ending.status == EndingStatus.DONE and destination is None:
        destination = Destination.UNKNOWN
    ending.destination, ending.destination_note = destination, destination_note
    ending.match_again = match_again
    session.flush()
    record(
        session, actor, "ending.complete", ending_id, placement=ending.placement_id,
        destination=destination and destination.value, match_again=match_again,
    )  # fmt: skip
    return ending


def finish(session: Session, actor: Actor, ending_id: int, *, today: date) -> Ending:
    """End the stay on or after its day, whatever is not filled in: a room is never held by a form.

    Raises:
        StepNotAllowed: the day is still to come, or it was finished before.
    """
    ending, placement = _locked(session, ending_id)
    STEPS.step(ending.status, FINISH)
    met = {Condition.DAY_REACHED} if ending.ends_on <= today else set()
    if met:
        ending.destination = ending.destination or Destination.UNKNOWN
        ending.closed_on = today
        met.add(Condition.DESTINATION)
    with session.no_autoflush:
        take_step(
            session, actor, ending, STEPS, FINISH, ending.version, met=met, follows=True,
            placement=placement.id, destination=ending.destination and ending.destination.value,
        )  # fmt: skip
    then = youth_goes(ending.reason, ending.destination or Destination.UNKNOWN, ending.match_again)
    youth = placement.youth
    placements.finish(session, actor, placement.id, today=today, then=then)
    if then == REMATCH and youth.ready_on < ending.ends_on:
        youth.ready_on = ending.ends_on
    hosting.apply_after_end(session, actor, ending)
    return ending


def _free_until(session: Session, placement: Placement, until: date | None) -> set[Condition]:
    try:
        require_days_free(session, placement, placement.starts_on, until)
    except AlreadyTaken:
        return set()
    return {Condition.ROOM_STILL_FREE}


def _locked(session: Session, ending_id: int) -> tuple[Ending, Placement]:
    found = session.get(Ending, ending_id)
    if found is None:
        raise NotFound("ending", ending_id)
    placement = locked(session, found.placement_id)
    session.refresh(found, with_for_update={"of": Ending})
    return found, placement
