"""Mail that should have gone out by now: how much, since when, and whether all mail stands still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.database.records import OutboxMessage
from matcher.overtaken import waits

#: A mail server may be busy, or ask to come back later: until then nothing is amiss.
LONG = timedelta(minutes=15)


@dataclass(frozen=True)
class HeldUp:
    """``kinds``: (template, number), the most first. ``since``: when the oldest was written.

    ``is_all``: no mail has gone out since the newest of these was written, so that it is the mail
    server and not an address. ``error``: the kind of the last error, such as
    'ConnectionRefusedError', and never its text, which may hold an address; '' before any try.
    """

    number: int
    since: datetime
    kinds: tuple[tuple[str, int], ...]
    is_all: bool
    error: str


def held_up(session: Session, moment: datetime) -> HeldUp | None:
    """Return what has waited for a quarter of an hour or longer; None when nothing has."""
    late = (*waits(), OutboxMessage.created_at <= moment - LONG)
    number = func.count()
    rows = session.execute(
        select(
            OutboxMessage.template,
            number.label("number"),
            func.min(OutboxMessage.created_at).label("oldest"),
            func.max(OutboxMessage.created_at).label("newest"),
        )
        .where(*late)
        .group_by(OutboxMessage.template)
        .order_by(number.desc(), OutboxMessage.template)
    ).all()
    if not rows:
        return None
    newest = max(row.newest for row in rows)
    went_out = select(OutboxMessage.id).where(OutboxMessage.sent_at >= newest).limit(1)
    error = select(OutboxMessage.last_error).where(*late).order_by(OutboxMessage.id.desc()).limit(1)
    return HeldUp(
        number=sum(row.number for row in rows),
        since=min(row.oldest for row in rows),
        kinds=tuple((row.template, row.number) for row in rows),
        is_all=session.scalar(went_out) is None,
        error=(session.scalar(error) or "").partition(":")[0],
    )
