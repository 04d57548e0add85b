"""Youths who still live in a room, of which the end is known, and who look for the next one.

They take part in rounds from the day the end is known, for a room from their last day on: nobody
has to be without a room between two stays. A youth of whom the next room is booked takes part no
more; the guards in the database hold whatever the pages say, since two stays may touch and never
overlap.
"""

from __future__ import annotations

from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, aliased

from matcher.database.leaving import Ending
from matcher.database.placements import Placement
from matcher.database.youths import Youth
from matcher.words import EndingReason, EndingStatus, PlacementStatus

AnySelect: TypeAlias = Select[*tuple[Any, ...]]

#: `matcher.endings.rules.youth_goes` says the same of the last day itself.
_LOOKS_FURTHER = (
    (Ending.status == EndingStatus.PLANNED)
    & Ending.match_again.is_(True)
    & (Ending.reason != EndingReason.DECEASED)
)


def _stays() -> AnySelect:
    """Return the stays that run up to a known day, and after which the youth looks further."""
    following = aliased(Placement)
    is_booked = select(following.id).where(
        following.youth_id == Placement.youth_id, following.status == PlacementStatus.BOOKED
    )
    stays: AnySelect = (
        select(Placement.youth_id, Placement.room_id, Ending.ends_on)
        .join(Ending, Ending.placement_id == Placement.id)
        .where(
            _LOOKS_FURTHER,
            Placement.status == PlacementStatus.ACTIVE,
            ~is_booked.correlate(Placement).exists(),
        )
    )
    return stays


def looks_further() -> ColumnElement[bool]:
    """Return the condition on ``Youth`` that the youth leaves a room and looks for the next."""
    return Youth.id.in_(_stays().with_only_columns(Placement.youth_id))


def last_days(session: Session) -> dict[int, date]:
    """Return per youth who looks for the next room the day from which it is needed."""
    found: dict[int, date] = {}
    for youth_id, _, ends_on in session.execute(_stays()):
        found[youth_id] = max(ends_on, found.get(youth_id, ends_on))
    return found


def left_rooms() -> AnySelect:
    """Return (youth_id, room_id) of the rooms that such youths leave: not to go back to."""
    return _stays().with_only_columns(Placement.youth_id, Placement.room_id)
