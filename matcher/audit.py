"""Audit events: who did what to which record, in the transaction of the deed itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy.orm import Session

from matcher.database.records import AuditEvent

Origin = Literal["web", "cli", "job"]


@dataclass(frozen=True)
class Actor:
    """Who acts, and from where. ``account_id`` is None for the program itself."""

    account_id: int | None
    origin: Origin


PROGRAM = Actor(None, "job")
COMMAND_LINE = Actor(None, "cli")


def record(
    session: Session,
    actor: Actor,
    action: str,
    subject_id: int | None,
    **details: Any,
) -> None:
    """Add an event; ``action`` is 'subject.verb', such as 'proposal.approve'.

    ``details`` holds codes, counts and dates only: never a name, an address or care data,
    since events outlive the dossiers they tell of.
    """
    session.add(
        AuditEvent(
            actor_id=actor.account_id,
            origin=actor.origin,
            action=action,
            subject=action.partition(".")[0],
            subject_id=subject_id,
            details=details,
        )
    )
