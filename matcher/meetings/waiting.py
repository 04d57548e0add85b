"""Meetings that are near, and those that nobody has closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database.work import CaseMeeting
from matcher.policy import Policy
from matcher.words import MeetingStatus, WorkKind
from matcher.work.rules import WorkItem

CLOSE_WITHIN = timedelta(days=6)  # before the next one


def items(session: Session, today: date, policy: Policy) -> Iterable[WorkItem]:
    query = select(CaseMeeting).where(CaseMeeting.status != MeetingStatus.CLOSED)
    for meeting in session.scalars(query.order_by(CaseMeeting.id)):
        is_held = meeting.status == MeetingStatus.HELD and meeting.chair_id is not None
        for code in meeting.region.split()[:1]:
            yield WorkItem(
                kind=WorkKind.MEETING,
                subject="meeting",
                subject_id=meeting.id,
                since=meeting.held_on,
                due=meeting.held_on + CLOSE_WITHIN,
                who=frozenset({meeting.chair_id or 0}) if is_held else frozenset(),
                municipality=code,
                endpoint="meetings.meeting",
                args={"meeting_id": meeting.id},
            )
