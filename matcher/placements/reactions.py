"""Bookings without an introduction are called off when one of the two sides steps back.

Introductions hear of it first and call off their own; what is still booked then has none.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.database.hosts import Home, Household, Room
from matcher.database.placements import Placement
from matcher.database.youths import Youth
from matcher.events import Reaction
from matcher.inforce import today_in_the_netherlands
from matcher.placements.calling_off import call_off
from matcher.placements.stepping import locked
from matcher.words import DeclineReason, PlacementStatus


def youth_steps_back(session: Session, actor: Actor, youth: Youth) -> None:
    _call_off(session, actor, Placement.youth_id == youth.id, DeclineReason.WITHDREW)


def host_steps_back(session: Session, actor: Actor, household: Household) -> None:
    _call_off(session, actor, _in(household), DeclineReason.WITHDREW)


def host_is_refused(session: Session, actor: Actor, household: Household) -> None:
    _call_off(session, actor, _in(household), DeclineReason.ROOM_GONE)


def _in(household: Household) -> ColumnElement[bool]:
    rooms = select(Room.id).join(Home, Home.id == Room.home_id)
    return Placement.room_id.in_(rooms.where(Home.household_id == household.id))


def _call_off(
    session: Session, actor: Actor, condition: ColumnElement[bool], reason: DeclineReason
) -> None:
    query = select(Placement.id).where(condition, Placement.status == PlacementStatus.BOOKED)
    for key in list(session.scalars(query.order_by(Placement.id))):
        placement = locked(session, key)
        if placement.status == PlacementStatus.BOOKED:
            call_off(session, actor, placement, reason, today=today_in_the_netherlands())


REACTIONS: dict[str, Reaction] = {
    "household.refused": host_is_refused,
    "household.stepped_back": host_steps_back,
    "youth.stepped_back": youth_steps_back,
}
