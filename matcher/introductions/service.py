"""The verbs of an introduction, in one place for pages, jobs and other subjects.

All take the Session first and never commit; ``moment`` and ``policy`` default to what holds now.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from matcher import clock
from matcher.audit import Actor
from matcher.database.introductions import Introduction
from matcher.introductions.answering import answer
from matcher.introductions.beginning import begin
from matcher.introductions.dates import offer_moments, say_which
from matcher.introductions.disclosure import who_knows
from matcher.introductions.extending import extend
from matcher.introductions.holding import going, held
from matcher.introductions.meetings import held_on, not_held
from matcher.introductions.moving import go
from matcher.introductions.rules import MOVE_IN
from matcher.introductions.stopping import expire, expire_due, stop
from matcher.introductions.trials import ask_after_trial, start_trial
from matcher.words import Condition

__all__ = [
    "answer",
    "ask_after_trial",
    "begin",
    "expire",
    "expire_due",
    "extend",
    "going",
    "held",
    "held_on",
    "move_in",
    "not_held",
    "offer_moments",
    "say_which",
    "start_trial",
    "stop",
    "who_knows",
]


def move_in(
    session: Session,
    actor: Actor,
    introduction_id: int,
    version: int,
    met: Collection[Condition],
    *,
    moment: datetime | None = None,
) -> Introduction:
    """The youth has moved in; ``met``: the conditions that hold, as the agreements found them.

    Raises:
        NotFound, Stale: as everywhere.
        StepNotAllowed: no agreements are being made, or a condition is not met; says which.
    """
    found = held(session, introduction_id)
    go(session, actor, found, MOVE_IN, version, moment or clock.moment(), due_at=None, met=met)
    return found.introduction
