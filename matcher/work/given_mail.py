"""The mail to who received work. While it waits, it follows what is left of that work."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher import outbox
from matcher.database.accounts import Account
from matcher.database.records import OutboxMessage
from matcher.database.work import WorkHandover
from matcher.overtaken import waits


def tell(session: Session, receiver: Account, number: int, at: datetime) -> None:
    """Tell the receiver how much was handed over at this moment."""
    outbox.post(
        session, receiver.email, "work_given", receiver.language,
        number=number, once=_name(receiver.id, at),
    )  # fmt: skip


def follow(session: Session, receiver_ids: Collection[int]) -> None:
    """Let the mails that wait for these people say what is left of what they tell.

    A part may be done, given back or handed on before the mail server is there again. Of what is
    gone altogether nobody needs to hear.
    """
    at = WorkHandover.given_at
    query = select(WorkHandover.receiver_id, at, func.count()).where(
        WorkHandover.receiver_id.in_(receiver_ids)
    )
    left = {
        _name(receiver_id, given_at): number
        for receiver_id, given_at, number in session.execute(
            query.group_by(WorkHandover.receiver_id, at)
        )
    }
    for receiver_id in sorted(set(receiver_ids)):
        mine = OutboxMessage.once.startswith(_names(receiver_id), autoescape=True)
        for mail in session.scalars(select(OutboxMessage).where(*waits(), mine)).all():
            name = (mail.once or "").rpartition("@")[0]
            if name in left:
                mail.values = mail.values | {"number": left[name]}
            else:
                outbox.take_back(session, name)
    session.flush()


def _names(receiver_id: int) -> str:
    return f"work:given:{receiver_id}:"


def _name(receiver_id: int, at: datetime) -> str:
    return f"{_names(receiver_id)}{at.astimezone(UTC).isoformat()}"
