"""Placement 1: youth 1 lives in room 1. Parts that come after a match add to it.

Named before most others by the alphabet, so that it is there for those that need it.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from matcher.database.placements import Placement
from matcher.inforce import today_in_the_netherlands
from matcher.words import PlacementStatus


def add(session: Session) -> None:
    session.add(
        Placement(
            room_id=1,
            youth_id=1,
            status=PlacementStatus.ACTIVE,
            starts_on=today_in_the_netherlands(),
        )
    )
