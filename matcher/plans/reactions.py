"""With the stay its plan ends; what goes on is written in the future plan."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.database.introductions import Introduction
from matcher.database.placements import Placement
from matcher.plans.service import drop_what_is_open


def on_ended(session: Session, actor: Actor, placement: Placement) -> None:
    drop_what_is_open(session, actor, placement)


def on_stopped(session: Session, actor: Actor, introduction: Introduction) -> None:
    """What was agreed before anybody moved in goes with the 'no'."""
    if introduction.placement is not None:
        drop_what_is_open(session, actor, introduction.placement)


REACTIONS = {"placement.ended": on_ended, "introduction.stopped": on_stopped}
