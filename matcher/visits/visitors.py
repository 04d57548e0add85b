"""Who makes home visits: trained or not, how many a week, and from where they start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matcher.audit import Actor, record
from matcher.database.accounts import Account, AccountRole
from matcher.database.visits import Visitor
from matcher.errors import NotFound
from matcher.words import Role

ROLES = (Role.COORDINATOR, Role.REFERRER)
"""Whose work brings them to homes. A host or a youth visits nobody for us."""


@dataclass(frozen=True, kw_only=True)
class VisitorDetails:
    """``latitude``, ``longitude``: of the base, with its ``place_name``; None: not known.

    ``languages``: ISO codes with a space between, such as 'nl ar'.
    """

    trained_on: date | None
    visits_per_week: int
    is_available: bool
    place_name: str = ""
    latitude: float | None = None
    longitude: float | None = None
    languages: str = "nl"


def staff(session: Session) -> Sequence[Account]:
    """Return every account that can be a visitor, by name."""
    query = (
        select(Account)
        .where(Account.is_active, Account.roles.any(AccountRole.role.in_(ROLES)))
        .options(joinedload(Account.organisation))
        .order_by(Account.name, Account.id)
    )
    return session.scalars(query).unique().all()


def visitors(session: Session) -> dict[int, Visitor]:
    """Return the visitors by account, whether available or not."""
    return {visitor.account_id: visitor for visitor in session.scalars(select(Visitor))}


def set_visitor(
    session: Session, actor: Actor, account_id: int, details: VisitorDetails
) -> Visitor:
    """Write down what an account can do as a visitor; the first time makes it one.

    Raises:
        NotFound: no such account, or one that makes no visits.
    """
    if account_id not in {account.id for account in staff(session)}:
        raise NotFound("account", account_id)
    visitor = session.get(Visitor, account_id)
    if visitor is None:
        visitor = Visitor(account_id=account_id)
        session.add(visitor)
    wanted = asdict(details)
    changed = [name for name, value in wanted.items() if getattr(visitor, name) != value]
    for name in changed:
        setattr(visitor, name, wanted[name])
    session.flush()
    if changed:
        record(session, actor, "visitor.change", account_id, fields=sorted(changed))
    return visitor
