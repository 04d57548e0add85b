"""Each day: ask hosts whose break should be over whether they can host again."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock, outbox
from matcher.audit import PROGRAM, record
from matcher.database.hosting import HouseholdHandling
from matcher.database.hosts import Household
from matcher.database.session import transaction
from matcher.words import HouseholdStatus


def run(factory: sessionmaker[Session], today: date) -> int:
    """Ask each host once; return how many were asked."""
    with transaction(factory) as session:
        return ask_whether_the_break_is_over(session, today)


def ask_whether_the_break_is_over(session: Session, today: date) -> int:
    """Queue the question to every host on a break whose day has come; return how many."""
    query = (
        select(Household, HouseholdHandling)
        .join(HouseholdHandling, HouseholdHandling.household_id == Household.id)
        .where(
            Household.status == HouseholdStatus.PAUSED,
            HouseholdHandling.host_again_on <= today,
            HouseholdHandling.reminded_on.is_(None),
        )
        .order_by(Household.id)
        .with_for_update(of=HouseholdHandling)
    )
    due = session.execute(query).all()
    for household, handling in due:
        handling.reminded_on = today
        language = household.account.language if household.account else "nl"
        outbox.post(
            session, household.email, "host_again", language,
            about=("household", household.id), reference=household.reference,
            once=f"household:{household.id}:again:{clock.moment().isoformat()}",
        )  # fmt: skip
        record(session, PROGRAM, "household.remind", household.id)
    session.flush()
    return len(due)
