"""Messages that nobody needs any more when the mail server is back: they do not go out.

The question was answered on the site meanwhile, the day that it tells of is over, or a newer one
says the same. Such a message is overtaken; it stays in the history, which says so.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock
from matcher.database.records import OutboxMessage
from matcher.database.session import reading, transaction


def waits() -> tuple[ColumnElement[bool], ...]:
    """Return what tells a message that is still to go out from all others."""
    return (
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.given_up_at.is_(None),
        OutboxMessage.overtaken_at.is_(None),
    )


def take_back(session: Session, once: str, *only: ColumnElement[bool]) -> int:
    """Let what waits under a name that begins with ``once`` stay behind; return how many.

    For whoever settles what these messages ask or tell; end the name with a colon, since
    ``"check_in:3"`` begins ``"check_in:31:due"`` too. A message that was given up is left as it
    is: that an address does not work is still to be seen.
    """
    named = OutboxMessage.once.startswith(once, autoescape=True)
    taken = session.execute(
        update(OutboxMessage)
        .where(*waits(), named, *only)
        .values(overtaken_at=clock.moment())
        .returning(OutboxMessage.id)
        .execution_options(synchronize_session="fetch")
    )
    return len(taken.all())


def lapse(factory: sessionmaker[Session], moment: datetime) -> None:
    """Let what is of no use any more stay behind."""
    over = (*waits(), OutboxMessage.until_at <= moment)
    with reading(factory) as session:
        if session.scalar(select(OutboxMessage.id).where(*over).limit(1)) is None:
            return
    with transaction(factory) as session:
        # Another transaction may hold one of them to take it back: that one need not be waited for.
        free = select(OutboxMessage.id).where(*over).with_for_update(skip_locked=True)
        ids = session.scalars(free).all()
        lapsed = update(OutboxMessage).where(OutboxMessage.id.in_(ids))
        session.execute(lapsed.values(overtaken_at=moment))
