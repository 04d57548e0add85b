"""When a stay has ended, both sides are asked how it was."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matcher import clock
from matcher.audit import Actor
from matcher.database.placements import Placement
from matcher.endings.service import standing
from matcher.evaluations.service import ask_both
from matcher.events import Reaction


def on_ended(session: Session, actor: Actor, placement: Placement) -> None:
    ask_both(session, placement, standing(session, placement.id), clock.moment())


REACTIONS: dict[str, Reaction] = {"placement.ended": on_ended}
