"""Why and when an open proposal lapsed, as the audit keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database.records import AuditEvent
from matcher.database.rounds import Proposal
from matcher.proposals.rules import DAYS_TAKEN, LAPSE, REPAIRED, STEPS
from matcher.words import ProposalStatus


class LapsedBy(StrEnum):
    """What ended an open proposal without anybody deciding on it."""

    SIDE_AWAY = "side_away"  # one of the two stepped back, or the room is offered no longer
    STAY = "stay"  # a stay needs the days
    APPROVAL = "approval"  # of another proposal for the room or the youth
    REPAIR = "repair"  # it fitted no more, and another was proposed in its place
    ROUND = "round"  # a newer one proposed anew


@dataclass(frozen=True)
class Lapse:
    """``other_id``: the proposal that was approved, or the newer round; else None."""

    by: LapsedBy
    at: datetime
    other_id: int | None = None


def lapse_of(session: Session, proposal: Proposal) -> Lapse | None:
    """Return why ``proposal`` lapsed; None when it did not, or when it expired once approved."""
    if proposal.status != ProposalStatus.LAPSED:
        return None
    event = _last_step(session, proposal)
    if event is not None and event.details.get("after") == ProposalStatus.LAPSED:
        return _of_one(event) if event.action == f"{STEPS.subject}.{LAPSE}" else None
    return _of_a_round(session, proposal, event.id if event else 0)


def _last_step(session: Session, proposal: Proposal) -> AuditEvent | None:
    actions = {f"{STEPS.subject}.{step.action}" for step in STEPS.arrows}
    query = select(AuditEvent).where(
        AuditEvent.subject == STEPS.subject,
        AuditEvent.subject_id == proposal.id,
        AuditEvent.action.in_(actions),
    )
    return session.scalars(query.order_by(AuditEvent.id.desc()).limit(1)).one_or_none()


def _of_one(event: AuditEvent) -> Lapse:
    cause: Any = event.details.get("because_of")
    if cause == REPAIRED:
        return Lapse(LapsedBy.REPAIR, event.at)
    if cause is not None:
        return Lapse(LapsedBy.APPROVAL, event.at, int(cause))
    is_stay = event.details.get("why") == DAYS_TAKEN
    return Lapse(LapsedBy.STAY if is_stay else LapsedBy.SIDE_AWAY, event.at)


def _of_a_round(session: Session, proposal: Proposal, after: int) -> Lapse | None:
    """A round lets all that are open lapse at once, with one event for all: the first since."""
    query = select(AuditEvent).where(
        AuditEvent.subject == STEPS.subject,
        AuditEvent.subject_id.is_(None),
        AuditEvent.action == f"{STEPS.subject}.{LAPSE}",
        AuditEvent.id > after,
    )
    for event in session.scalars(query.order_by(AuditEvent.id)):
        if event.details["because_of_round"] > proposal.round_id:
            return Lapse(LapsedBy.ROUND, event.at, event.details["because_of_round"])
    return None
