"""Check-ins begin with the stay, come before its end, and stop with it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.checkins.planning import begin, fit_to_end, stop
from matcher.database.leaving import Ending
from matcher.database.placements import Placement
from matcher.inforce import today_in_the_netherlands


def on_started(session: Session, actor: Actor, placement: Placement) -> None:
    begin(session, placement, today_in_the_netherlands())


def on_moved(session: Session, actor: Actor, placement: Placement) -> None:
    """A stay that was moved or got another end: the planned day must still lie in it."""
    fit_to_end(session, actor, placement, today_in_the_netherlands())


def on_notice(session: Session, actor: Actor, ending: Ending) -> None:
    fit_to_end(session, actor, ending.placement, today_in_the_netherlands())


def on_ended(session: Session, actor: Actor, placement: Placement) -> None:
    stop(session, actor, placement)


REACTIONS = {
    "placement.started": on_started,
    "placement.moved": on_moved,
    "placement.notice": on_notice,
    "placement.ended": on_ended,
}
