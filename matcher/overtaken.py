"""Messages that nobody needs any more when the mail server is back: they do not go out.

The question was answered on the site meanwhile, the day that it tells of is over, or a newer one
says the same. Such a message is overtaken; it stays in the history, which says so.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

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


def take_back(session: Session, once: str, *only: ColumnElement[bool], again: bool = False) -> int:
    """Let what waits under a name that begins with ``once`` stay behind; return how many.

    For whoever settles what these messages ask or tell; end the name with a colon, since
    ``"check_in:3"`` begins ``"check_in:31:due"`` too. A message that was given up is left as it
    is: that an address does not work is still to be seen. ``again``: nobody was told, so the same
    may be told later, with another day.
    """
    return _leave(session, OutboxMessage.once.startswith(once, autoescape=True), *only, again=again)


def take_back_about(session: Session, subject: str, subject_id: int) -> int:
    """Let all that waits in the history of a dossier stay behind; return how many.

    For what is off altogether: whoever calls it off tells so after this.
    """
    about = (OutboxMessage.subject == subject, OutboxMessage.subject_id == subject_id)
    return _leave(session, *about)


def _leave(session: Session, *which: ColumnElement[bool], again: bool = False) -> int:
    values: dict[str, Any] = {"overtaken_at": clock.moment()}
    if again:
        values["once"] = None
    taken = session.execute(
        update(OutboxMessage)
        .where(*waits(), *which)
        .values(**values)
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
