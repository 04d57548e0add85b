"""Load a proposal with its sides, locked in the one order: room, youth, proposal."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database.hosts import Room
from matcher.database.rounds import PairExclusion, Proposal
from matcher.database.youths import Youth
from matcher.errors import NotFound, Stale
from matcher.placements.occupation import lock_sides


def alone(session: Session, proposal_id: int) -> Proposal:
    """Return the proposal as it is now, locked."""
    proposal = session.get(
        Proposal,
        proposal_id,
        with_for_update={"of": Proposal},
        execution_options={"populate_existing": True},
    )
    if proposal is None:
        raise NotFound("proposal", proposal_id)
    return proposal


def locked(session: Session, proposal_id: int) -> tuple[Proposal, Room, Youth]:
    """Return the proposal, its room and its youth as they are now, locked in the one order."""
    sides = session.execute(
        select(Proposal.room_id, Proposal.youth_id).where(Proposal.id == proposal_id)
    ).one_or_none()
    if sides is None:
        raise NotFound("proposal", proposal_id)
    room, youth = lock_sides(session, sides.room_id, sides.youth_id)
    return alone(session, proposal_id), room, youth


def require_version(proposal: Proposal, version: int) -> None:
    if proposal.version != version:
        raise Stale("proposal", proposal.id)


def exclusion_of(session: Session, proposal: Proposal) -> PairExclusion | None:
    return session.scalar(
        select(PairExclusion).where(
            PairExclusion.youth_id == proposal.youth_id,
            PairExclusion.room_id == proposal.room_id,
        )
    )
