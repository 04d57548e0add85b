"""Messages that must go out, written in the transaction of what they tell of, and sent later.

A mail server that is down can then never block or undo a decision: a message is tried again,
more slowly after a while, for about three days. One that still could not be sent is given up, and
that is told: it stands in the audit and in the lists of messages, where somebody can try again.

What nobody needs any more by then is ``overtaken``, and does not go out.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock
from matcher.audit import PROGRAM, Actor, record
from matcher.database.records import OutboxMessage
from matcher.database.session import reading, transaction
from matcher.errors import NotFound
from matcher.links import Claim, address
from matcher.messages import compose
from matcher.messages.overtaking import name_problem
from matcher.overtaken import lapse, take_back, take_back_about, waits
from matcher.settings import Settings

__all__ = [
    "Send", "Sent", "is_due", "key_of", "post", "send_waiting", "take_back", "take_back_about",
    "try_again",
]  # fmt: skip

log = logging.getLogger(__name__)

Send = Callable[[EmailMessage], None]

LINK = "link"
MOST_TRIES = 42  # the last one about 70 hours after the message was written
FAST_TRIES = 7  # at first each wait is twice as long as the one before, up to an hour or so
MINUTES_BETWEEN = 120  # then regularly: a server that is back after a day gets it within two hours


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
    about: tuple[str, int] | None = None,
    once: str | None = None,
    instead_of: str | None = None,
    until: datetime | None = None,
    **values: Any,
) -> bool:
    """Queue a message; ``values`` fills the template: references and dates, never care data.

    ``link`` is what ``{link}`` in the template opens. Its address is made when the mail goes
    out, so that the key to it is in no table. ``about``: the subject and number of the dossier in
    whose history the message belongs, such as ``("placement", 7)``. ``once``: a name for what is
    told, such as ``"check_in:31:due"``; whoever was told that before is not told again, however
    often the work is done. ``instead_of``: what still waits for the same person under such a name, or one
    that begins so, is overtaken by this message. ``until``: after this moment it is of no use, and does not go
    out any more; a link gives the end of its last day by itself. Returns whether a message was
    queued: not where there is no address to send to, nor a second time.

    Raises:
        ValueError: the name is not what `matcher.messages.overtaking` says of this template, so
            that nobody could take the message back.
    """
    if problem := name_problem(template, once):
        raise ValueError(problem)
    if not recipient:
        return False
    if link is not None:
        values[LINK] = link.stored()
        if until is None and link.expires_on != date.max:  # the numbers to call never expire
            until = clock.end_of_day(link.expires_on)
    subject, subject_id = about or ("", None)
    row = {
        "recipient": recipient, "template": template, "language": language, "values": values,
        "subject": subject, "subject_id": subject_id, "until_at": until,
    }  # fmt: skip
    if once is None:
        session.add(OutboxMessage(**row))
        return True
    added = _insert_once(session, row | {"once": key_of(once, recipient)})
    if added is not None and instead_of is not None:
        take_back(
            session, instead_of, OutboxMessage.recipient == recipient, OutboxMessage.id != added
        )
    return added is not None


def key_of(once: str, recipient: str) -> str:
    """Return what the table keeps of ``once`` for one recipient; no address can be read from it."""
    person = hashlib.sha256(recipient.strip().lower().encode()).hexdigest()[:16]
    return f"{once}@{person}"


def _insert_once(session: Session, row: dict[str, Any]) -> int | None:
    """Insert unless the key is there: the database decides, also between two workers."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    statement = (sqlite if is_sqlite else postgresql).insert(OutboxMessage).values(**row)
    added = session.execute(statement.on_conflict_do_nothing().returning(OutboxMessage.id))
    return added.scalar_one_or_none()


def is_due(created_at: datetime, number_of_tries: int, moment: datetime) -> bool:
    """Say whether a message is to be tried now: at once, after 1, 3, 7 … 127 minutes, then each
    two hours."""
    if number_of_tries >= MOST_TRIES:
        return False
    fast = min(number_of_tries, FAST_TRIES)
    minutes = 2**fast - 1 + (number_of_tries - fast) * MINUTES_BETWEEN
    return moment >= created_at + timedelta(minutes=minutes)


def send_waiting(
    factory: sessionmaker[Session], send: Send, settings: Settings, moment: datetime
) -> Sent:
    """Send what is due; a failure is noted on the message and does not stop the others."""
    lapse(factory, moment)
    with reading(factory) as session:
        waiting = session.execute(
            select(OutboxMessage.id, OutboxMessage.created_at, OutboxMessage.number_of_tries)
            .where(*waits(), OutboxMessage.number_of_tries < MOST_TRIES)
            .order_by(OutboxMessage.id)
        ).all()
    results = [
        _send_one(factory, send, settings, row.id, row.number_of_tries, moment)
        for row in waiting
        if is_due(row.created_at, row.number_of_tries, moment)
    ]
    _give_up(factory, moment)
    return Sent(results.count(True), results.count(False))


def try_again(session: Session, actor: Actor, message_id: int) -> None:
    """Let a message that was given up be tried once more.

    Raises:
        NotFound: there is no message of that number that was given up.
    """
    found = session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == message_id, OutboxMessage.given_up_at.is_not(None))
        .values(given_up_at=None, number_of_tries=MOST_TRIES - 1)
        .returning(OutboxMessage.id)
    )
    if found.first() is None:
        raise NotFound("message", message_id)
    record(session, actor, "message.retry", message_id)


def _give_up(factory: sessionmaker[Session], moment: datetime) -> None:
    """Note which messages had their last try; also where the worker died during it."""
    spent = (*waits(), OutboxMessage.number_of_tries >= MOST_TRIES)
    with reading(factory) as session:
        if session.scalar(select(OutboxMessage.id).where(*spent).limit(1)) is None:
            return
    with transaction(factory) as session:
        lost = session.execute(
            update(OutboxMessage)
            .where(*spent)
            .values(given_up_at=moment)
            .returning(OutboxMessage.id, OutboxMessage.template)
        ).all()
        for row in sorted(lost):
            log.error("message %s was given up after %s tries", row.id, MOST_TRIES)
            record(session, PROGRAM, "message.giveup", row.id, template=row.template)


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
                OutboxMessage.number_of_tries == tries,
                *waits(),
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
    _note(factory, key, sent_at=moment, last_error="", given_up_at=None)
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
