"""What becomes of agreements when an introduction stops or a stay ends."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import outbox
from matcher.agreements.rules import DROP, END, SIGNED, STEPS
from matcher.agreements.versions import UNSIGNED
from matcher.audit import Actor
from matcher.database.agreements import Agreement
from matcher.database.introductions import Introduction
from matcher.database.placements import Placement
from matcher.transition import take_step


def on_stopped(session: Session, actor: Actor, introduction: Introduction) -> None:
    """Nobody moves in: what was under way is dropped, what was signed has ended."""
    if introduction.placement_id is not None:
        _close(session, actor, introduction.placement_id)


def on_ended(session: Session, actor: Actor, placement: Placement) -> None:
    _close(session, actor, placement.id)


def _close(session: Session, actor: Actor, placement_id: int) -> None:
    query = select(Agreement).where(
        Agreement.placement_id == placement_id, Agreement.status.in_((*UNSIGNED, SIGNED))
    )
    for agreement in session.scalars(query.order_by(Agreement.id)).all():
        action = END if agreement.status == SIGNED else DROP
        take_step(
            session, actor, agreement, STEPS, action, agreement.version,
            follows=True, placement=placement_id,
        )  # fmt: skip
        outbox.take_back(session, f"agreement:{agreement.id}:")


REACTIONS = {"introduction.stopped": on_stopped, "placement.ended": on_ended}
