"""Once a day: tell who handles a household that a paper is about to expire."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload, sessionmaker

from matcher import outbox
from matcher.database.accounts import Account, AccountRole, CoordinatorMunicipality
from matcher.database.hosting import HouseholdHandling
from matcher.database.hosts import Household
from matcher.database.session import transaction
from matcher.database.visits import HouseholdDocument
from matcher.inforce import policy_in_force
from matcher.words import DocumentState, HouseholdStatus, Role

TAKES_PART = (HouseholdStatus.VISITED, HouseholdStatus.APPROVED, HouseholdStatus.PAUSED)


def run(factory: sessionmaker[Session], today: date) -> int:
    """Post a reminder for each paper that expires soon or has expired, once; return how many."""
    last = today + timedelta(days=policy_in_force().before.remind_days_before)
    query = (
        select(HouseholdDocument)
        .join(HouseholdDocument.household)
        .where(
            HouseholdDocument.state == DocumentState.SEEN,
            HouseholdDocument.expires_on <= last,
            HouseholdDocument.reminded_on.is_(None),
            Household.status.in_(TAKES_PART),
        )
        .options(joinedload(HouseholdDocument.household).selectinload(Household.homes))
        .order_by(HouseholdDocument.id)
    )
    with transaction(factory) as session:
        due = session.scalars(query).unique().all()
        for document in due:
            _remind(session, document, today)
            document.reminded_on = today
        return len(due)


def _remind(session: Session, document: HouseholdDocument, today: date) -> None:
    assert document.expires_on is not None
    for account in _who_handles(session, document.household):
        outbox.post(
            session, account.email, "document_expires", account.language,
            reference=document.household.reference,
            expires_on=document.expires_on.isoformat(),
            household=document.household_id,
            about=("household", document.household_id),
            once=f"document:{document.id}:{document.expires_on}:{today}",
        )  # fmt: skip


def _who_handles(session: Session, household: Household) -> Sequence[Account]:
    """Return who handles the household, or else every coordinator of its region."""
    handling = session.get(HouseholdHandling, household.id)
    if handling is not None and handling.handled_by is not None and handling.handled_by.is_active:
        return [handling.handled_by]
    codes = sorted({home.municipality_code for home in household.homes})
    query = (
        select(Account)
        .join(Account.regions)
        .where(
            Account.is_active,
            Account.roles.any(AccountRole.role == Role.COORDINATOR),
            CoordinatorMunicipality.municipality_code.in_(codes),
        )
        .options(selectinload(Account.roles))
        .order_by(Account.id)
        .distinct()
    )
    return session.scalars(query).all()
