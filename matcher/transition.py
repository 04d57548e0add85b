"""The one function that moves a status: along the table, for the version seen, with its audit event."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Protocol, TypeVar

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from matcher.audit import Actor, record
from matcher.database.accounts import Account
from matcher.errors import NotFound, Stale, StepNotAllowed
from matcher.steps import Step, Steps
from matcher.words import Role, Word


class Versioned(Protocol):
    """A table row with a life of its own; ``version`` is counted up by the mapper."""

    id: Any
    version: Any


Row = TypeVar("Row", bound=Versioned)
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
    row: Versioned,
    steps: Steps[Status],
    action: str,
    version: int,
    *,
    role: Role | None = None,
    follows: bool = False,
    met: Collection[str] = (),
    reason: str | None = None,
    **details: Any,
) -> None:
    """Move ``row`` along the arrow ``action``, and write '<subject>.<action>' to the audit.

    Who acts is read from the account of ``actor``; ``role`` says it for somebody who answers by a
    link and has not signed in. ``follows``: the step is the consequence of another step that was
    allowed, so that it is nobody's to refuse (a booking places the youth). ``met``: the
    conditions that the caller has found to hold; an arrow asks for all that its table names.
    ``reason`` is a code; the audit keeps it.

    Raises:
        Stale: ``version`` is not the present one: somebody else changed the row first.
        StepNotAllowed: no such arrow leaves the present status, it is not for this role, or
            conditions are not met; the error carries which.
    """
    if row.version != version:
        raise Stale(steps.subject, row.id)
    before = getattr(row, steps.column)
    step = steps.step(before, action)
    if not follows:
        _require_role(session, actor, steps, step, role)
    if missing := step.unmet(met, reason):
        raise StepNotAllowed(steps.subject, str(before), action, missing=missing)
    _write(session, row, steps, step)
    if reason is not None:
        details["reason"] = str(reason)
    record(
        session, actor, f"{steps.subject}.{action}", row.id,
        before=before.value, after=step.to.value, **details,
    )  # fmt: skip


def _write(session: Session, row: Versioned, steps: Steps[Any], step: Step[Any]) -> None:
    setattr(row, steps.column, step.to)
    try:
        session.flush()
    except StaleDataError as error:
        raise Stale(steps.subject, row.id) from error


def _require_role(
    session: Session, actor: Actor, steps: Steps[Any], step: Step[Any], role: Role | None
) -> None:
    """Do nothing when the arrow is for who acts. The command line is whoever runs the machine."""
    if role is None and actor.account_id is None and actor.origin == "cli":
        return
    if any(step.is_for(one) for one in _acting(session, actor, role)):
        return
    raise StepNotAllowed(
        steps.subject, str(step.from_), step.action, whose=sorted(step.roles) or ["program"]
    )


def _acting(session: Session, actor: Actor, role: Role | None) -> list[Role | None]:
    if role is not None:
        return [role]
    if actor.account_id is None:
        return [None] if actor.origin == "job" else []
    account = session.get(Account, actor.account_id)
    return [] if account is None else [given.role for given in account.roles]
