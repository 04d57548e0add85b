"""With the stay its plan ends; what goes on is written in the future plan."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.database.placements import Placement
from matcher.plans.service import drop_what_is_open


def on_ended(session: Session, actor: Actor, placement: Placement) -> None:
    drop_what_is_open(session, actor, placement)


REACTIONS = {"placement.ended": on_ended}
