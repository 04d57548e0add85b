"""The mail server of a year: it takes everything, except on the days on which it is down."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from email.message import EmailMessage

from sqlalchemy import select

from bench.year.core import Year
from matcher.clock import NETHERLANDS
from matcher.database.records import OutboxMessage
from matcher.database.session import reading
from matcher.outbox import send_waiting


@dataclass
class MailServer:
    """``down_on``: the day on which nothing gets through."""

    down_on: date | None = None
    today: date = date.min
    per_day: Counter[date] = field(default_factory=Counter)

    def take(self, mail: EmailMessage) -> None:
        if self.today == self.down_on:
            raise ConnectionRefusedError("nobody listens")
        self.per_day[self.today] += 1


def send(year: Year, server: MailServer, moment: datetime) -> None:
    server.today = moment.astimezone(NETHERLANDS).date()
    with year.tally.timed("mail"):
        done = send_waiting(year.factory, server.take, year.settings, moment)
    if done.failed and server.today != server.down_on:
        year.fault("a message could not be written")


def check(year: Year, server: MailServer) -> None:
    """What was sent has arrived once, nothing was given up, and nobody was told a thing twice."""
    with reading(year.factory) as session:
        messages = session.execute(select(*OutboxMessage.__table__.columns)).all()
    told = Counter(
        (
            one.recipient, one.template, one.subject, one.subject_id, str(one.values),
            one.created_at.astimezone(NETHERLANDS).date(),
        )
        for one in messages
    )  # fmt: skip
    for key, number in told.items():
        if number > 1:
            year.fault(f"told {number} times on one day, about the same: {key[1]} ({key[2]})")
    lost = [one for one in messages if one.given_up_at is not None]
    if lost:
        year.fault(f"{len(lost)} message(s) were given up")
    sent = sum(one.sent_at is not None for one in messages)
    if sent != sum(server.per_day.values()):
        year.fault(f"{sent} messages count as sent, {sum(server.per_day.values())} arrived")
