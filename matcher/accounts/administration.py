"""What an administrator does with accounts: close, open again, unlock, tie to a dossier, list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from matcher.accounts.service import get_account
from matcher.audit import Actor, record
from matcher.database.accounts import Account, AccountRole, CoordinatorMunicipality
from matcher.database.hosts import Household
from matcher.database.places import Municipality
from matcher.database.youths import Youth
from matcher.errors import AlreadyTaken, MatcherError, NotFound
from matcher.paging import Page, page_of
from matcher.words import Role


class OwnAccount(MatcherError):
    """Nobody closes the own account: an administrator could lock everybody out."""

    def __init__(self) -> None:
        super().__init__("you cannot close your own account; ask another administrator")


@dataclass(frozen=True)
class Filters:
    text: str = ""
    role: Role | None = None
    state: str = ""  # 'open', 'closed' or all


def accounts(session: Session, filters: Filters, page: int) -> Page[Account]:
    """Return one page of accounts by name, with roles, regions and organisation loaded."""
    query = select(Account).options(
        selectinload(Account.roles), selectinload(Account.regions), joinedload(Account.organisation)
    )
    if filters.text:
        query = query.where(
            or_(
                Account.name.icontains(filters.text, autoescape=True),
                Account.email.icontains(filters.text, autoescape=True),
            )
        )
    if filters.role is not None:
        query = query.where(Account.roles.any(AccountRole.role == filters.role))
    if filters.state in ("open", "closed"):
        query = query.where(Account.is_active.is_(filters.state == "open"))
    return page_of(session, query.order_by(Account.name, Account.id), page)


def deactivate(session: Session, actor: Actor, account_id: int) -> Account:
    """Close the account: nobody can sign in with it, and whoever is signed in is out.

    Raises:
        NotFound, OwnAccount
    """
    account = get_account(session, account_id)
    if account_id == actor.account_id:
        raise OwnAccount
    if account.is_active:
        account.is_active = False
        account.session_version = account.session_version + 1
        record(session, actor, "account.deactivate", account_id)
    return account


def reactivate(session: Session, actor: Actor, account_id: int) -> Account:
    account = get_account(session, account_id)
    if not account.is_active:
        account.is_active = True
        record(session, actor, "account.reactivate", account_id)
    return account


def unlock(session: Session, actor: Actor, account_id: int) -> Account:
    """End the rest after too many guesses."""
    account = get_account(session, account_id)
    account.locked_until_at, account.number_of_failed_sign_ins = None, 0
    record(session, actor, "account.unlock", account_id)
    return account


def change_regions(
    session: Session, actor: Actor, account_id: int, codes: Iterable[str]
) -> tuple[str, ...]:
    """Give a coordinator these municipalities and no others; return the codes that changed.

    Raises:
        NotFound: an unknown account or municipality.
        MatcherError: the account is of no coordinator, or there is no municipality left.
    """
    account = get_account(session, account_id)
    wanted = set(codes)
    if Role.COORDINATOR not in {link.role for link in account.roles} or not wanted:
        raise MatcherError("a coordinator works in at least one municipality; nobody else in any")
    for code in sorted(wanted):
        if session.get(Municipality, code) is None:
            raise NotFound("municipality", code)
    before = {region.municipality_code for region in account.regions}
    account.regions = [one for one in account.regions if one.municipality_code in wanted] + [
        CoordinatorMunicipality(municipality_code=code) for code in sorted(wanted - before)
    ]
    session.flush()
    changed = tuple(sorted(before ^ wanted))
    if changed:
        record(session, actor, "worker.move", account_id, municipalities=list(changed))
    return changed


def dossier(session: Session, role: Role, reference: str) -> Household | Youth:
    """Return the dossier of a host or a youth with this reference.

    Raises:
        NotFound: no dossier of this kind has the reference.
    """
    wanted = reference.strip().upper()
    found: Household | Youth | None
    if role == Role.HOST:
        found = session.scalar(select(Household).where(Household.reference == wanted))
    else:
        found = session.scalar(select(Youth).where(Youth.reference == wanted))
    if found is None:
        raise NotFound("reference", reference)
    return found


def tie(session: Session, account: Account, role: Role, reference: str) -> None:
    """Make the account that of a host or a youth, by the reference of the dossier.

    Raises:
        NotFound: no dossier of this kind has the reference.
        AlreadyTaken: 'reference': it belongs to another account.
    """
    found = dossier(session, role, reference)
    if found.account_id not in (None, account.id):
        raise AlreadyTaken("reference")
    found.account_id = account.id
    session.flush()
