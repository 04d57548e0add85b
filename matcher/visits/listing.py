"""Read home visits for the pages: within the reach of the person, and nothing that is to be hidden.

A page never gets the record of a visit itself, which holds every note, but a `Sheet` with what
this person may read now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from matcher.access import Scope
from matcher.database.hosts import Home, Household
from matcher.database.visits import HomeVisit, VisitAction, VisitVisitor
from matcher.errors import NotFound
from matcher.paging import Page, page_of
from matcher.visits.candidates import midnight
from matcher.visits.rules import OPEN
from matcher.words import HouseholdStatus, VisitStatus

VIEWS = ("open", "to_decide", "done", "all")
_STATUSES = {
    "open": (VisitStatus.PLANNED, VisitStatus.HELD),
    "to_decide": (VisitStatus.REPORTED,),
    "done": (VisitStatus.DECIDED, VisitStatus.CANCELLED),
    "all": tuple(VisitStatus),
}
MOST = 200


def reach(scope: Scope) -> ColumnElement[bool]:
    """Return the condition 'at a home in the person's regions, or visited by the person'."""
    return or_(
        in_regions(scope),
        HomeVisit.visitors.any(scope.where(account=[VisitVisitor.account_id])),
    )


def in_regions(scope: Scope) -> ColumnElement[bool]:
    return HomeVisit.household.has(
        Household.homes.any(scope.where(municipality=[Home.municipality_code]))
    )


def _with_people(query: Select[HomeVisit]) -> Select[HomeVisit]:
    return query.options(
        joinedload(HomeVisit.household).selectinload(Household.homes).joinedload(Home.municipality),
        selectinload(HomeVisit.visitors).joinedload(VisitVisitor.account),
        selectinload(HomeVisit.visitors).joinedload(VisitVisitor.organisation),
        selectinload(HomeVisit.impressions),
    )


def visits(session: Session, scope: Scope, view: str, page: int) -> Page[HomeVisit]:
    """Return one page of a view with household and visitors; open visits in order of time."""
    latest_first = view in ("done", "all")
    order = HomeVisit.planned_at.desc() if latest_first else HomeVisit.planned_at
    query = select(HomeVisit).where(reach(scope), HomeVisit.status.in_(_STATUSES[view]))
    return page_of(session, _with_people(query.order_by(order, HomeVisit.id)), page)


def counts(session: Session, scope: Scope) -> dict[str, int]:
    """Return how many visits each view holds."""
    query = select(HomeVisit.status, func.count()).where(reach(scope)).group_by(HomeVisit.status)
    numbers = {status: int(number) for status, number in session.execute(query)}
    return {
        view: sum(numbers.get(status, 0) for status in wanted) for view, wanted in _STATUSES.items()
    }


def one(session: Session, scope: Scope, visit_id: int) -> HomeVisit:
    """Return a visit with its people.

    Raises:
        NotFound: there is none, or it lies outside ``scope``: who may not see it is not told.
    """
    query = select(HomeVisit).where(HomeVisit.id == visit_id, reach(scope))
    found = session.scalars(_with_people(query)).unique().one_or_none()
    if found is None:
        raise NotFound("visit", visit_id)
    return found


def of_household(session: Session, household_id: int) -> Sequence[HomeVisit]:
    """Return all visits of a household, the last one first."""
    query = select(HomeVisit).where(HomeVisit.household_id == household_id)
    return session.scalars(_with_people(query.order_by(HomeVisit.number.desc()))).all()


def next_of_household(session: Session, household_id: int) -> HomeVisit | None:
    """Return the visit that is planned or waits for its report, for the household's own page."""
    query = select(HomeVisit).where(
        HomeVisit.household_id == household_id, HomeVisit.status.in_(OPEN)
    )
    return session.scalars(_with_people(query)).unique().first()


def needs_another_visit(session: Session, household: Household) -> bool:
    """Return whether a second visit was asked for that nobody has planned yet."""
    is_visited = household.status == HouseholdStatus.VISITED
    return is_visited and next_of_household(session, household.id) is None


def to_plan(session: Session, condition: ColumnElement[bool]) -> Sequence[Household]:
    """Return households within reach that wait for a visit, who waits longest first.

    Those just signed up, and those of whom a second visit was asked; without an open visit.
    """
    open_one = select(HomeVisit.household_id).where(HomeVisit.status.in_(OPEN))
    query = (
        select(Household)
        .where(
            condition,
            Household.status.in_((HouseholdStatus.SIGNED_UP, HouseholdStatus.VISITED)),
            Household.id.not_in(open_one),
        )
        .options(selectinload(Household.homes))
        .order_by(Household.signed_up_on, Household.id)
        .limit(MOST)
    )
    return session.scalars(query).all()


def of_day(session: Session, scope: Scope, day: date) -> Sequence[HomeVisit]:
    """Return the visits of a Dutch calendar day in order of time; those called off left out.

    Visits that are decided are shown within the person's regions only: addresses are for the way
    there.
    """
    query = select(HomeVisit).where(
        reach(scope),
        HomeVisit.planned_at >= midnight(day),
        HomeVisit.planned_at < midnight(day + timedelta(days=1)),
        HomeVisit.status != VisitStatus.CANCELLED,
        or_(HomeVisit.status.in_(OPEN), in_regions(scope)),
    )
    query = query.order_by(HomeVisit.planned_at, HomeVisit.id)
    return session.scalars(_with_people(query)).unique().all()


@dataclass(frozen=True)
class Task:
    """An action that somebody took on."""

    action: VisitAction
    household: Household


def tasks_of(session: Session, account_id: int) -> list[Task]:
    """Return what this person still has to do after visits, the most urgent first."""
    query = (
        select(VisitAction)
        .where(VisitAction.owner_id == account_id, VisitAction.done_on.is_(None))
        .options(joinedload(VisitAction.visit).joinedload(HomeVisit.household))
        .order_by(VisitAction.due_on, VisitAction.id)
    )
    return [Task(action, action.visit.household) for action in session.scalars(query)]
