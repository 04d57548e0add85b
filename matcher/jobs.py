"""Work for later, done by ``kamermatch work``: rounds, mail that waits, what falls due each day.

What has to be done is in the tables: a round is 'queued' there. The queue beside it (a SQLite file
in the instance folder) only wakes a worker up; when the file is lost, or a worker dies, the
periodic sweep finds the round again. So a task may come twice and must not matter.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import Any

from huey import SqliteHuey, crontab
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.base import now
from matcher.database.opening import open_guarded
from matcher.database.session import reading, transaction
from matcher.errors import AnotherRoundRuns, NotFound
from matcher.mail import sender
from matcher.outbox import send_waiting
from matcher.rounds import service
from matcher.settings import Settings
from matcher.tick import Ticked, tick

log = logging.getLogger(__name__)


def start_round(settings: Settings, round_id: int) -> None:
    """Wake a worker up for a queued round. Call it after the transaction that queued the round."""
    queue(settings).run_round(round_id)


def run_waiting(factory: sessionmaker[Session]) -> list[int]:
    """Put abandoned rounds back in the queue, and run all that wait; return what was run."""
    with transaction(factory) as session:
        for round_id in service.requeue_stale(session):
            log.warning("round %s was abandoned by its worker; queued again", round_id)
    with reading(factory) as session:
        waiting = service.queued_ids(session)
    return [round_id for round_id in waiting if run_one(factory, round_id)]


def forget_unfinished(factory: sessionmaker[Session]) -> int:
    """Remove sign-ups, uploads and invitations that nobody finished in time; return how many.

    They hold personal details: what a page promises must not depend on the next visitor.
    """
    from matcher.accounts import invitations
    from matcher.exchange import batches
    from matcher.hosts import drafts

    with transaction(factory) as session:
        return (
            drafts.forget_old(session, now())
            + batches.forget_old(session)
            + invitations.forget_old(session, now())
        )


def do_what_is_due(factory: sessionmaker[Session]) -> Ticked:
    """Do what falls due by now; doing it again changes nothing."""
    return tick(factory, now())


def run_one(factory: sessionmaker[Session], round_id: int) -> bool:
    """Run a round; return whether this call did. Nothing happens when there is nothing to do.

    A round that fails has its error on record, for people to read: a worker goes on.
    """
    from matcher.rounds.running import run_round

    with reading(factory) as session:
        if round_id not in service.queued_ids(session):
            return False
    try:
        found = run_round(factory, round_id)
    except (AnotherRoundRuns, NotFound) as error:
        log.info("round %s: %s", round_id, error)  # the sweep comes back to it
        return False
    except Exception:
        log.exception("round %s failed", round_id)
        return True
    log.info("round %s: %s", round_id, found.status)
    return True


class Queue:
    """The tasks of one installation."""

    def __init__(self, settings: Settings) -> None:
        settings.instance.mkdir(parents=True, exist_ok=True)
        self.settings = settings
        self.huey = SqliteHuey("kamermatch", filename=str(settings.instance / "queue.sqlite3"))
        # Results of tasks are in the tables; kept in the queue they would only pile up.
        self.huey.results = False
        self.run_round = self.huey.task(name="run_round")(self._run_round)
        self.sweep = self.huey.periodic_task(crontab(minute="*"), name="sweep")(self._sweep)
        self.tidy = self.huey.periodic_task(crontab(minute="17"), name="tidy")(self._tidy)
        # Each hour; the work of a day is done by the first one after five in the morning.
        self.tick = self.huey.periodic_task(crontab(minute="5"), name="tick")(self._tick)
        self.mail = self.huey.periodic_task(crontab(minute="*"), name="mail")(self._send_mail)

    @property
    def factory(self) -> sessionmaker[Session]:
        return _factory(self.settings)

    def consumer(self) -> Any:
        """Return a worker: one at a time, since one round runs at a time."""
        return self.huey.create_consumer(workers=1, periodic=True, worker_type="thread")

    def _run_round(self, round_id: int) -> None:
        run_one(self.factory, round_id)

    def _sweep(self) -> None:
        run_waiting(self.factory)

    def _tidy(self) -> None:
        forget_unfinished(self.factory)

    def _tick(self) -> None:
        do_what_is_due(self.factory)

    def _send_mail(self) -> None:
        send = sender(self.settings)
        if send is not None:
            send_waiting(self.factory, send, self.settings, now())


@cache
def queue(settings: Settings) -> Queue:
    return Queue(settings)


@cache
def _factory(settings: Settings) -> sessionmaker[Session]:
    return open_guarded(settings)
