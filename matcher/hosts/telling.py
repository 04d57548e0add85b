"""Tell the coordinator when a host changes what people are deciding on."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import clock, outbox
from matcher.database.accounts import Account
from matcher.database.hosts import Home, Household, Room
from matcher.database.rounds import Proposal
from matcher.hosts.handling import handling_of, possible_handlers
from matcher.words import HouseholdStatus, ProposalStatus


def offer_changed(session: Session, household: Household, room_ids: Sequence[int] = ()) -> bool:
    """Mail the coordinator when a proposal is open for one of the rooms; return whether one is.

    Without ``room_ids`` all rooms of the household count.
    """
    query = (
        select(Proposal.id)
        .join(Room, Room.id == Proposal.room_id)
        .join(Home, Home.id == Room.home_id)
        .where(Home.household_id == household.id, Proposal.status == ProposalStatus.PROPOSED)
    )
    if room_ids:
        query = query.where(Room.id.in_(room_ids))
    is_open = session.scalars(query.limit(1)).first() is not None
    if is_open:
        _tell(session, household, "host_changed_offer")
    return is_open


def room_added(session: Session, household: Household) -> None:
    """Mail the coordinator when a home that was visited gets a room that nobody has seen."""
    if household.status != HouseholdStatus.SIGNED_UP:
        _tell(session, household, "host_added_room")


def _tell(session: Session, household: Household, template: str) -> None:
    told = f"household:{household.id}:{template}:"
    for account in who_handle(session, household):
        outbox.post(
            session,
            account.email,
            template,
            account.language,
            about=("household", household.id),
            once=f"{told}{clock.moment().isoformat()}",
            instead_of=told,
            reference=household.reference,
        )


def who_handle(session: Session, household: Household) -> list[Account]:
    """Return who handles the household; while nobody does, all coordinators of the region."""
    handling = handling_of(session, household.id)
    if handling is not None and handling.handled_by is not None and handling.handled_by.is_active:
        return [handling.handled_by]
    return possible_handlers(session, household.id)
