"""Book, cancel, move, start and end placements: the only place where their status changes.

The placement follows its table (`rules.STEPS`), and takes the youth along: a booking places the
youth, calling it off puts the youth back on the waiting list, and the end of a stay leads to
where the ending says.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from matcher import events, outbox
from matcher.audit import Actor, record
from matcher.database.placements import Placement
from matcher.inforce import today_in_the_netherlands
from matcher.placements.occupation import has_other_stay, lock_sides, occupies, require_free
from matcher.placements.rules import CANCEL, END, MOVE, SET_END, START, STEPS
from matcher.placements.stepping import (
    guarded,
    locked,
    move_youth,
    require_days_free,
    require_step,
    signed,
    step,
    youth_of,
)
from matcher.words import Condition, PlacementStatus, YouthStatus
from matcher.youths.rules import BOOK, LEAVE, REMATCH, SETTLE, UNBOOK

__all__ = [
    "book",
    "cancel",
    "finish",
    "lock_sides",
    "move",
    "occupies",
    "require_free",
    "set_end",
    "start",
]

AFTER_A_STAY = (LEAVE, REMATCH, SETTLE)


def book(
    session: Session,
    actor: Actor,
    *,
    room_id: int,
    youth_id: int,
    starts_on: date,
    ends_on: date | None = None,
    proposal_id: int | None = None,
) -> Placement:
    """Book the room for the youth, who then waits for a room no longer.

    Raises:
        AlreadyTaken: somebody was first; says whether the room or the youth is taken. After an
            answer by the database itself the session has to be rolled back.
        StepNotAllowed: the youth is not ready to be matched, or has stopped.
    """
    _, youth = lock_sides(session, room_id, youth_id)
    require_free(session, room_id, youth_id, starts_on, ends_on)
    placement = Placement(
        room_id=room_id,
        youth_id=youth_id,
        proposal_id=proposal_id,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    session.add(placement)
    with guarded():
        session.flush()
    record(
        session, actor, "placement.book", placement.id,
        room=room_id, youth=youth_id, proposal=proposal_id,
        starts_on=starts_on.isoformat(), ends_on=ends_on and ends_on.isoformat(),
    )  # fmt: skip
    if youth.status != YouthStatus.PLACED:  # who lives somewhere may have the next room booked
        move_youth(session, actor, placement, BOOK)
    return placement


def cancel(
    session: Session, actor: Actor, placement_id: int, *, today: date | None = None
) -> Placement:
    """Undo a booking; the youth waits for a room again. A day that has passed changes nothing.

    Only a decision on the proposal, an introduction that stops, or the clock leads here, and each
    asks who may.

    Raises:
        StepNotAllowed: the youth lives there already, or the booking was cancelled before.
    """
    placement = locked(session, placement_id)
    # A proposal has at most one placement, and this one may be approved again: the audit event of
    # the booking keeps which proposal it came from.
    with session.no_autoflush:
        STEPS.step(placement.status, CANCEL)
        placement.proposal_id = None
    step(session, actor, placement, CANCEL, placement.version, follows=True)
    outbox.take_back_about(session, "placement", placement.id)
    has_other = has_other_stay(session, placement, today or today_in_the_netherlands())
    if not has_other and youth_of(session, placement).status == YouthStatus.PLACED:
        move_youth(session, actor, placement, UNBOOK, [Condition.NO_OTHER_STAY])
    return placement


def start(
    session: Session,
    actor: Actor,
    placement_id: int,
    version: int,
    *,
    moved_in_on: date | None = None,
    today: date | None = None,
) -> Placement:
    """Record that the youth has moved in, on ``moved_in_on`` (today when not given).

    Raises:
        Stale: somebody else changed the booking first.
        StepNotAllowed: an agreement is not signed, the day is still to come, or the stay has
            begun already; says which.
        AlreadyTaken: the room or the youth was booked on the days before.
    """
    placement = locked(session, placement_id)
    today = today or today_in_the_netherlands()
    moved_in_on = moved_in_on or today
    met = signed(session, placement_id)
    if moved_in_on <= today:
        met.add(Condition.DAY_REACHED)
    if placement.ends_on is None or placement.ends_on > moved_in_on:
        met.add(Condition.END_AFTER_START)
    require_step(placement, version, START, met)
    require_days_free(session, placement, moved_in_on, placement.ends_on)
    placement.starts_on = moved_in_on
    step(session, actor, placement, START, version, met)
    events.tell(session, actor, "placement.started", placement)
    return placement


def move(
    session: Session,
    actor: Actor,
    placement_id: int,
    version: int,
    *,
    starts_on: date,
    ends_on: date | None,
    follows: bool = False,
) -> Placement:
    """Give a booking or a stay other days. The first day of a stay that runs stays as it was.

    ``follows``: the consequence of something else, such as try-out nights that both agreed on.

    Raises:
        Stale: somebody else changed it first.
        StepNotAllowed: it is over, or the last day would not lie after the first.
        AlreadyTaken: the room or the youth is booked on these days.
    """
    placement = locked(session, placement_id)
    if placement.status == PlacementStatus.ACTIVE:
        starts_on = placement.starts_on
    met = {Condition.BOTH_FREE}
    if ends_on is None or ends_on > starts_on:
        met.add(Condition.END_AFTER_START)
    require_step(placement, version, MOVE, met)
    require_days_free(session, placement, starts_on, ends_on)
    before = placement.starts_on
    placement.starts_on, placement.ends_on = starts_on, ends_on
    step(session, actor, placement, MOVE, version, met, follows=follows, was_on=before.isoformat())
    events.tell(session, actor, "placement.moved", placement)
    return placement


def set_end(
    session: Session, actor: Actor, placement_id: int, version: int, *, ends_on: date | None
) -> Placement:
    """Note the day on which the youth leaves; None: no day is known any more.

    The stay goes on until `finish` on the day itself, but the room is in the pool from now, free
    from ``ends_on``. It is the consequence of notice, or of notice taken back.

    Raises:
        Stale: somebody else changed it first.
        StepNotAllowed: the youth does not live there, or would leave before the first night.
        AlreadyTaken: the room or the youth is booked on the days that this would add.
    """
    placement = locked(session, placement_id)
    met = {Condition.BOTH_FREE}
    if ends_on is None or ends_on > placement.starts_on:
        met.add(Condition.END_AFTER_START)
    require_step(placement, version, SET_END, met)
    require_days_free(session, placement, placement.starts_on, ends_on)
    placement.ends_on = ends_on
    step(session, actor, placement, SET_END, version, met, follows=True)
    return placement


def finish(
    session: Session,
    actor: Actor,
    placement_id: int,
    *,
    today: date | None = None,
    then: str = LEAVE,
) -> Placement:
    """End the stay on or after its last day. The youth goes along ``then`` (`AFTER_A_STAY`).

    LEAVE: needs a look first; REMATCH: waits for another room at once; SETTLE: has a home. A
    youth whose next room is booked already stays placed.

    Raises:
        ValueError: ``then`` is none of these.
        StepNotAllowed: no last day is known, or it is still to come.
    """
    if then not in AFTER_A_STAY:
        raise ValueError(f"{then!r} does not say where a youth goes after a stay")
    placement = locked(session, placement_id)
    today = today or today_in_the_netherlands()
    met = set()
    if placement.ends_on is not None:
        met.add(Condition.ENDING_KNOWN)
        if placement.ends_on <= today:
            met.add(Condition.DAY_REACHED)
    step(session, actor, placement, END, placement.version, met)
    is_placed = youth_of(session, placement).status == YouthStatus.PLACED
    if is_placed and not has_other_stay(session, placement, today):
        move_youth(session, actor, placement, then, [Condition.NO_OTHER_STAY])
    events.tell(session, actor, "placement.ended", placement)
    return placement
