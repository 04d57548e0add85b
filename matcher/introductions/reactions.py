"""What an introduction does when something happens elsewhere."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import clock
from matcher.audit import Actor
from matcher.database.introductions import Introduction
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.database.youths import Youth
from matcher.inforce import policy_in_force
from matcher.introductions.answering import agreements_due
from matcher.introductions.beginning import begin
from matcher.introductions.holding import going, held
from matcher.introductions.rules import AGREEMENTS, WAITING
from matcher.introductions.stopping import stop_held
from matcher.introductions.undoing import undo_for
from matcher.words import DeclineReason, PlacementStatus, Side


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


def without_consent(session: Session, actor: Actor, youth: Youth) -> None:
    """A host may not be told of the youth any more: what the host saw is hidden at once.

    Who has moved in goes on living there.
    """
    query = (
        select(Introduction.id)
        .join(Proposal, Proposal.id == Introduction.proposal_id)
        .where(Proposal.youth_id == youth.id, Introduction.stage.in_(WAITING))
        .order_by(Introduction.id)
    )
    for introduction_id in list(session.scalars(query)):
        found = held(session, introduction_id)
        stop_held(
            session, actor, found, found.introduction.version, Side.YOUTH,
            DeclineReason.WITHDREW, "", clock.moment(),
        )  # fmt: skip


REACTIONS = {
    "consent.withdrawn": without_consent,
    "placement.moved": move_limit,
    "proposal.approved": begin_for,
    "proposal.taken_back": undo_for,
}
