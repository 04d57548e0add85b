"""The one function that moves a status: along the table, for the version seen, with its audit event."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from matcher.audit import Actor, record
from matcher.errors import NotFound, Stale
from matcher.steps import Steps
from matcher.words import Word


class HasStatus(Protocol):
    """A table row with a life of its own; ``version`` is counted up by the mapper."""

    id: Any
    status: Any
    version: Any


Row = TypeVar("Row", bound=HasStatus)
Status = TypeVar("Status", bound=Word)


def load(session: Session, table: type[Row], subject: str, key: int) -> Row:
    """Return the row, or raise NotFound."""
    row = session.get(table, key)
    if row is None:
        raise NotFound(subject, key)
    return row


def take_step(
    session: Session,
    actor: Actor,
    row: HasStatus,
    steps: Steps[Status],
    action: str,
    version: int,
    **details: Any,
) -> None:
    """Move ``row`` along the arrow ``action``, and write '<subject>.<action>' to the audit.

    Raises:
        Stale: ``version`` is not the present one: somebody else changed the row first.
        StepNotAllowed: no such arrow leaves the present status.
    """
    if row.version != version:
        raise Stale(steps.subject, row.id)
    before = row.status
    row.status = steps.after(before, action)
    try:
        session.flush()
    except StaleDataError as error:
        raise Stale(steps.subject, row.id) from error
    record(
        session, actor, f"{steps.subject}.{action}", row.id,
        before=before.value, after=row.status.value, **details,
    )  # fmt: skip
