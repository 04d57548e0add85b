"""What an introduction does when something happens elsewhere."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import clock
from matcher.audit import Actor
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.inforce import policy_in_force
from matcher.introductions.answering import agreements_due
from matcher.introductions.beginning import begin
from matcher.introductions.holding import going, held
from matcher.introductions.rules import AGREEMENTS
from matcher.introductions.undoing import undo_for
from matcher.words import PlacementStatus


def begin_for(session: Session, actor: Actor, proposal: Proposal) -> None:
    """An approved proposal: ask the youth."""
    query = select(Placement).where(
        Placement.proposal_id == proposal.id, Placement.status == PlacementStatus.BOOKED
    )
    placement = session.scalars(query).one_or_none()
    if placement is not None and going(session, proposal.id) is None:
        begin(session, actor, proposal, placement)


def move_limit(session: Session, actor: Actor, placement: Placement) -> None:
    """The day of moving in has changed: so has the day by which the agreements are needed."""
    introduction = going(session, placement.proposal_id) if placement.proposal_id else None
    if introduction is not None and introduction.stage == AGREEMENTS:
        found = held(session, introduction.id)
        introduction.due_at = agreements_due(found, clock.moment(), policy_in_force())
        session.flush()


REACTIONS = {
    "proposal.approved": begin_for,
    "proposal.taken_back": undo_for,
    "placement.moved": move_limit,
}
