"""Once a day: remind visitors of a report that is late, and owners of actions that fall due."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload, sessionmaker

from matcher import outbox
from matcher.database.session import transaction
from matcher.database.visits import HomeVisit, VisitAction, VisitVisitor
from matcher.visits.candidates import midnight
from matcher.visits.holding import impression_ids
from matcher.visits.notices import when
from matcher.visits.rules import HELD, PLANNED

REPORT_AFTER_DAYS = 2  # two evenings to write an impression down while it is fresh
ACTION_BEFORE_DAYS = 2


def run(factory: sessionmaker[Session], today: date) -> int:
    """Post the reminders that are due by ``today``, each once; return how many rows."""
    with transaction(factory) as session:
        return _late_reports(session, today) + _due_actions(session, today)


def _late_reports(session: Session, today: date) -> int:
    query = (
        select(HomeVisit)
        .where(
            HomeVisit.status.in_((PLANNED, HELD)),
            HomeVisit.planned_at < midnight(today - timedelta(days=REPORT_AFTER_DAYS - 1)),
            HomeVisit.reminded_on.is_(None),
        )
        .options(selectinload(HomeVisit.visitors).joinedload(VisitVisitor.account))
        .order_by(HomeVisit.id)
    )
    late = session.scalars(query).all()
    for visit in late:
        written = impression_ids(visit)
        slow = [one for one in visit.visitors if one.account_id not in written]
        for visitor in slow or visit.visitors:
            account = visitor.account
            outbox.post(
                session, account.email, "visit_report_due", account.language,
                once=f"visit:{visit.id}:report:{account.id}:{today}",
                visit=visit.id, planned_on=when(visit)["planned_on"],
            )  # fmt: skip
        visit.reminded_on = today
    return len(late)


def _due_actions(session: Session, today: date) -> int:
    query = (
        select(VisitAction)
        .where(
            VisitAction.done_on.is_(None),
            VisitAction.owner_id.is_not(None),
            VisitAction.due_on <= today + timedelta(days=ACTION_BEFORE_DAYS),
            VisitAction.reminded_on.is_(None),
        )
        .options(joinedload(VisitAction.owner))
        .order_by(VisitAction.id)
    )
    due = session.scalars(query).all()
    for action in due:
        if action.owner is not None and action.owner.is_active:
            outbox.post(
                session, action.owner.email, "visit_action_due", action.owner.language,
                once=f"visit:action:{action.id}:{today}",
                visit=action.visit_id, due_on=action.due_on.isoformat(),
            )  # fmt: skip
        action.reminded_on = today
    return len(due)
