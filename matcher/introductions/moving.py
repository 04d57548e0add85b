"""Take an introduction one stage further: the arrow, the new limit, and what is shown from then."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from matcher import outbox
from matcher.audit import PROGRAM, Actor
from matcher.introductions.disclosure import disclose_stage
from matcher.introductions.holding import Held
from matcher.introductions.rules import STEPS
from matcher.introductions.telling import key_of
from matcher.transition import take_step
from matcher.words import Condition, Role


def go(
    session: Session,
    actor: Actor,
    held: Held,
    action: str,
    version: int,
    moment: datetime,
    *,
    due_at: datetime | None,
    met: Collection[Condition] = (),
    role: Role | None = None,
    by_itself: bool = False,
    reason: str | None = None,
    **details: Any,
) -> None:
    """Follow the arrow, and let the new stage begin at ``moment`` with its limit ``due_at``.

    A mail of an earlier stage that could not be sent so far stays behind: whoever is told next
    hears what holds now.
    ``by_itself``: the step is the program's, in answer to what somebody said: the second 'yes'
    moves on, whoever said it.

    Raises:
        Stale, StepNotAllowed: as `take_step`.
    """
    introduction = held.introduction
    with session.no_autoflush:
        introduction.due_at = due_at
        introduction.stage_since_at = moment
        introduction.number_of_extensions = 0
        take_step(
            session, PROGRAM if by_itself else actor, introduction, STEPS, action, version,
            role=None if by_itself else role, met=met, reason=reason,
            proposal=held.proposal.id, **details,
        )  # fmt: skip
    outbox.take_back(session, key_of(introduction))
    disclose_stage(session, actor, introduction, moment)
