"""Deputies: a coordinator who is away is stood in for, between two days and no longer.

The deputy reaches the regions of the other only on those days (``principal_of`` looks it up at
every request), so nothing has to be given back afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from matcher import clock, outbox
from matcher.accounts.service import get_account
from matcher.audit import Actor, record
from matcher.database.accounts import Account, AccountRole
from matcher.database.people import Deputy
from matcher.errors import MatcherError, NotFound
from matcher.people.rules import deputy_problem
from matcher.words import Role


class DeputyRefused(MatcherError):
    """``problem``: 'self', 'order', 'past', 'role' (not a coordinator) or 'twice'."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"this deputy is not possible: {problem}")
        self.problem = problem


def coordinators(session: Session, *, apart_from: int | None = None) -> Sequence[Account]:
    """Return the open accounts of coordinators, by name."""
    query = select(Account).where(
        Account.is_active, Account.roles.any(AccountRole.role == Role.COORDINATOR)
    )
    if apart_from is not None:
        query = query.where(Account.id != apart_from)
    return session.scalars(query.order_by(Account.name, Account.id)).all()


def of_account(session: Session, account_id: int, today: date) -> Sequence[Deputy]:
    """Return who stands in for this person, and for whom this person does, now or later."""
    query = (
        select(Deputy)
        .where(
            (Deputy.account_id == account_id) | (Deputy.deputy_id == account_id),
            or_(Deputy.ends_on.is_(None), Deputy.ends_on >= today),
        )
        .options(joinedload(Deputy.account), joinedload(Deputy.deputy))
        .order_by(Deputy.starts_on, Deputy.id)
    )
    return session.scalars(query).all()


def name_deputy(
    session: Session,
    actor: Actor,
    account_id: int,
    deputy_id: int,
    starts_on: date,
    ends_on: date | None,
    today: date,
) -> Deputy:
    """Let one coordinator stand in for another from the first up to and including the last day.

    Raises:
        NotFound: an unknown account. DeputyRefused: with what is wrong.
    """
    absent, deputy = get_account(session, account_id), get_account(session, deputy_id)
    problem = deputy_problem(starts_on, ends_on, today, is_self=account_id == deputy_id)
    known = {one.id for one in coordinators(session)}
    if problem is None and not {absent.id, deputy.id} <= known:
        problem = "role"
    if problem is None and _overlaps(session, account_id, deputy_id, starts_on, ends_on):
        problem = "twice"
    if problem is not None:
        raise DeputyRefused(problem)
    named = Deputy(account_id=account_id, deputy_id=deputy_id, starts_on=starts_on, ends_on=ends_on)
    session.add(named)
    session.flush()
    record(session, actor, "deputy.name", account_id, starts_on=starts_on.isoformat(),
           ends_on=ends_on.isoformat() if ends_on else None)  # fmt: skip
    outbox.post(
        session, deputy.email, "deputy_named", deputy.language, starts_on=starts_on.isoformat(),
        once=f"deputy:{named.id}:{clock.moment().isoformat()}",
        until=clock.end_of_day(ends_on) if ends_on else None,
    )  # fmt: skip
    return named


def end_deputy(session: Session, actor: Actor, deputy_id: int, today: date) -> None:
    """End it today: the deputy loses the regions with the next click.

    Raises:
        NotFound: there is no such row, or it is over already.
    """
    found = session.get(Deputy, deputy_id)
    if found is None or (found.ends_on is not None and found.ends_on < today):
        raise NotFound("deputy", deputy_id)
    record(session, actor, "deputy.end", found.account_id)
    outbox.take_back(session, f"deputy:{found.id}:")
    if found.starts_on >= today:
        session.delete(found)
    else:
        found.ends_on = today - timedelta(days=1)
    session.flush()


def _overlaps(
    session: Session, account_id: int, deputy_id: int, starts_on: date, ends_on: date | None
) -> bool:
    query = select(Deputy.id).where(
        Deputy.account_id == account_id,
        Deputy.deputy_id == deputy_id,
        or_(Deputy.ends_on.is_(None), Deputy.ends_on >= starts_on),
    )
    if ends_on is not None:
        query = query.where(Deputy.starts_on <= ends_on)
    return session.scalar(query.limit(1)) is not None
