"""A concern at the municipality: which ones its officers see, and that they take one up."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.audit import Actor, record
from matcher.careteam.people import both_of_team, tell
from matcher.concerns.holding import held
from matcher.concerns.rules import STEPS
from matcher.concerns.service import set_due
from matcher.concerns.telling import nobody_is_asked
from matcher.database.accounts import Account, AccountRole
from matcher.database.concerns import Concern
from matcher.database.hosts import Home, Room
from matcher.database.placements import Placement
from matcher.database.records import AuditEvent
from matcher.database.youths import Youth
from matcher.errors import StepNotAllowed
from matcher.words import ConcernLevel, ConcernStatus, Role


def with_municipality(session: Session, code: str) -> list[Concern]:
    """Return the open concerns that its officers have to answer, the first that is due first."""
    elsewhere = select(Account.id).where(
        Account.is_active,
        Account.municipality_code == Home.municipality_code,
        Account.roles.any(AccountRole.role == Role.MUNICIPALITY_OFFICER),
    )
    query = (
        select(Concern)
        .join(Concern.placement).join(Placement.room).join(Room.home).join(Placement.youth)
        .where(
            Concern.level == ConcernLevel.MUNICIPALITY,
            Concern.status != ConcernStatus.CLOSED,
            (Home.municipality_code == code)
            | ((Youth.municipality_code == code) & ~elsewhere.exists()),
        )
        .order_by(Concern.due_at, Concern.id)
    )  # fmt: skip
    return list(session.scalars(query))


def answered(session: Session, actor: Actor, concern_id: int, moment: datetime) -> Concern:
    """Note that the municipality takes it up: the team hears it, and the clock begins anew.

    Raises:
        NotFound: no such concern. StepNotAllowed: it is not with the municipality, or is closed.
    """
    concern, placement = held(session, concern_id)
    if concern.level != ConcernLevel.MUNICIPALITY or concern.status == ConcernStatus.CLOSED:
        raise StepNotAllowed(STEPS.subject, str(concern.status), "answer")
    set_due(concern, moment)
    session.flush()
    record(session, actor, "concern.answer", concern.id)
    nobody_is_asked(session, concern.id)
    answered = f"concern:{concern.id}:answered:"
    for account in both_of_team(session, placement):
        tell(session, account, "concern_answered", placement.id,
             once=f"{answered}{concern.version}", instead_of=answered,
             concern=concern.id)  # fmt: skip
    return concern


def answered_at(session: Session, concern_ids: Collection[int]) -> dict[int, datetime]:
    """Return when the municipality took up these concerns last; a concern it did not is left out."""
    query = (
        select(AuditEvent.subject_id, func.max(AuditEvent.at))
        .where(
            AuditEvent.subject == STEPS.subject,
            AuditEvent.action == "concern.answer",
            AuditEvent.subject_id.in_(sorted(concern_ids)),
        )
        .group_by(AuditEvent.subject_id)
    )
    return {key: at for key, at in session.execute(query) if key is not None}
