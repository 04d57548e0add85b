"""Read the audit: what happened to a record, and the latest events of all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from matcher.database.accounts import Account
from matcher.database.records import AuditEvent
from matcher.inforce import NETHERLANDS
from matcher.paging import Page, page_of

LOOKS = (
    "youth.read",
    "household.read",
    "room.read",
    "proposal.read",
    "screening.read",
    "visit.read",
    "placement.read",
    "concern.read",
    "introduction.read",
    "agreement.read",
)
"""Somebody opened a dossier: kept for the audit, noise in the history of a record."""


@dataclass(frozen=True)
class Filters:
    """An empty value leaves everything in. Days are in Dutch time, both included."""

    subject: str = ""
    subject_id: int | None = None
    action: str = ""
    first_on: date | None = None
    last_on: date | None = None


def history_of(
    session: Session, subjects: Mapping[str, Collection[int]], most: int = 50
) -> Sequence[AuditEvent]:
    """Return the events of these records (subject -> ids), the newest first, looks left out."""
    theirs = [
        and_(AuditEvent.subject == subject, AuditEvent.subject_id.in_(sorted(ids)))
        for subject, ids in subjects.items()
        if ids
    ]
    query = (
        select(AuditEvent)
        .where(or_(*theirs), AuditEvent.action.not_in(LOOKS))
        .options(joinedload(AuditEvent.actor))
        .order_by(AuditEvent.id.desc())
        .limit(most)
    )
    return session.scalars(query).all() if theirs else []


def latest(session: Session, filters: Filters, page: int) -> Page[AuditEvent]:
    """Return one page of all events that match, the newest first."""
    query = (
        select(AuditEvent)
        .where(*_conditions(filters))
        .options(joinedload(AuditEvent.actor).selectinload(Account.roles))
        .order_by(AuditEvent.id.desc())
    )
    return page_of(session, query, page, 50)


def kinds(session: Session) -> tuple[list[str], list[str]]:
    """Return the subjects and the actions that occur, in alphabetical order."""
    subjects = session.scalars(select(AuditEvent.subject).distinct())
    actions = session.scalars(select(AuditEvent.action).distinct())
    return sorted(subjects), sorted(actions)


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.subject:
        conditions.append(AuditEvent.subject == filters.subject)
    if filters.subject_id is not None:
        conditions.append(AuditEvent.subject_id == filters.subject_id)
    if filters.action:
        conditions.append(AuditEvent.action == filters.action)
    if filters.first_on is not None:
        conditions.append(AuditEvent.at >= _midnight(filters.first_on))
    if filters.last_on is not None:
        conditions.append(AuditEvent.at < _midnight(filters.last_on + timedelta(days=1)))
    return conditions


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), NETHERLANDS)
