"""Who is told of what happens in a case: its coordinator, or else all of the region."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import outbox
from matcher.database.accounts import Account, AccountRole, CoordinatorMunicipality
from matcher.database.cases import YouthCase
from matcher.database.youths import Youth
from matcher.words import Role


def coordinators_of(session: Session, youth: Youth, but: int | None = None) -> Sequence[Account]:
    """Return the coordinator who handles the case, or all coordinators of the youth's town.

    ``but``: the account of who acts, and so need not be told.
    """
    case = session.get(YouthCase, youth.id)
    of_region = (
        select(Account)
        .join(CoordinatorMunicipality, CoordinatorMunicipality.account_id == Account.id)
        .where(
            CoordinatorMunicipality.municipality_code == youth.municipality_code,
            Account.is_active,
            Account.roles.any(AccountRole.role == Role.COORDINATOR),
        )
        .order_by(Account.id)
    )
    found = [account for account in session.scalars(of_region) if account.id != but]
    handlers = [account for account in found if case and account.id == case.handled_by_id]
    return handlers or found


def worker_of(session: Session, youth: Youth) -> Account | None:
    """Return the counsellor of the youth, when known and still with us."""
    case = session.get(YouthCase, youth.id)
    worker = session.get(Account, case.worker_id or case.referred_by_id or 0) if case else None
    return worker if worker is not None and worker.is_active else None


def tell(session: Session, account: Account, template: str, **values: Any) -> None:
    """Queue a mail in the language of the account: a reference and dates, never care data."""
    outbox.post(session, account.email, template, account.language, **values)
