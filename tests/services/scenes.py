"""Small worlds for the tests of rounds and proposals."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import Actor
from matcher.database.accounts import Account, AccountRole
from matcher.database.records import AuditEvent, OutboxMessage
from matcher.database.rounds import MatchingRound, Proposal
from matcher.database.session import transaction
from matcher.rounds.parameters import RoundParameters
from matcher.rounds.running import run_round
from matcher.rounds.service import queue_round
from matcher.words import Role
from tests.factories import TODAY

Factory = sessionmaker[Session]
CLI = Actor(None, "cli")
AMERSFOORT = {
    "code": "GM0307",
    "name": "Amersfoort",
    "province": "Utrecht",
    "latitude": 52.1561,
    "longitude": 5.3878,
}


def add_coordinator(session: Session) -> Actor:
    account = Account(email="coordinator@example.org", name="Coördinator Voorbeeld")
    account.roles.append(AccountRole(role=Role.COORDINATOR))
    session.add(account)
    session.flush()
    return Actor(account.id, "web")


def run(
    factory: sessionmaker[Session],
    parameters: RoundParameters | None = None,
    today: date = TODAY,
) -> MatchingRound:
    with transaction(factory) as session:
        queued = queue_round(session, Actor(None, "cli"), today, parameters)
    return run_round(factory, queued.id)


def proposals_of(session: Session, round_id: int) -> list[Proposal]:
    query = select(Proposal).where(Proposal.round_id == round_id).order_by(Proposal.id)
    return list(session.scalars(query))


def names(session: Session, round_id: int) -> set[tuple[str, str]]:
    """Return the proposals of a round as (first name of the youth, reference of the room)."""
    return {(p.youth.first_name, p.room.reference) for p in proposals_of(session, round_id)}


def events(session: Session, subject: str) -> list[AuditEvent]:
    query = select(AuditEvent).where(AuditEvent.subject == subject).order_by(AuditEvent.id)
    return list(session.scalars(query))


def actions(session: Session, subject: str) -> list[str]:
    return [event.action for event in events(session, subject)]


def messages(session: Session) -> list[OutboxMessage]:
    return list(session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))
