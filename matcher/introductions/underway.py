"""What is under way for a youth, a room or a household: it stops when one of them steps back."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from matcher.database.hosts import Home, Room
from matcher.database.introductions import Introduction
from matcher.database.rounds import Proposal
from matcher.inforce import today_in_the_netherlands
from matcher.introductions.rules import WAITING
from matcher.proposals.rules import move_in_on
from matcher.rooms.rules import TakenOut


def waiting(session: Session, condition: ColumnElement[bool]) -> list[Introduction]:
    """Return the introductions that go on; ``condition``: on their proposals."""
    query = (
        select(Introduction)
        .join(Proposal, Proposal.id == Introduction.proposal_id)
        .where(condition, Introduction.stage.in_(WAITING))
        .order_by(Introduction.id)
    )
    return list(session.scalars(query))


def in_household(household_id: int) -> ColumnElement[bool]:
    """Return the condition that a proposal is for a room of the household."""
    rooms = select(Room.id).join(Home, Home.id == Room.home_id)
    return Proposal.room_id.in_(rooms.where(Home.household_id == household_id))


def awaited(session: Session, out: TakenOut) -> list[Introduction]:
    """Return those whose youth would come on a day on which the room is offered no more."""
    today = today_in_the_netherlands()
    return [
        one
        for one in waiting(session, Proposal.room_id == out.room_id)
        if one.placement is not None and out.takes(move_in_on(one.placement.starts_on, today))
    ]
