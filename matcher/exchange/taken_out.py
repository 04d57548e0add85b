"""A file may offer a room on other days: who is expected there is in the way, a proposal lapses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import events
from matcher.audit import Actor
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.exchange.context import AT_ONCE, Context, Ends
from matcher.exchange.host_plans import HouseholdPlan, RoomPlan
from matcher.proposals.rules import move_in_on
from matcher.words import PlacementStatus, ProposalStatus


def judge(context: Context, plans: Sequence[HouseholdPlan]) -> tuple[Ends, ...]:
    """Report the rooms in which somebody is expected on a day that the file takes away.

    Return the open proposals from such a day, from top to bottom of the file. Two queries for each
    500 rooms whose periods change.
    """
    rooms = {
        room.stored.id: room
        for room in _rooms(plans)
        if room.stored and room.taken_out and context.may_touch(room.stored.home.municipality_code)
    }
    lapsing = []
    keys = sorted(rooms)
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        for key, starts_on in _booked(context.session, some):
            day_of_moving = move_in_on(starts_on, context.today)
            if _takes(rooms[key], day_of_moving):
                day = f"{day_of_moving:%d-%m-%Y}"
                context.report(rooms[key].draft.row, "free_from", "room_awaited", day=day)
        for number, key, starts_on in _proposed(context.session, some):
            if _takes(rooms[key], move_in_on(starts_on, context.today)):
                room = rooms[key]
                reference = str(room.settled["room_reference"])
                lapsing.append(Ends(room.draft.row.number, reference, number))
    return tuple(sorted(lapsing))


def tell(session: Session, actor: Actor, plans: Sequence[Any]) -> None:
    """Let everybody react to the rooms that the file has just offered on other days."""
    for room in _rooms(plans):
        if room.taken_out is not None:
            events.tell(session, actor, "room.taken_out", room.taken_out)


def _rooms(plans: Sequence[HouseholdPlan]) -> Iterator[RoomPlan]:
    return (room for plan in plans for home in plan.homes for room in home.rooms)


def _takes(room: RoomPlan, day: date) -> bool:
    return room.taken_out is not None and room.taken_out.takes(day)


def _booked(session: Session, rooms: Sequence[int]) -> Sequence[Any]:
    """Who lives there already goes on living there, whatever is offered."""
    query = select(Placement.room_id, Placement.starts_on).where(
        Placement.room_id.in_(rooms), Placement.status == PlacementStatus.BOOKED
    )
    return session.execute(query.order_by(Placement.starts_on, Placement.id)).all()


def _proposed(session: Session, rooms: Sequence[int]) -> Sequence[Any]:
    query = select(Proposal.id, Proposal.room_id, Proposal.starts_on).where(
        Proposal.room_id.in_(rooms), Proposal.status == ProposalStatus.PROPOSED
    )
    return session.execute(query.order_by(Proposal.id)).all()
