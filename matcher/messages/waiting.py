"""Messages that could not be sent, in spite of all tries: somebody has to look at the address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.clock import day_of
from matcher.database.records import OutboxMessage
from matcher.messages.about import about
from matcher.policy import Policy
from matcher.words import WorkKind
from matcher.work.rules import WorkItem

WITHIN = timedelta(days=7)


def items(session: Session, today: date, policy: Policy) -> Iterable[WorkItem]:
    """Return the messages that were given up and are about a dossier of some region."""
    query = select(
        OutboxMessage.id, OutboxMessage.subject, OutboxMessage.subject_id, OutboxMessage.given_up_at
    ).where(OutboxMessage.given_up_at.is_not(None), OutboxMessage.subject_id.is_not(None))
    rows = session.execute(query.order_by(OutboxMessage.id)).all()
    known = about(session, {(row.subject, row.subject_id) for row in rows})
    for row in rows:
        theirs = known.get((row.subject, row.subject_id))
        if theirs is None:
            continue
        since = day_of(row.given_up_at)
        yield WorkItem(
            kind=WorkKind.MESSAGE,
            subject="message",
            subject_id=row.id,
            since=since,
            due=since + WITHIN,
            youth_id=theirs.youth_id,
            room_id=theirs.room_id,
            household_id=theirs.household_id,
            endpoint="messages.lost",
        )
