"""A household that takes part no longer, for a while or for good: what that ends goes first.

The rooms are locked before the household, in the one order of the whole program; from then on
nobody can book one of them, so that no introduction begins behind the back of a host who stops.
"""

from __future__ import annotations

from typing import Literal

from sqlalchemy.orm import Session

from matcher import events
from matcher.audit import Actor
from matcher.database.hosts import Household
from matcher.placements.occupation import living_with, lock_rooms
from matcher.words import Condition

Event = Literal["household.stepped_back", "household.refused"]


def step_back(
    session: Session, actor: Actor, household: Household, event: Event = "household.stepped_back"
) -> None:
    """Stop what is under way for the rooms of the household; who lives there goes on living there.

    To be called before the household takes its step: who reacts locks rooms and youths.
    """
    lock_rooms(session, household.id)
    events.tell(session, actor, event, household)


def met_by(session: Session, household: Household) -> set[Condition]:
    """Return what holds of what the table asks before a household may stop."""
    return set() if living_with(session, household.id) else {Condition.NOBODY_LIVES_THERE}
