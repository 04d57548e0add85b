"""Daily work: who manages care organisations hears in time that a covenant ends."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher import outbox
from matcher.audit import PROGRAM, record
from matcher.database.accounts import Account, AccountRole
from matcher.database.people import Covenant
from matcher.database.session import transaction
from matcher.inforce import policy_in_force
from matcher.words import Role


def run(factory: sessionmaker[Session], today: date) -> int:
    """Mail the administrators about each covenant that ends soon, once; return how many."""
    last = today + timedelta(days=policy_in_force().before.remind_days_before)
    with transaction(factory) as session:
        ending = session.scalars(
            select(Covenant)
            .where(Covenant.ends_on > today, Covenant.ends_on <= last,
                   Covenant.reminded_on.is_(None))
            .order_by(Covenant.id)
        ).all()  # fmt: skip
        for covenant in ending:
            _remind(session, covenant, today)
    return len(ending)


def _remind(session: Session, covenant: Covenant, today: date) -> None:
    covenant.reminded_on = today
    assert covenant.ends_on is not None  # it was chosen by its end
    for account in session.scalars(
        select(Account)
        .where(Account.is_active, Account.roles.any(AccountRole.role == Role.ADMINISTRATOR))
        .order_by(Account.id)
    ):
        outbox.post(
            session, account.email, "covenant_ends", account.language,
            ends_on=covenant.ends_on.isoformat(),
            once=f"covenant:{covenant.id}:{covenant.ends_on}:{today}",
        )  # fmt: skip
    record(session, PROGRAM, "covenant.remind", covenant.id)
