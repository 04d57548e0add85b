"""Save the proposals of a round: thousands of rows at once, in the transaction of the caller."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from matcher.audit import Actor, record
from matcher.database.hosts import Room
from matcher.database.rounds import Proposal, ProposalAlternative
from matcher.database.youths import Youth
from matcher.proposals.rules import LAPSE, STEPS
from matcher.words import ProposalStatus

ROWS_AT_A_TIME = 2_000


@dataclass(frozen=True)
class NewProposal:
    """What a round found for one youth; columns as in the table."""

    youth_id: int
    room_id: int
    starts_on: date
    ends_on: date | None
    nights: int
    fit: int
    priority: int
    distance_km: float
    fit_parts: dict[str, int]
    explanation: dict[str, Any]


def create_from_result(
    session: Session, round_id: int, found: Sequence[NewProposal]
) -> dict[int, int]:
    """Save the proposals and lock their rooms, then their youths; return youth id -> proposal id.

    After the locks nobody can book these rooms and youths until the transaction ends.
    """
    rows = [
        {**vars(one), "round_id": round_id, "status": ProposalStatus.PROPOSED, "version": 1}
        for one in found
    ]
    insert_all(session, Proposal, rows)
    of_round = Proposal.round_id == round_id
    for side, column in ((Room, Proposal.room_id), (Youth, Proposal.youth_id)):
        lock = (
            select(side.id)
            .where(side.id.in_(select(column).where(of_round)))
            .order_by(side.id)
            .with_for_update(key_share=True)
        )
        session.execute(lock).all()
    ids = session.execute(select(Proposal.youth_id, Proposal.id).where(of_round))
    return {row[0]: row[1] for row in ids}


def remove(session: Session, proposal_ids: Sequence[int]) -> None:
    """Take back proposals of this same transaction, that nobody has seen."""
    for start in range(0, len(proposal_ids), ROWS_AT_A_TIME):
        part = proposal_ids[start : start + ROWS_AT_A_TIME]
        session.execute(delete(Proposal).where(Proposal.id.in_(part)))


def add_alternatives(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    insert_all(session, ProposalAlternative, rows)


def lapse_open(session: Session, actor: Actor, round_id: int) -> int:
    """Let the open proposals of all earlier rounds lapse; approved ones stay. Return how many."""
    is_open = (Proposal.status == ProposalStatus.PROPOSED) & (Proposal.round_id != round_id)
    number = session.scalar(select(func.count()).where(is_open)) or 0
    if number:
        session.execute(
            update(Proposal)
            .where(is_open)
            .values(
                status=STEPS.after(ProposalStatus.PROPOSED, LAPSE), version=Proposal.version + 1
            )
            .execution_options(synchronize_session=False)
        )
        record(session, actor, "proposal.lapse", None, because_of_round=round_id, number=number)
    return number


def insert_all(session: Session, table: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows in batches, past the objects of the session."""
    for start in range(0, len(rows), ROWS_AT_A_TIME):
        session.connection().execute(insert(table.__table__), rows[start : start + ROWS_AT_A_TIME])
