"""Home visits: to plan, to make, to report, to decide on, and what was agreed to do after one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.clock import day_of
from matcher.database.hosting import HouseholdHandling
from matcher.database.hosts import Household
from matcher.database.visits import HomeVisit, VisitAction, VisitVisitor
from matcher.policy import Policy
from matcher.visits.daily import REPORT_AFTER_DAYS
from matcher.visits.rules import HELD, OPEN, PLANNED, REPORTED
from matcher.words import HouseholdStatus, Role, WorkKind
from matcher.work.rules import WorkItem

AHEAD = timedelta(days=7)  # an action stands on the list from a week before it is due


def items(session: Session, today: date, policy: Policy) -> Iterable[WorkItem]:
    yield from _to_plan(session, timedelta(days=policy.before.answer_days))
    yield from _to_make(session, today)
    yield from _to_decide(session, timedelta(days=policy.before.answer_days))
    yield from _actions(session)


def _to_plan(session: Session, answer: timedelta) -> Iterator[WorkItem]:
    """Hosts who signed up and whom nobody has planned to visit. A host was told by when."""
    is_planned = (
        select(HomeVisit.id)
        .where(HomeVisit.household_id == Household.id, HomeVisit.status.in_(OPEN))
        .exists()
    )
    query = (
        select(
            Household.id,
            Household.signed_up_on,
            HouseholdHandling.handled_by_id,
            HouseholdHandling.next_step_on,
        )
        .outerjoin(HouseholdHandling, HouseholdHandling.household_id == Household.id)
        .where(Household.status == HouseholdStatus.SIGNED_UP, ~is_planned)
    )
    for row in session.execute(query):
        yield WorkItem(
            kind=WorkKind.PLAN_VISIT,
            subject="household",
            subject_id=row.id,
            since=row.signed_up_on,
            due=row.next_step_on or row.signed_up_on + answer,
            who=frozenset({row.handled_by_id} - {None}),
            household_id=row.id,
            endpoint="visits.new",
            args={"household_id": row.id},
        )


def _to_make(session: Session, today: date) -> Iterator[WorkItem]:
    """Visits to come, and those of which the report is not written."""
    query = (
        select(HomeVisit.id, HomeVisit.household_id, HomeVisit.planned_at, VisitVisitor.account_id)
        .join(VisitVisitor, VisitVisitor.visit_id == HomeVisit.id)
        .where(HomeVisit.status.in_((PLANNED, HELD)))
        .order_by(HomeVisit.id)
    )
    visitors: dict[int, set[int]] = {}
    rows = session.execute(query).all()
    for row in rows:
        visitors.setdefault(row.id, set()).add(row.account_id)
    for row in {row.id: row for row in rows}.values():
        day = day_of(row.planned_at)
        is_over = day < today
        yield WorkItem(
            kind=WorkKind.VISIT_REPORT if is_over else WorkKind.VISIT,
            subject="visit",
            subject_id=row.id,
            since=day,
            due=day + timedelta(days=REPORT_AFTER_DAYS) if is_over else day,
            who=frozenset(visitors[row.id]),
            household_id=row.household_id,
            endpoint="visits.visit",
            args={"visit_id": row.id},
        )


def _to_decide(session: Session, answer: timedelta) -> Iterator[WorkItem]:
    query = select(HomeVisit.id, HomeVisit.household_id, HomeVisit.reported_at).where(
        HomeVisit.status == REPORTED, HomeVisit.reported_at.is_not(None)
    )
    for row in session.execute(query):
        since = day_of(row.reported_at)
        yield WorkItem(
            kind=WorkKind.VISIT_DECISION,
            subject="visit",
            subject_id=row.id,
            since=since,
            due=since + answer,
            household_id=row.household_id,
            endpoint="visits.decision",
            args={"visit_id": row.id},
        )


def _actions(session: Session) -> Iterator[WorkItem]:
    query = (
        select(
            VisitAction.id,
            VisitAction.visit_id,
            VisitAction.owner_id,
            VisitAction.due_on,
            HomeVisit.household_id,
        )
        .join(HomeVisit, HomeVisit.id == VisitAction.visit_id)
        .where(VisitAction.done_on.is_(None), VisitAction.owner_id.is_not(None))
    )
    for row in session.execute(query):
        yield WorkItem(
            kind=WorkKind.VISIT_ACTION,
            subject="visit_action",
            subject_id=row.id,
            since=row.due_on - AHEAD,
            due=row.due_on,
            who=frozenset({row.owner_id}),
            team=Role.REFERRER,
            household_id=row.household_id,
            endpoint="visits.visit",
            args={"visit_id": row.visit_id},
        )
