"""Messages that must go out, written in the transaction of what they tell of, and sent later.

A mail server that is down can then never block or undo a decision: a message is tried again,
ever more slowly, for about three days.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.records import OutboxMessage
from matcher.database.session import reading, transaction
from matcher.links import Claim, address
from matcher.messages import compose
from matcher.settings import Settings

log = logging.getLogger(__name__)

Send = Callable[[EmailMessage], None]

LINK = "link"
MOST_TRIES = 13  # the last one about 68 hours after the message was written


@dataclass(frozen=True)
class Sent:
    """How many messages went out, and how many could not."""

    sent: int
    failed: int


def post(
    session: Session,
    recipient: str,
    template: str,
    language: str = "nl",
    *,
    link: Claim | None = None,
    **values: Any,
) -> None:
    """Queue a message; ``values`` fills the template: references and dates, never care data.

    ``link`` is what ``{link}`` in the template opens. Its address is made when the mail goes
    out, so that the key to it is in no table. Does nothing where there is no address to send to.
    """
    if link is not None:
        values[LINK] = link.stored()
    if recipient:
        session.add(
            OutboxMessage(recipient=recipient, template=template, language=language, values=values)
        )


def is_due(created_at: datetime, number_of_tries: int, moment: datetime) -> bool:
    """Say whether a message is to be tried now: at once, then 1, 3, 7, 15 … minutes later."""
    if number_of_tries >= MOST_TRIES:
        return False
    return moment >= created_at + timedelta(minutes=2**number_of_tries - 1)


def send_waiting(
    factory: sessionmaker[Session], send: Send, settings: Settings, moment: datetime
) -> Sent:
    """Send what is due; a failure is noted on the message and does not stop the others."""
    with reading(factory) as session:
        waiting = session.execute(
            select(OutboxMessage.id, OutboxMessage.created_at, OutboxMessage.number_of_tries)
            .where(OutboxMessage.sent_at.is_(None), OutboxMessage.number_of_tries < MOST_TRIES)
            .order_by(OutboxMessage.id)
        ).all()
    results = [
        _send_one(factory, send, settings, row.id, row.number_of_tries, moment)
        for row in waiting
        if is_due(row.created_at, row.number_of_tries, moment)
    ]
    return Sent(results.count(True), results.count(False))


def _send_one(
    factory: sessionmaker[Session],
    send: Send,
    settings: Settings,
    key: int,
    tries: int,
    moment: datetime,
) -> bool | None:
    """Return whether the message went out; None when another worker is at it.

    Counting the try takes the message: no other worker is due for it while this one sends.
    Sending itself happens outside any transaction, since a slow mail server would otherwise
    keep everybody on SQLite from writing.
    """
    with transaction(factory) as session:
        message = session.scalars(
            update(OutboxMessage)
            .where(
                OutboxMessage.id == key,
                OutboxMessage.sent_at.is_(None),
                OutboxMessage.number_of_tries == tries,
            )
            .values(number_of_tries=tries + 1)
            .returning(OutboxMessage)
        ).one_or_none()
    if message is None:
        return None
    try:
        send(_mail(message, settings))
    except (OSError, KeyError) as error:  # smtplib's errors are OSErrors
        log.warning("message %s was not sent (try %s)", key, tries + 1)
        _note(factory, key, last_error=f"{type(error).__name__}: {error}"[:500])
        return False
    _note(factory, key, sent_at=moment, last_error="")
    return True


def _note(factory: sessionmaker[Session], key: int, **values: Any) -> None:
    with transaction(factory) as session:
        session.execute(update(OutboxMessage).where(OutboxMessage.id == key).values(**values))


def _mail(message: OutboxMessage, settings: Settings) -> EmailMessage:
    values = dict(message.values)
    if LINK in values:
        claim = Claim.restored(values[LINK])
        values[LINK] = address(settings.secret_key, settings.public_url, claim)
    text = compose(message.template, message.language, values, settings.public_url)
    mail = EmailMessage()
    mail["From"] = settings.mail_from
    mail["To"] = message.recipient
    mail["Subject"] = text.subject
    mail.set_content(text.body)
    return mail
