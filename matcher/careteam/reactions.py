"""What the care team does when a stay is agreed on, when the youth moves in, and when it ends."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import outbox
from matcher.audit import Actor
from matcher.careteam import contacts
from matcher.careteam.people import team_of
from matcher.careteam.service import assign_somebody
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.inforce import today_in_the_netherlands
from matcher.placements.rules import GOING_ON


def on_approved(session: Session, actor: Actor, proposal: Proposal) -> None:
    """Somebody is responsible from the first 'yes' on."""
    query = select(Placement).where(
        Placement.proposal_id == proposal.id, Placement.status.in_(GOING_ON)
    )
    placement = session.scalars(query).first()
    if placement is not None and team_of(session, placement.id) is None:
        assign_somebody(session, actor, placement, today_in_the_netherlands())


def on_started(session: Session, actor: Actor, placement: Placement) -> None:
    """Make sure that there is a team and that both sides have the numbers to call."""
    if team_of(session, placement.id) is None:
        assign_somebody(session, actor, placement, today_in_the_netherlands())
    contacts.supply(session, placement)
    send_numbers(session, placement)


def on_ended(session: Session, actor: Actor, placement: Placement) -> None:
    """The numbers are for who lives there: the address ends with the stay."""
    contacts.close(session, actor, placement.id)


def send_numbers(session: Session, placement: Placement) -> None:
    """Mail the address with the numbers to both sides, once per address."""
    claim = contacts.claim_of(session, placement.id)
    if claim is None:
        return
    youth, household = placement.youth, placement.room.home.household
    for email, account in ((youth.email, youth.account), (household.email, household.account)):
        outbox.post(
            session,
            email or (account.email if account else ""),
            "emergency_numbers",
            account.language if account else "nl",
            link=claim,
            about=("placement", placement.id),
            once=f"emergency:{placement.id}:{claim.nonce[:8]}",
        )


REACTIONS = {
    "proposal.approved": on_approved,
    "placement.started": on_started,
    "placement.ended": on_ended,
}
