"""Every day: rests that are over come to an end, and suggestions that nobody decided on lapse."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import PROGRAM
from matcher.clock import day_of
from matcher.database.declines import Suggestion
from matcher.database.session import transaction
from matcher.declines.rests import lift_due
from matcher.declines.service import refuse
from matcher.declines.waiting import decide_within
from matcher.inforce import policy_in_force


def run(factory: sessionmaker[Session], today: date) -> int:
    """End what is due by ``today``; return how many rests and suggestions that were."""
    with transaction(factory) as session:
        return lift_due(session, today) + _let_lapse(session, today)


def _let_lapse(session: Session, today: date) -> int:
    """What nobody decided in time changes nothing, and waits no longer."""
    span = decide_within(policy_in_force())
    undecided = session.execute(
        select(Suggestion.id, Suggestion.made_at)
        .where(Suggestion.decided_at.is_(None))
        .order_by(Suggestion.id)
    ).all()
    late = [row.id for row in undecided if day_of(row.made_at) + span < today]
    for key in late:
        refuse(session, PROGRAM, key)
    return len(late)
