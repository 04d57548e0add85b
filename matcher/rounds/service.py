"""Queue a round, and the short steps by which a running one is kept in the database.

A round runs in `running.py`, outside any transaction; what it writes goes through here, and each
write checks that the run is still the one that holds the round.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matcher.audit import PROGRAM, Actor, record
from matcher.database.base import now
from matcher.database.rounds import MatchingRound
from matcher.errors import AnotherRoundRuns, NotFound, Stale
from matcher.rounds.parameters import RoundParameters
from matcher.rounds.rules import FAIL, FINISH, REQUEUE, START, STEPS, is_stale
from matcher.words import RoundStatus


def queue_round(
    session: Session, actor: Actor, today: date, parameters: RoundParameters | None = None
) -> MatchingRound:
    """Put a round in the queue; a worker, or the command line, runs it.

    Raises:
        AnotherRoundRuns: one waits or runs already; it will see the same records.
    """
    waiting = live_round(session)
    if waiting is not None:
        raise AnotherRoundRuns(waiting.id)
    queued = MatchingRound(
        today=today,
        parameters=(parameters or RoundParameters()).as_json(),
        created_by_id=actor.account_id,
    )
    session.add(queued)
    session.flush()
    record(session, actor, "round.queue", queued.id, today=today.isoformat())
    return queued


def queue_trial(
    session: Session, actor: Actor, today: date, parameters: RoundParameters
) -> MatchingRound:
    """Ask what a round of today would do, without proposing anything; a worker reckons it.

    One that waits or runs already is returned instead.
    """
    waiting = session.scalars(
        select(MatchingRound).where(is_live(), MatchingRound.is_trial).limit(1)
    ).first()
    if waiting is not None:
        return waiting
    queued = MatchingRound(
        today=today,
        is_trial=True,
        parameters=parameters.as_json(),
        created_by_id=actor.account_id,
    )
    session.add(queued)
    session.flush()
    record(session, actor, "round.try", queued.id, today=today.isoformat())
    return queued


def latest_done(session: Session) -> MatchingRound | None:
    """Return the last round that ended well; trials do not count."""
    query = (
        select(MatchingRound)
        .where(MatchingRound.status == RoundStatus.DONE, ~MatchingRound.is_trial)
        .order_by(MatchingRound.id.desc())
        .limit(1)
    )
    return session.scalars(query).first()


def live_round(session: Session) -> MatchingRound | None:
    """Return the round that waits or runs; trials do not count."""
    query = select(MatchingRound).where(is_live(), ~MatchingRound.is_trial)
    return session.scalars(query.order_by(MatchingRound.id).limit(1)).first()


def latest_trial(session: Session) -> MatchingRound | None:
    """Return the last trial, whatever came of it."""
    query = select(MatchingRound).where(MatchingRound.is_trial)
    return session.scalars(query.order_by(MatchingRound.id.desc()).limit(1)).first()


def forget_earlier_trials(session: Session, trial_id: int) -> None:
    """Remove trials before this one: each keeps a frozen problem, and only the newest is read."""
    session.execute(
        delete(MatchingRound).where(MatchingRound.is_trial, MatchingRound.id < trial_id, ~is_live())
    )


def is_live() -> ColumnElement[bool]:
    """Return the condition that a round waits or runs."""
    return MatchingRound.status.in_([RoundStatus.QUEUED, RoundStatus.RUNNING])


def claim(session: Session, round_id: int) -> MatchingRound | None:
    """Take a queued round to run it; None when there is nothing left to do.

    Raises:
        NotFound: there is no such round.
        AnotherRoundRuns: this one or another is running; the database refuses a second one.
    """
    found = session.get(
        MatchingRound,
        round_id,
        with_for_update={"of": MatchingRound},
        execution_options={"populate_existing": True},
    )
    if found is None:
        raise NotFound("matching round", round_id)
    if found.status == RoundStatus.RUNNING:
        raise AnotherRoundRuns(round_id)
    if found.status != RoundStatus.QUEUED:
        return None
    found.status = STEPS.after(found.status, START)
    found.started_at = found.heartbeat_at = now()
    found.finished_at = None
    found.attempt += 1
    found.step, found.error = "", ""
    try:
        session.flush()
    except IntegrityError as error:
        raise AnotherRoundRuns(None) from error
    return found


def tell_step(session: Session, round_id: int, attempt: int, step: str) -> None:
    """Write what the round is doing, as a sign of life.

    Raises:
        Stale: this run was given up, and the round queued again.
    """
    _write(session, round_id, attempt, step=step)


def keep_problem(
    session: Session, round_id: int, attempt: int, problem: bytes, sha256: str
) -> None:
    """Freeze the problem on the round. Raises Stale as `tell_step`."""
    _write(session, round_id, attempt, problem=problem, problem_sha256=sha256)


def hold(session: Session, round_id: int, attempt: int) -> MatchingRound:
    """Lock the running round until the transaction ends. Raises Stale as `tell_step`."""
    found = session.get(
        MatchingRound,
        round_id,
        with_for_update={"of": MatchingRound},
        execution_options={"populate_existing": True},
    )
    if found is None or found.attempt != attempt or found.status != RoundStatus.RUNNING:
        raise Stale("matching round", round_id)
    return found


def finish(
    session: Session, running: MatchingRound, summary: dict[str, Any], result: bytes
) -> None:
    """Record that the round is done; in the transaction that saves its proposals."""
    running.status = STEPS.after(running.status, FINISH)
    running.finished_at = now()
    running.step = ""
    running.summary = summary
    running.result = result
    session.flush()
    record(
        session, PROGRAM, "round.finish", running.id,
        status=summary["status"],
        proposals=summary.get("proposals", 0),
        skipped=summary.get("skipped", 0),
        lapsed=summary.get("lapsed", 0),
    )  # fmt: skip


def fail(session: Session, round_id: int, attempt: int, error: str) -> None:
    """Record that the round failed and why. Raises Stale as `tell_step`."""
    running = hold(session, round_id, attempt)
    running.status = STEPS.after(running.status, FAIL)
    running.finished_at = now()
    running.error = error
    record(session, PROGRAM, "round.fail", round_id, step=running.step)


def requeue(session: Session, actor: Actor, round_id: int) -> MatchingRound:
    """Put a failed round in the queue again.

    Raises:
        NotFound, StepNotAllowed: there is no such round, or it did not fail.
    """
    found = session.get(MatchingRound, round_id, with_for_update={"of": MatchingRound})
    if found is None:
        raise NotFound("matching round", round_id)
    if found.status == RoundStatus.RUNNING:
        raise AnotherRoundRuns(round_id)
    found.status = STEPS.after(found.status, REQUEUE)
    record(session, actor, "round.requeue", round_id)
    return found


def requeue_stale(session: Session, moment: datetime | None = None) -> list[int]:
    """Put rounds of which the process has died in the queue again; return their ids."""
    moment = moment or now()
    running = session.scalars(
        select(MatchingRound)
        .where(MatchingRound.status == RoundStatus.RUNNING)
        .order_by(MatchingRound.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    given_up = [found for found in running if is_stale(found.heartbeat_at, moment)]
    for found in given_up:
        found.status = STEPS.after(found.status, REQUEUE)
        found.step = ""
        record(session, PROGRAM, "round.requeue", found.id)
    session.flush()
    return [found.id for found in given_up]


def queued_ids(session: Session) -> list[int]:
    """Return the ids of the rounds that wait, oldest first."""
    query = select(MatchingRound.id).where(MatchingRound.status == RoundStatus.QUEUED)
    return list(session.scalars(query.order_by(MatchingRound.id)))


def _write(session: Session, round_id: int, attempt: int, **values: Any) -> None:
    written = session.execute(
        update(MatchingRound)
        .where(
            MatchingRound.id == round_id,
            MatchingRound.attempt == attempt,
            MatchingRound.status == RoundStatus.RUNNING,
        )
        .values(heartbeat_at=now(), **values)
        .returning(MatchingRound.id)
    ).one_or_none()
    if written is None:
        raise Stale("matching round", round_id)
