"""Youths to be reached some months after their stay, and those who asked to be called."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from matcher.database.leaving import FollowUp
from matcher.database.living import CareTeam
from matcher.database.placements import Placement
from matcher.followups.rules import last_day
from matcher.policy import Policy
from matcher.words import FollowUpStatus, WorkKind
from matcher.work.rules import WorkItem

AHEAD_DAYS = 14


def items(session: Session, today: date, policy: Policy) -> Iterable[WorkItem]:
    after = policy.after
    query = (
        select(
            FollowUp.id, FollowUp.status, FollowUp.due_on, FollowUp.reached_on,
            FollowUp.next_try_on, Placement.id.label("stay"), Placement.youth_id,
            Placement.room_id, CareTeam.responsible_id, CareTeam.counsellor_id,
        )
        .join(Placement, Placement.id == FollowUp.placement_id)
        .outerjoin(CareTeam, CareTeam.placement_id == Placement.id)
        .where(
            or_(
                (FollowUp.status == FollowUpStatus.PLANNED)
                & (FollowUp.due_on <= today + timedelta(days=AHEAD_DAYS)),
                FollowUp.wants_contact,
            )
        )
    )  # fmt: skip
    for row in session.execute(query):
        is_planned = row.status == FollowUpStatus.PLANNED
        # A worker who tries later than the mail moves the last day along.
        last = last_day(row.due_on, after.follow_up_tries, after.follow_up_retry_days)
        yield WorkItem(
            kind=WorkKind.FOLLOW_UP,
            subject="follow_up",
            subject_id=row.id,
            since=row.due_on if is_planned else row.reached_on,
            due=max(last, row.next_try_on) if is_planned else None,
            who=frozenset({row.responsible_id, row.counsellor_id} - {None}),
            youth_id=row.youth_id,
            room_id=row.room_id,
            endpoint="leaving.follow_up",
            args={"placement_id": row.stay},
        )
