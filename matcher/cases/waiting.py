"""What waits in the dossiers of youths: to complete, to correct, and exceptions to decide on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.clock import day_of
from matcher.database.cases import Correction, YouthCase, YouthException
from matcher.database.placements import Placement
from matcher.database.youths import Youth
from matcher.policy import Policy
from matcher.words import PlacementStatus, Role, WorkKind, YouthStatus
from matcher.work.rules import WorkItem


def items(session: Session, today: date, policy: Policy) -> Iterable[WorkItem]:
    limit = timedelta(days=policy.after.stalled_days)
    yield from _to_complete(session, limit)
    yield from _corrections(session, limit)
    yield from _exceptions(session, limit)


def _to_complete(session: Session, limit: timedelta) -> Iterator[WorkItem]:
    """Youths who are registered and not ready yet: for their worker, else for the coordinators.

    Who has lived in a room waits since the end of that stay, not since the first registration.
    """
    moved_out_on = (
        select(func.max(Placement.ends_on))
        .where(Placement.youth_id == Youth.id, Placement.status == PlacementStatus.ENDED)
        .scalar_subquery()
    )
    query = (
        select(
            Youth.id,
            Youth.registered_on,
            moved_out_on.label("moved_out_on"),
            YouthCase.worker_id,
            YouthCase.handled_by_id,
            YouthCase.last_activity_on,
        )
        .outerjoin(YouthCase, YouthCase.youth_id == Youth.id)
        .where(Youth.status == YouthStatus.REGISTERED)
    )
    for row in session.execute(query):
        since = max(row.registered_on, row.moved_out_on or row.registered_on)
        yield WorkItem(
            kind=WorkKind.CASE,
            subject="youth",
            subject_id=row.id,
            since=since,
            due=max(row.last_activity_on or since, since) + limit,
            who=frozenset({row.worker_id, row.handled_by_id} - {None}),
            youth_id=row.id,
            endpoint="coordinator.youth",
            args={"youth_id": row.id},
        )


def _corrections(session: Session, limit: timedelta) -> Iterator[WorkItem]:
    query = (
        select(Correction.id, Correction.youth_id, Correction.asked_at, YouthCase.worker_id)
        .outerjoin(YouthCase, YouthCase.youth_id == Correction.youth_id)
        .where(Correction.decided_at.is_(None))
    )
    for row in session.execute(query):
        since = day_of(row.asked_at)
        yield WorkItem(
            kind=WorkKind.CORRECTION,
            subject="correction",
            subject_id=row.id,
            since=since,
            due=since + limit,
            who=frozenset({row.worker_id} - {None}),
            team=Role.REFERRER if row.worker_id else Role.COORDINATOR,
            youth_id=row.youth_id,
            endpoint="cases.corrections",
            args={"youth_id": row.youth_id},
        )


def _exceptions(session: Session, limit: timedelta) -> Iterator[WorkItem]:
    """Exceptions are agreed by coordinators; who asked cannot, the page says so."""
    query = select(
        YouthException.id, YouthException.youth_id, YouthException.asked_at
    ).where(YouthException.decided_at.is_(None))  # fmt: skip
    for row in session.execute(query):
        since = day_of(row.asked_at)
        yield WorkItem(
            kind=WorkKind.EXCEPTION,
            subject="exception",
            subject_id=row.id,
            since=since,
            due=since + limit,
            youth_id=row.youth_id,
            endpoint="cases.exceptions",
            args={"youth_id": row.youth_id},
        )
