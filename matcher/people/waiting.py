"""Youths that a colleague asks somebody to take over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.clock import day_of
from matcher.database.people import Handover
from matcher.policy import Policy
from matcher.words import Role, WorkKind
from matcher.work.rules import WorkItem


def items(session: Session, today: date, policy: Policy) -> Iterable[WorkItem]:
    query = select(Handover.id, Handover.youth_id, Handover.to_id, Handover.asked_at).where(
        Handover.accepted_at.is_(None), Handover.refused_at.is_(None)
    )
    for row in session.execute(query):
        since = day_of(row.asked_at)
        yield WorkItem(
            kind=WorkKind.HANDOVER,
            subject="handover",
            subject_id=row.id,
            since=since,
            due=since + timedelta(days=policy.after.handover_answer_days),
            who=frozenset({row.to_id}),
            team=Role.REFERRER,
            youth_id=row.youth_id,
            endpoint="people.hand_overs",
        )
