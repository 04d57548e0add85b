"""Every hour: the mail of the morning, and what was put off until today comes back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session, sessionmaker

from matcher.clock import day_of
from matcher.database.session import transaction
from matcher.work import digest
from matcher.work.service import forget_old


def run(factory: sessionmaker[Session], moment: datetime) -> int:
    with transaction(factory) as session:
        back = forget_old(session, day_of(moment))
    return back + digest.send_due(factory, moment)
