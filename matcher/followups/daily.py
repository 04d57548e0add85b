"""Each day: ask the youths whose follow-up is due, and give up after the last try."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.leaving import FollowUp
from matcher.database.session import reading, transaction
from matcher.followups.service import try_by_mail
from matcher.words import FollowUpStatus


def run(factory: sessionmaker[Session], today: date) -> int:
    """Take the next step of each that is due; return how many."""
    query = select(FollowUp.id).where(
        FollowUp.status == FollowUpStatus.PLANNED, FollowUp.next_try_on <= today
    )
    with reading(factory) as session:
        due = list(session.scalars(query.order_by(FollowUp.id)))
    return sum(_step(factory, key, today) for key in due)


def _step(factory: sessionmaker[Session], follow_up_id: int, today: date) -> int:
    with transaction(factory) as session:
        return try_by_mail(session, follow_up_id, today) is not None
