"""When a stay has ended, the follow-up is planned."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.database.placements import Placement
from matcher.endings.service import standing
from matcher.events import Reaction
from matcher.followups.rules import NEVER_AFTER
from matcher.followups.service import plan
from matcher.inforce import today_in_the_netherlands


def on_ended(session: Session, actor: Actor, placement: Placement) -> None:
    ending = standing(session, placement.id)
    if ending is None or ending.reason not in NEVER_AFTER:
        plan(session, placement, placement.ends_on or today_in_the_netherlands())


REACTIONS: dict[str, Reaction] = {"placement.ended": on_ended}
