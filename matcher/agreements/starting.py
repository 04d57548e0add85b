"""Record that the youth moves in: only when everything that was promised is there."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from matcher import clock
from matcher.agreements.conditions import met, needed
from matcher.agreements.drafting import introduction_of
from matcher.audit import Actor
from matcher.database.placements import Placement
from matcher.errors import Stale, StepNotAllowed
from matcher.introductions.holding import held
from matcher.introductions.moving import go
from matcher.introductions.rules import MOVE_IN
from matcher.introductions.rules import STEPS as INTRODUCTION_STEPS
from matcher.placements import service as placements
from matcher.placements.rules import START
from matcher.placements.rules import STEPS as PLACEMENT_STEPS
from matcher.placements.stepping import locked
from matcher.words import Condition


def start_living(
    session: Session,
    actor: Actor,
    placement_id: int,
    version: int,
    moved_in_on: date,
    *,
    today: date | None = None,
) -> Placement:
    """Let the stay begin; check-ins, numbers to call and the rest begin with it.

    Raises:
        NotFound, Stale: as usual.
        StepNotAllowed: something is still needed (the error lists all of it), the introduction
            is not so far, or the stay has begun already.
        AlreadyTaken: the room or the youth was booked on the days before.
    """
    placement = locked(session, placement_id)
    if placement.version != version:
        raise Stale("placement", placement_id)
    PLACEMENT_STEPS.step(placement.status, START)
    today = today or clock.today()
    found = needed(session, placement, moved_in_on, today)
    holds = met(found)
    missing = dict.fromkeys(one.condition for one in found if not one.is_met)
    if missing:
        raise StepNotAllowed("placement", str(placement.status), START, missing=tuple(missing))
    introduction = introduction_of(session, placement_id)
    if introduction is not None:
        _arrive(session, actor, introduction.id, holds)
    return placements.start(
        session, actor, placement_id, version, moved_in_on=moved_in_on, today=today
    )


def _arrive(session: Session, actor: Actor, introduction_id: int, holds: set[Condition]) -> None:
    now_held = held(session, introduction_id)
    introduction = now_held.introduction
    INTRODUCTION_STEPS.step(introduction.stage, MOVE_IN)
    go(
        session, actor, now_held, MOVE_IN, introduction.version, clock.moment(),
        due_at=None, met=holds,
    )  # fmt: skip
