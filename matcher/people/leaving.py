"""Somebody leaves. Nobody leaves youths or hosts behind: first others take them over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from matcher.accounts.administration import deactivate
from matcher.accounts.service import get_account, principal_of
from matcher.audit import Actor, record
from matcher.database.accounts import Account
from matcher.database.cases import YouthCase
from matcher.database.hosting import HouseholdHandling
from matcher.database.hosts import Home, Household
from matcher.database.people import Deputy, Handover, Worker
from matcher.database.visits import HomeVisit, VisitVisitor
from matcher.database.youths import Youth
from matcher.errors import MatcherError, NotAllowed
from matcher.words import HouseholdStatus, Role, VisitStatus, YouthStatus

NOT_REPORTED = (VisitStatus.PLANNED, VisitStatus.HELD)


@dataclass(frozen=True)
class LeftBehind:
    """What would be left without anybody: youths guided, youths and hosts handled, visits to do."""

    guided: int = 0
    youths: int = 0
    hosts: int = 0
    visits: int = 0

    @property
    def is_nothing(self) -> bool:
        return not (self.guided or self.youths or self.hosts or self.visits)


class CaseloadOpen(MatcherError):
    def __init__(self, behind: LeftBehind) -> None:
        super().__init__(
            f"{behind.guided} youth(s) guided, {behind.youths} youth(s) and {behind.hosts} host(s) "
            f"handled and {behind.visits} visit(s) planned would be left; hand them over first"
        )
        self.behind = behind


def left_behind(session: Session, account_id: int) -> LeftBehind:
    """Return how much this person still has to hand over."""

    def number(query: object) -> int:
        return session.scalar(query) or 0  # type: ignore[call-overload]

    cases = select(func.count()).select_from(YouthCase).join(Youth, Youth.id == YouthCase.youth_id)
    going_on = Youth.status != YouthStatus.WITHDRAWN
    return LeftBehind(
        guided=number(cases.where(YouthCase.worker_id == account_id, going_on)),
        youths=number(cases.where(YouthCase.handled_by_id == account_id, going_on)),
        hosts=number(
            select(func.count())
            .select_from(HouseholdHandling)
            .join(Household, Household.id == HouseholdHandling.household_id)
            .where(HouseholdHandling.handled_by_id == account_id, _is_going_on())
        ),
        visits=number(
            select(func.count())
            .select_from(VisitVisitor)
            .join(HomeVisit, HomeVisit.id == VisitVisitor.visit_id)
            .where(VisitVisitor.account_id == account_id, HomeVisit.status.in_(NOT_REPORTED))
        ),
    )


def pass_on(session: Session, actor: Actor, account_id: int, successor_id: int) -> int:
    """Make another coordinator the one who handles all that this coordinator handles.

    Returns how many youths and hosts went over.

    Raises:
        NotFound: an unknown account.
        NotAllowed: the successor is no coordinator, or does not reach some of them.
    """
    get_account(session, account_id)
    successor = get_account(session, successor_id)
    reach = principal_of(successor).regions if successor.is_active else frozenset()
    if Role.COORDINATOR not in {link.role for link in successor.roles}:
        raise NotAllowed("only a coordinator handles youths and hosts")
    youths = select(Youth.id, Youth.municipality_code).join(
        YouthCase, YouthCase.youth_id == Youth.id
    ).where(YouthCase.handled_by_id == account_id)  # fmt: skip
    hosts = select(HouseholdHandling.household_id, Home.municipality_code).join(
        Home, Home.household_id == HouseholdHandling.household_id
    ).where(HouseholdHandling.handled_by_id == account_id)  # fmt: skip
    found = [*session.execute(youths), *session.execute(hosts)]
    if any(code not in reach for _, code in found):
        raise NotAllowed("the successor does not work in all of these municipalities")
    for table in (YouthCase, HouseholdHandling):
        theirs = update(table).where(table.handled_by_id == account_id)
        session.execute(theirs.values(handled_by_id=successor_id))
    session.expire_all()
    if found:
        record(session, actor, "worker.pass_on", account_id, to=successor_id, number=len(found))
    return len(found)


def leave(session: Session, actor: Actor, account_id: int, today: date) -> Account:
    """Close the account of somebody who leaves, on all devices.

    Being a deputy, and having one, ends; what was asked of this person goes back to who asked.

    Raises:
        NotFound: an unknown account. OwnAccount: an administrator closes the own one.
        CaseloadOpen: youths, hosts or visits would be left without anybody.
    """
    account = get_account(session, account_id)
    behind = left_behind(session, account_id)
    if not behind.is_nothing:
        raise CaseloadOpen(behind)
    worker = session.get(Worker, account_id)
    if worker is None:
        worker = Worker(account_id=account_id)
        session.add(worker)
    worker.left_on, worker.is_lead = today, False
    _end_deputies(session, account_id, today)
    mine = or_(Handover.to_id == account_id, Handover.from_id == account_id)
    is_open = Handover.accepted_at.is_(None) & Handover.refused_at.is_(None)
    for handover in session.scalars(select(Handover).where(mine, is_open)):
        session.delete(handover)
    deactivate(session, actor, account_id)
    record(session, actor, "worker.leave", account_id)
    session.flush()
    return account


def _end_deputies(session: Session, account_id: int, today: date) -> None:
    mine = or_(Deputy.account_id == account_id, Deputy.deputy_id == account_id)
    for deputy in session.scalars(select(Deputy).where(mine)):
        if deputy.starts_on >= today:
            session.delete(deputy)
        elif deputy.ends_on is None or deputy.ends_on >= today:
            deputy.ends_on = today - timedelta(days=1)


def _is_going_on() -> ColumnElement[bool]:
    return Household.status.not_in([HouseholdStatus.REFUSED, HouseholdStatus.WITHDRAWN])
