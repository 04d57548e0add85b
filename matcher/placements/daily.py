"""Each day: call off bookings whose day has long passed and that no introduction looks after.

An introduction has its own limit. A booking without one (imported, or approved before there were
introductions) would otherwise hold the room and the youth for ever.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import PROGRAM
from matcher.database.introductions import Introduction
from matcher.database.placements import Placement
from matcher.database.session import reading, transaction
from matcher.inforce import policy_in_force
from matcher.introductions.rules import WAITING
from matcher.placements.calling_off import call_off
from matcher.placements.stepping import locked
from matcher.words import DeclineReason, PlacementStatus


def run(factory: sessionmaker[Session], today: date) -> int:
    """Return how many bookings were called off. Each in its own transaction."""
    last = today - timedelta(days=policy_in_force().after.start_overdue_days)
    looked_after = select(Introduction.placement_id).where(
        Introduction.stage.in_(WAITING), Introduction.placement_id.is_not(None)
    )
    query = (
        select(Placement.id)
        .where(
            Placement.status == PlacementStatus.BOOKED,
            Placement.starts_on < last,
            Placement.id.not_in(looked_after),
        )
        .order_by(Placement.id)
    )
    with reading(factory) as session:
        keys = list(session.scalars(query))
    done = 0
    for key in keys:
        with transaction(factory) as session:
            done += _call_off(session, key, today, last)
    return done


def _call_off(session: Session, placement_id: int, today: date, last: date) -> bool:
    placement = locked(session, placement_id)
    if placement.status != PlacementStatus.BOOKED or placement.starts_on >= last:
        return False  # somebody moved in, or got another day, a moment ago
    call_off(
        session, PROGRAM, placement, DeclineReason.NEVER_TOOK_PLACE, today=today, by_clock=True
    )
    return True
