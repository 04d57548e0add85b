"""Somebody leaves. Nobody leaves youths or hosts behind: first others take them over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from matcher.accounts.administration import deactivate
from matcher.accounts.service import get_account, principal_of
from matcher.audit import Actor, record
from matcher.careteam.service import assign
from matcher.database.accounts import Account
from matcher.database.cases import YouthCase
from matcher.database.concerns import Concern
from matcher.database.hosting import HouseholdHandling
from matcher.database.hosts import Home, Household
from matcher.database.living import CareTeam, PlanAction
from matcher.database.people import Deputy, Handover, Worker
from matcher.database.placements import Placement
from matcher.database.visits import HomeVisit, VisitVisitor
from matcher.database.youths import Youth
from matcher.errors import MatcherError, NotAllowed
from matcher.inforce import today_in_the_netherlands
from matcher.placements.rules import GOING_ON
from matcher.words import (
    ActionStatus,
    ConcernStatus,
    HouseholdStatus,
    Role,
    VisitStatus,
    YouthStatus,
)

NOT_REPORTED = (VisitStatus.PLANNED, VisitStatus.HELD)


@dataclass(frozen=True)
class LeftBehind:
    """What would be left without anybody: youths guided, youths and hosts handled, visits to do,
    stays to look after, concerns and actions of plans that are open."""

    guided: int = 0
    youths: int = 0
    hosts: int = 0
    visits: int = 0
    stays: int = 0
    concerns: int = 0
    actions: int = 0

    @property
    def is_nothing(self) -> bool:
        return not any(astuple(self))

    @property
    def can_be_passed_on(self) -> bool:
        """Say whether another coordinator can take something of it over at once."""
        return bool(self.youths or self.hosts or self.stays or self.concerns or self.actions)


class CaseloadOpen(MatcherError):
    def __init__(self, behind: LeftBehind) -> None:
        super().__init__(
            f"{behind.guided} youth(s) guided, {behind.youths} youth(s) and {behind.hosts} host(s) "
            f"handled, {behind.visits} visit(s) planned, {behind.stays} stay(s) looked after, "
            f"{behind.concerns} concern(s) and {behind.actions} action(s) open would be left; "
            "hand them over first"
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
        stays=len(_stays(session, account_id)),
        concerns=number(select(func.count()).select_from(Concern).where(_holds(account_id))),
        actions=number(select(func.count()).select_from(PlanAction).where(_owns(account_id))),
    )


def pass_on(session: Session, actor: Actor, account_id: int, successor_id: int) -> int:
    """Make another coordinator the one who handles all that this coordinator handles.

    Stays, open concerns and actions go along. Returns how many youths, hosts and stays went over.

    Raises:
        NotFound: an unknown account.
        TeamRefused: the successor cannot look after one of the stays, or has as many as agreed.
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
    number = len(found) + _pass_on_stays(session, actor, account_id, successor_id)
    if number:
        record(session, actor, "worker.pass_on", account_id, to=successor_id, number=number)
    return number


def _pass_on_stays(session: Session, actor: Actor, account_id: int, successor_id: int) -> int:
    """Let the successor look after the stays, and after what is open in them."""
    stays = _stays(session, account_id)
    for team in stays:
        deputy = None if team.deputy_id == successor_id else team.deputy_id
        assign(session, actor, team.placement_id, successor_id, deputy, today_in_the_netherlands())
    for concern in session.scalars(select(Concern).where(_holds(account_id))).all():
        concern.holder_id = successor_id
    for action in session.scalars(select(PlanAction).where(_owns(account_id))).all():
        action.owner_id = successor_id
    session.flush()
    return len(stays)


def _stays(session: Session, account_id: int) -> Sequence[CareTeam]:
    query = (
        select(CareTeam)
        .join(Placement, Placement.id == CareTeam.placement_id)
        .where(CareTeam.responsible_id == account_id, Placement.status.in_(GOING_ON))
    )
    return session.scalars(query.order_by(CareTeam.placement_id)).all()


def _holds(account_id: int) -> ColumnElement[bool]:
    return (Concern.holder_id == account_id) & (Concern.status != ConcernStatus.CLOSED)


def _owns(account_id: int) -> ColumnElement[bool]:
    return (PlanAction.owner_id == account_id) & (PlanAction.status == ActionStatus.OPEN)


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
    for team in session.scalars(select(CareTeam).where(CareTeam.deputy_id == account_id)).all():
        team.deputy_id = None  # the stay asks for another one on the work list
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
