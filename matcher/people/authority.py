"""Who manages an organisation: the administrator, and those of its workers who lead it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matcher.access import Action, Principal, can
from matcher.database.accounts import Account, CareOrganisation
from matcher.errors import NotAllowed, NotFound
from matcher.people.workers import is_lead
from matcher.words import Role


def organisation_for(
    session: Session, principal: Principal, organisation_id: int
) -> CareOrganisation:
    """Return an organisation that the person may look at.

    Raises:
        NotFound: there is none, or it is out of reach: both look the same.
    """
    found = session.get(CareOrganisation, organisation_id)
    if found is None or not can(principal, Action.READ_TEAM, found):
        raise NotFound("care organisation", organisation_id)
    return found


def may_manage(session: Session, principal: Principal, organisation: CareOrganisation) -> bool:
    """The policy says how far a role reaches; of a worker it also takes being a lead."""
    if not can(principal, Action.MANAGE_ORGANISATION, organisation):
        return False
    return can(principal, Action.MANAGE_ACCOUNTS) or is_lead(session, principal.account_id)


def managed_by(session: Session, principal: Principal, organisation_id: int) -> CareOrganisation:
    """Return an organisation that the person may change.

    Raises:
        NotFound: as :func:`organisation_for`. NotAllowed: the person may only look.
    """
    found = organisation_for(session, principal, organisation_id)
    if not may_manage(session, principal, found):
        raise NotAllowed("only the administrator and who leads the organisation change this")
    return found


def worker_for(session: Session, principal: Principal, account_id: int) -> Account:
    """Return the account of a worker whom the person may look at.

    Raises:
        NotFound: as :func:`organisation_for`; a host or a youth is no worker.
    """
    found = session.get(Account, account_id)
    if found is not None:
        if found.id == principal.account_id and works(found):
            return found
        if found.organisation is not None and can(principal, Action.READ_TEAM, found.organisation):
            return found
        if works(found) and can(principal, Action.MANAGE_ACCOUNTS):
            return found
    raise NotFound("worker", account_id)


def works(account: Account) -> bool:
    """Say whether the account is of somebody who guides or coordinates."""
    return any(link.role in (Role.REFERRER, Role.COORDINATOR) for link in account.roles)


def manages_worker(session: Session, principal: Principal, account: Account) -> bool:
    """A lead manages colleagues who only refer; an account that can do more is the
    administrator's business."""
    if can(principal, Action.MANAGE_ACCOUNTS):
        return True
    return (
        account.organisation is not None
        and {link.role for link in account.roles} == {Role.REFERRER}
        and may_manage(session, principal, account.organisation)
    )
