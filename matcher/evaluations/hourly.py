"""Each hour: remind half-way, and close evaluations whose time is over."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import PROGRAM, record
from matcher.database.leaving import Evaluation
from matcher.database.session import reading, transaction
from matcher.evaluations.service import send
from matcher.inforce import policy_in_force


def run(factory: sessionmaker[Session], moment: datetime) -> int:
    """Do it as of ``moment``; return how many were reminded or closed."""
    share = policy_in_force().after.remind_at_share
    query = select(Evaluation.id, Evaluation.asked_at, Evaluation.due_at, Evaluation.reminded_at)
    open_ = query.where(Evaluation.given_at.is_(None), Evaluation.closed_at.is_(None))
    with reading(factory) as session:
        rows = session.execute(open_.order_by(Evaluation.id)).all()
    late = [row.id for row in rows if row.due_at <= moment]
    half = [
        row.id
        for row in rows
        if row.reminded_at is None and row.asked_at + (row.due_at - row.asked_at) * share <= moment
    ]
    done = sum(_close(factory, key, moment) for key in late)
    return done + sum(_remind(factory, key, moment) for key in half if key not in late)


def _open(session: Session, evaluation_id: int) -> Evaluation | None:
    found = session.get(Evaluation, evaluation_id, with_for_update={"of": Evaluation})
    is_open = found is not None and found.given_at is None and found.closed_at is None
    return found if is_open else None


def _close(factory: sessionmaker[Session], evaluation_id: int, moment: datetime) -> int:
    with transaction(factory) as session:
        found = _open(session, evaluation_id)
        if found is None:
            return 0
        found.closed_at = moment
        session.flush()
        record(
            session, PROGRAM, "evaluation.close", evaluation_id, placement=found.placement_id
        )  # fmt: skip
    return 1


def _remind(factory: sessionmaker[Session], evaluation_id: int, moment: datetime) -> int:
    with transaction(factory) as session:
        found = _open(session, evaluation_id)
        if found is None or found.reminded_at is not None:
            return 0
        found.reminded_at = moment
        session.flush()
        send(session, found, f"reminder:{found.nonce[:8]}")
        record(
            session, PROGRAM, "evaluation.remind", evaluation_id, placement=found.placement_id
        )  # fmt: skip
    return 1
