"""Organisations with workers and the youths they guide."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.cases.service import case_of
from matcher.database.accounts import Account, CareOrganisation
from matcher.database.people import Worker
from matcher.database.youths import Youth
from matcher.words import Role
from tests.factories import add_account, add_youth


def add_organisation(session: Session, code: str = "Z1") -> CareOrganisation:
    found = session.scalar(select(CareOrganisation).where(CareOrganisation.code == code))
    if found is None:
        found = CareOrganisation(code=code, name=f"Zorg {code}")
        session.add(found)
        session.flush()
    return found


def add_worker(
    session: Session, name: str = "Kim", *, organisation: str = "Z1", **facts: Any
) -> Account:
    add_organisation(session, organisation)
    account = add_account(session, Role.REFERRER, organisation=organisation, name=name)
    session.add(Worker(account_id=account.id, **facts))
    session.flush()
    return account


def add_guided(session: Session, worker: Account | None, **values: Any) -> Youth:
    """Add a youth, ready, whom this worker guides."""
    organisation_id = worker.organisation_id if worker else add_organisation(session).id
    youth = add_youth(session, organisation_id=organisation_id, **values)
    case_of(session, youth.id).worker_id = worker.id if worker else None
    session.flush()
    return youth
