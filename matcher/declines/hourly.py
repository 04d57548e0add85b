"""Every hour: pairs of which the records changed may be proposed again the same day."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session, sessionmaker

from matcher.clock import day_of
from matcher.database.session import transaction
from matcher.declines.rests import lift_due


def run(factory: sessionmaker[Session], moment: datetime) -> int:
    """End the rests that are due by ``moment``; return how many."""
    with transaction(factory) as session:
        return lift_due(session, day_of(moment))
