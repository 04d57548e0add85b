"""Plan, open, hold and close a case meeting; what is decided lands in the dossiers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.exc import StaleDataError

from matcher.audit import Actor, record
from matcher.cases.service import touch
from matcher.database.living import PlanAction
from matcher.database.placements import Placement
from matcher.database.work import CaseMeeting, MeetingItem
from matcher.errors import AlreadyTaken, MatcherError, NotFound, Stale, StepNotAllowed
from matcher.inforce import policy_in_force
from matcher.meetings.agenda import by_part, prepare
from matcher.meetings.points import point_of
from matcher.meetings.rules import (
    CLOSE,
    MOST_MUNICIPALITIES,
    MOST_PER_PART,
    OPEN,
    STEPS,
    region_of,
)
from matcher.placements.rules import GOING_ON
from matcher.plans.rules import Wanted
from matcher.text_rules import require_no_bsn
from matcher.transition import load, take_step
from matcher.words import MeetingStatus


class RegionRefused(MatcherError):
    """A meeting is of one municipality up to a handful."""

    def __init__(self, number: int) -> None:
        super().__init__(f"a meeting is of 1 to {MOST_MUNICIPALITIES} municipalities, not {number}")


def plan(session: Session, actor: Actor, codes: Collection[str], held_on: date) -> CaseMeeting:
    """Plan the meeting of these municipalities on a day.

    Raises:
        RegionRefused: none, or more municipalities than fit.
        AlreadyTaken: 'meeting': these municipalities meet on that day already.
    """
    if not 1 <= len(set(codes)) <= MOST_MUNICIPALITIES:
        raise RegionRefused(len(set(codes)))
    meeting = CaseMeeting(region=region_of(codes), held_on=held_on)
    try:
        with session.begin_nested():
            session.add(meeting)
            session.flush()
    except IntegrityError as error:
        raise AlreadyTaken("meeting") from error
    record(session, actor, "meeting.plan", meeting.id, held_on=held_on.isoformat())
    return meeting


def one(session: Session, meeting_id: int) -> CaseMeeting:
    """Return a meeting with its points. Raises NotFound."""
    found = session.scalars(
        select(CaseMeeting)
        .where(CaseMeeting.id == meeting_id)
        .options(selectinload(CaseMeeting.items).joinedload(MeetingItem.decided_by))
    ).one_or_none()
    if found is None:
        raise NotFound("meeting", meeting_id)
    return found


def open_meeting(
    session: Session, actor: Actor, meeting_id: int, version: int, today: date
) -> CaseMeeting:
    """Begin: the agenda is frozen as it is now, and who opens it chairs.

    Raises:
        NotFound, Stale; StepNotAllowed: it was opened before.
    """
    meeting = load(session, CaseMeeting, STEPS.subject, meeting_id)
    take_step(session, actor, meeting, STEPS, OPEN, version)
    meeting.chair_id = actor.account_id
    points = prepare(session, meeting.region.split(), today, policy_in_force())
    shown = [point for part in by_part(points).values() for point in part[:MOST_PER_PART]]
    meeting.items = [point.row(number) for number, point in enumerate(shown, start=1)]
    session.flush()
    return meeting


def decide(
    session: Session, actor: Actor, item_id: int, decision: str, is_discussed: bool
) -> MeetingItem:
    """Write down what was decided on one point, or that it was talked about.

    Raises:
        NotFound: no such point. StepNotAllowed: the meeting is not being held.
        TextRefused: the text holds a citizen service number.
    """
    require_no_bsn("decision", decision)
    item = _of_meeting_held(session, item_id)
    item.decision = decision.strip()
    item.discussed = is_discussed or bool(item.decision)
    item.decided_by_id = actor.account_id if item.discussed else None
    session.flush()
    record(session, actor, "meeting.decide", item.meeting_id, position=item.position)
    return item


def placement_of(session: Session, item: MeetingItem) -> Placement | None:
    """Return the stay that a point is about, when it goes on: an action lands in its plan."""
    point = point_of(item)
    if point.youth_id is None:
        return None
    query = select(Placement).where(
        Placement.youth_id == point.youth_id, Placement.status.in_(GOING_ON)
    )
    if point.room_id is not None:
        query = query.where(Placement.room_id == point.room_id)
    return session.scalars(query.order_by(Placement.starts_on.desc())).first()


def add_action(
    session: Session, actor: Actor, item_id: int, wanted: Wanted, today: date
) -> PlanAction:
    """Put an action that the meeting agreed on into the plan of the stay.

    Raises:
        NotFound: no such point, or it is about no stay.
        StepNotAllowed: the meeting is not being held, or the stay is over.
        Incomplete: the action lacks a measure, an owner or a day.
        TextRefused: a text holds a citizen service number.
    """
    from matcher.plans.service import add_action as add

    item = _of_meeting_held(session, item_id)
    placement = placement_of(session, item)
    if placement is None:
        raise NotFound("placement", item_id)
    made = add(session, actor, placement.id, wanted, today, meeting_id=item.meeting_id)
    item.discussed, item.decided_by_id = True, actor.account_id
    session.flush()
    return made


def close(
    session: Session, actor: Actor, meeting_id: int, version: int, minutes: str, today: date
) -> CaseMeeting:
    """End the meeting with its minutes. What was talked about counts as done for the youths.

    Raises:
        NotFound, Stale; StepNotAllowed: it is not being held.
        TextRefused: the minutes hold a citizen service number.
    """
    require_no_bsn("minutes", minutes)
    meeting = one(session, meeting_id)
    take_step(session, actor, meeting, STEPS, CLOSE, version)
    meeting.minutes = minutes.strip()
    try:
        session.flush()
    except StaleDataError as error:
        raise Stale(STEPS.subject, meeting_id) from error
    for youth_id in sorted({_youth(item) for item in meeting.items if item.discussed} - {0}):
        touch(session, youth_id, today)
    return meeting


def decisions_about(
    session: Session, *, youth_id: int | None = None, room_id: int | None = None
) -> Sequence[MeetingItem]:
    """Return what meetings decided about a youth or a room, the latest first."""
    wanted = MeetingItem.prepared["youth_id" if youth_id is not None else "room_id"].as_integer()
    query = (
        select(MeetingItem)
        .join(MeetingItem.meeting)
        .where(
            MeetingItem.discussed,
            wanted == (youth_id if youth_id is not None else room_id),
        )
        .options(selectinload(MeetingItem.meeting), selectinload(MeetingItem.decided_by))
        .order_by(CaseMeeting.held_on.desc(), MeetingItem.position)
        .limit(20)
    )
    return session.scalars(query).all()


def _youth(item: MeetingItem) -> int:
    return point_of(item).youth_id or 0


def _of_meeting_held(session: Session, item_id: int) -> MeetingItem:
    item = session.get(MeetingItem, item_id)
    if item is None:
        raise NotFound("meeting item", item_id)
    if item.meeting.status != MeetingStatus.HELD:
        raise StepNotAllowed(STEPS.subject, str(item.meeting.status), "decide")
    return item
