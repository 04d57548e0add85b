"""Papers of hosts that expire soon, or have."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database.hosting import HouseholdHandling
from matcher.database.hosts import Household
from matcher.database.visits import HouseholdDocument
from matcher.documents.daily import TAKES_PART
from matcher.policy import Policy
from matcher.words import DocumentState, WorkKind
from matcher.work.rules import WorkItem


def items(session: Session, today: date, policy: Policy) -> Iterable[WorkItem]:
    ahead = timedelta(days=policy.before.remind_days_before)
    query = (
        select(
            HouseholdDocument.id,
            HouseholdDocument.household_id,
            HouseholdDocument.expires_on,
            HouseholdHandling.handled_by_id,
        )
        .join(Household, Household.id == HouseholdDocument.household_id)
        .outerjoin(
            HouseholdHandling, HouseholdHandling.household_id == HouseholdDocument.household_id
        )
        .where(
            HouseholdDocument.state == DocumentState.SEEN,
            HouseholdDocument.expires_on <= today + ahead,
            Household.status.in_(TAKES_PART),
        )
    )
    for row in session.execute(query):
        yield WorkItem(
            kind=WorkKind.PAPER,
            subject="document",
            subject_id=row.id,
            since=row.expires_on - ahead,
            due=row.expires_on,
            who=frozenset({row.handled_by_id} - {None}),
            household_id=row.household_id,
            endpoint="visits.paper",
            args={"document_id": row.id},
        )
