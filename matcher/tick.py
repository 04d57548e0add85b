"""Time passing: what falls due each hour and each day, done by itself and as often as one likes.

``tick`` does the hourly work, and the daily work that was not done yet on this date. It may come
twice, late, or after a week in which no machine was on: all work asks for what is due *by* now,
and does nothing where nothing is due. ``dry_run`` tells what a tick would do at any moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, sessionmaker

from matcher import clock
from matcher.clock import NETHERLANDS
from matcher.daily import run_day, subjects
from matcher.database.records import AuditEvent, DoneTick, OutboxMessage
from matcher.database.session import reading, transaction
from matcher.hourly import run_hour

#: The working day of the program begins early, but nobody is mailed in the middle of the night.
DAY_BEGINS = time(5)
HOUR, DAY = "hour", "day"


@dataclass
class Ticked:
    """``done``: rows acted on per work, such as 'day hosts'. ``failed``: what broke off."""

    done: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    @property
    def number(self) -> int:
        """How many rows were acted on."""
        return sum(self.done.values())


@dataclass(frozen=True)
class WouldHappen:
    """``kind``: 'event' or 'message'. ``what``: the action, or the template of the message."""

    kind: str
    subject: str
    subject_id: int | None
    what: str


@dataclass(frozen=True)
class DryRun:
    ticked: Ticked
    happened: list[WouldHappen]


def day_of(moment: datetime) -> date:
    """Return the date whose daily work is due at ``moment``: at night still the day before."""
    local = moment.astimezone(NETHERLANDS)
    return local.date() if local.time() >= DAY_BEGINS else local.date() - timedelta(days=1)


def tick(factory: sessionmaker[Session], moment: datetime) -> Ticked:
    """Do all that is due by ``moment``; a second tick at the same moment finds nothing.

    Work that fails stops no other work, and is tried again by the next tick.
    """
    ticked = Ticked()
    hour = run_hour(factory, moment)
    ticked.done.update({f"{HOUR} {name}": count for name, count in hour.done.items()})
    ticked.failed += [f"{HOUR} {name}" for name in hour.failed]
    day = day_of(moment)
    done = run_day(factory, day, _not_done_on(factory, day))
    ticked.done.update({f"{DAY} {name}": count for name, count in done.done.items()})
    ticked.failed += [f"{DAY} {name}" for name in done.failed]
    _note(factory, [HOUR, *(f"{DAY} {name}" for name in done.done)], moment)
    return ticked


def dry_run(factory: sessionmaker[Session], moment: datetime) -> DryRun:
    """Return what a tick at ``moment`` would do; nothing of it is kept.

    On SQLite nobody else can write while it runs, which takes as long as the tick itself.
    """
    with clock.at(moment), _thrown_away(factory) as (connection, own):
        before = _last(connection, AuditEvent.id), _last(connection, OutboxMessage.id)
        ticked = tick(own, moment)
        return DryRun(ticked, _happened(connection, *before))


@contextmanager
def _thrown_away(
    factory: sessionmaker[Session],
) -> Iterator[tuple[Connection, sessionmaker[Session]]]:
    """Give sessions on one connection, whose commits are savepoints of what is rolled back."""
    engine = factory.kw["bind"]
    with engine.connect() as connection:
        outer = connection.begin()
        try:
            yield (
                connection,
                sessionmaker(
                    connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
                ),
            )
        finally:
            outer.rollback()


def _last(connection: Connection, column: InstrumentedAttribute[int]) -> int:
    return connection.scalar(select(func.max(column))) or 0


def _happened(connection: Connection, event_id: int, message_id: int) -> list[WouldHappen]:
    events = connection.execute(
        select(AuditEvent.subject, AuditEvent.subject_id, AuditEvent.action)
        .where(AuditEvent.id > event_id)
        .order_by(AuditEvent.id)
    )
    messages = connection.execute(
        select(OutboxMessage.subject, OutboxMessage.subject_id, OutboxMessage.template)
        .where(OutboxMessage.id > message_id)
        .order_by(OutboxMessage.id)
    )
    return [
        *(WouldHappen("event", *row) for row in events),
        *(WouldHappen("message", *row) for row in messages),
    ]


def _not_done_on(factory: sessionmaker[Session], day: date) -> list[str]:
    """Return the subjects whose daily work was last done for an earlier date, or never."""
    with reading(factory) as session:
        noted = {row.name: row.at for row in session.execute(select(DoneTick.name, DoneTick.at))}
    return [
        name
        for name in subjects()
        if (at := noted.get(f"{DAY} {name}")) is None or day_of(at) < day
    ]


def _note(factory: sessionmaker[Session], names: list[str], moment: datetime) -> None:
    with transaction(factory) as session:
        for name in names:
            session.merge(DoneTick(name=name, at=moment))
