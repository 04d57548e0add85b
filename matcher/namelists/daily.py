"""Names are kept no longer than it takes to help: then only what became of them stays."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import PROGRAM, record
from matcher.database.base import now
from matcher.database.cases import ListedName, NameList
from matcher.database.session import transaction
from matcher.inforce import NETHERLANDS, policy_in_force

NOTHING = {"first_name": "", "last_name": "", "birth_date": None, "contact": "", "note": ""}


def run(factory: sessionmaker[Session], today: date) -> int:
    """Remove the names of lists whose days are over; return how many lists."""
    days = policy_in_force().before.names_kept_days
    before = datetime.combine(today - timedelta(days=days), time(), NETHERLANDS)
    with transaction(factory) as session:
        query = select(NameList.id).where(
            NameList.made_at < before, NameList.forgotten_at.is_(None)
        )
        old = list(session.scalars(query))
        if not old:
            return 0
        session.execute(update(ListedName).where(ListedName.list_id.in_(old)).values(**NOTHING))
        session.execute(update(NameList).where(NameList.id.in_(old)).values(forgotten_at=now()))
        for list_id in old:
            record(session, PROGRAM, "names.forget", list_id)
    return len(old)
