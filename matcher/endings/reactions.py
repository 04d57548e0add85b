"""An end that is known goes along when the stay gets another last day by agreement."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.database.placements import Placement
from matcher.endings.rules import MOVE, PLANNED, STEPS, WITHDRAW
from matcher.endings.service import standing
from matcher.events import Reaction
from matcher.transition import take_step
from matcher.words import Condition


def on_moved(session: Session, actor: Actor, placement: Placement) -> None:
    """The room is free for these days: moving the stay has asked that."""
    ending = standing(session, placement.id)
    if ending is None or ending.status != PLANNED or ending.ends_on == placement.ends_on:
        return
    action, met = (MOVE if placement.ends_on else WITHDRAW), {Condition.ROOM_STILL_FREE}
    ending.previous_ends_on = placement.ends_on
    if placement.ends_on is not None:
        ending.ends_on = placement.ends_on
    with session.no_autoflush:
        take_step(
            session, actor, ending, STEPS, action, ending.version, met=met, follows=True,
            placement=placement.id, ends_on=placement.ends_on and placement.ends_on.isoformat(),
        )  # fmt: skip


REACTIONS: dict[str, Reaction] = {"placement.moved": on_moved}
