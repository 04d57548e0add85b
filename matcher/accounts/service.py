"""Create accounts, check who signs in, change passphrases. Nothing here commits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import and_, case, null, or_, select, update
from sqlalchemy.orm import Session

from matcher.access import Principal
from matcher.accounts.rules import Throttle, normal_email, passphrase_problems, role_problems
from matcher.audit import Actor, record
from matcher.database.accounts import (
    Account,
    AccountRole,
    CareOrganisation,
    CoordinatorMunicipality,
)
from matcher.database.people import Deputy
from matcher.database.places import Municipality
from matcher.errors import AlreadyTaken, MatcherError, NotFound
from matcher.inforce import today_in_the_netherlands
from matcher.words import Role

HASHER = PasswordHasher()  # Argon2id, the library's parameters (RFC 9106, low memory)


class WeakPassphrase(MatcherError):
    """``problem`` is a code of ``rules.passphrase_problems``."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"the passphrase is {problem.replace('_', ' ')}; choose another")
        self.problem = problem


@dataclass(frozen=True)
class Attempt:
    """A guess that was counted and may now be checked."""

    account_id: int
    password_hash: str | None


def take_attempt(
    session: Session, email: str, now: datetime, throttle: Throttle | None = None
) -> Attempt | None:
    """Count one guess for ``email`` and return it; None when unknown, inactive or resting.

    The guess is counted *before* the passphrase is checked, in one conditional UPDATE:
    reading the counter first would let simultaneous guesses slip past the limit. Commit
    before checking the passphrase, so that hashing does not hold a lock.
    """
    throttle = throttle or Throttle()
    has_rested = and_(Account.locked_until_at.is_not(None), Account.locked_until_at <= now)
    counted = case((has_rested, 1), else_=Account.number_of_failed_sign_ins + 1)
    statement = (
        update(Account)
        .where(
            Account.email == normal_email(email),
            Account.is_active,
            or_(Account.locked_until_at.is_(None), Account.locked_until_at <= now),
        )
        .values(
            number_of_failed_sign_ins=counted,
            locked_until_at=case((counted >= throttle.limit, now + throttle.rest), else_=null()),
        )
        .returning(Account.id, Account.password_hash, Account.locked_until_at)
        .execution_options(synchronize_session=False)
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        return None
    if row.locked_until_at is not None:
        record(session, Actor(None, "web"), "account.rest", row.id)
    return Attempt(row.id, row.password_hash)


def is_right(attempt: Attempt | None, passphrase: str) -> bool:
    """Check the passphrase of a counted guess.

    Without an attempt, or without a passphrase set, a stand-in is checked in the same
    time, so that the answer does not tell which addresses exist.
    """
    stored = attempt.password_hash if attempt is not None else None
    try:
        HASHER.verify(stored or _stand_in(), passphrase)
    except (Argon2Error, InvalidHashError):
        return False
    return stored is not None


@cache
def _stand_in() -> str:
    return HASHER.hash("nobody has this passphrase")


def confirm_sign_in(session: Session, actor: Actor, account_id: int) -> Account:
    """Forget the failed guesses of somebody who proved to be the owner."""
    account = get_account(session, account_id)
    account.number_of_failed_sign_ins = 0
    account.locked_until_at = None
    record(session, actor, "account.sign_in", account_id)
    return account


def get_account(session: Session, account_id: int) -> Account:
    account = session.get(Account, account_id)
    if account is None:
        raise NotFound("account", account_id)
    return account


def principal_of(account: Account, today: date | None = None) -> Principal:
    """Return what the policy needs to know of an account; ``today`` decides on deputyships."""
    return Principal(
        account_id=account.id,
        roles=frozenset(link.role for link in account.roles),
        organisation_id=account.organisation_id,
        municipality=account.municipality_code,
        regions=_regions(account, today or today_in_the_netherlands()),
    )


def _regions(account: Account, today: date) -> frozenset[str]:
    """The own municipalities, and those of coordinators for whom this one is deputy today."""
    covered = [account]
    if _coordinates(account):
        covered += [link.account for link in account.stands_in if is_on(link, today)]
    return frozenset(
        region.municipality_code
        for person in covered
        if person is account or _coordinates(person)
        for region in person.regions
    )


def _coordinates(account: Account) -> bool:
    return any(link.role == Role.COORDINATOR for link in account.roles)


def is_on(deputyship: Deputy, today: date) -> bool:
    """Say whether somebody is deputy on this day: the first and the last day count."""
    return deputyship.starts_on <= today and (
        deputyship.ends_on is None or today <= deputyship.ends_on
    )


def create_account(
    session: Session,
    actor: Actor,
    email: str,
    name: str,
    roles: Sequence[Role],
    *,
    organisation: str | None = None,
    municipality: str | None = None,
    regions: Sequence[str] = (),
    passphrase: str | None = None,
    language: str = "nl",
) -> Account:
    """Create an account; without ``passphrase`` nobody can sign in with it yet.

    Args:
        organisation: code of the care organisation (referrers).
        municipality: CBS code of the own municipality (municipal officers).
        regions: CBS codes of the municipalities of a coordinator.

    Raises:
        AlreadyTaken: the address has an account.
        NotFound: an unknown organisation or municipality.
        MatcherError: the roles lack what they need.
        WeakPassphrase: the passphrase breaks the rule.
    """
    problems = role_problems(
        roles,
        has_organisation=organisation is not None,
        has_municipality=municipality is not None,
        number_of_regions=len(regions),
    )
    if problems:
        raise MatcherError("; ".join(problems))
    address = normal_email(email)
    if session.scalar(select(Account.id).where(Account.email == address)) is not None:
        raise AlreadyTaken("email")
    for key in {*regions, *([municipality] if municipality else [])}:
        if session.get(Municipality, key) is None:
            raise NotFound("municipality", key)
    account = Account(
        email=address,
        name=name.strip() or address,
        language=language,
        organisation_id=organisation_id_of(session, organisation),
        municipality_code=municipality,
        roles=[AccountRole(role=role) for role in sorted(set(roles))],
        regions=[CoordinatorMunicipality(municipality_code=code) for code in sorted(set(regions))],
    )
    if passphrase is not None:
        account.password_hash = hashed(passphrase, [address, name])
    session.add(account)
    session.flush()
    record(session, actor, "account.create", account.id, roles=sorted(set(roles)))
    return account


def organisation_id_of(session: Session, code: str | None) -> int | None:
    if code is None:
        return None
    found = session.scalar(select(CareOrganisation.id).where(CareOrganisation.code == code))
    if found is None:
        raise NotFound("care organisation", code)
    return found


def hashed(passphrase: str, personal: Sequence[str] = ()) -> str:
    """Return the hash to store.

    Raises:
        WeakPassphrase: the passphrase breaks the rule.
    """
    problems = passphrase_problems(passphrase, personal)
    if problems:
        raise WeakPassphrase(problems[0])
    return HASHER.hash(passphrase)


def change_passphrase(session: Session, actor: Actor, account_id: int, passphrase: str) -> Account:
    """Set a new passphrase and end all sessions of the account.

    Raises:
        WeakPassphrase: the passphrase breaks the rule.
    """
    account = get_account(session, account_id)
    account.password_hash = hashed(passphrase, [account.email, account.name])
    record(session, actor, "account.change_passphrase", account_id)
    return sign_out_everywhere(session, actor, account_id)


def sign_out_everywhere(session: Session, actor: Actor, account_id: int) -> Account:
    """End every session of the account, on every device."""
    account = get_account(session, account_id)
    account.session_version = account.session_version + 1
    record(session, actor, "account.sign_out_everywhere", account_id)
    session.flush()
    return account


def set_language(session: Session, account_id: int, language: str) -> None:
    get_account(session, account_id).language = language
