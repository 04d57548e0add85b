"""Load a household or a visit and hold it, so that two people who act at once act in turn."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.database.hosts import Household
from matcher.database.visits import HomeVisit
from matcher.errors import NotFound
from matcher.visits.refusals import ImpressionFirst, NotAVisitor


def held_household(session: Session, household_id: int) -> Household:
    """Return the household as it is now, locked (PostgreSQL; SQLite lets one write at a time).

    Raises:
        NotFound: there is no such household.
    """
    household = session.get(
        Household,
        household_id,
        with_for_update={"key_share": True, "of": Household},
        execution_options={"populate_existing": True},
    )
    if household is None:
        raise NotFound("household", household_id)
    return household


def held_visit(session: Session, visit_id: int) -> HomeVisit:
    """Return the visit as it is now, with its household locked.

    Raises:
        NotFound: there is no such visit.
    """
    visit = session.get(HomeVisit, visit_id)
    if visit is None:
        raise NotFound("visit", visit_id)
    held_household(session, visit.household_id)
    session.refresh(visit)
    return visit


def visitor_ids(visit: HomeVisit) -> set[int]:
    return {visitor.account_id for visitor in visit.visitors}


def impression_ids(visit: HomeVisit) -> set[int]:
    return {impression.account_id for impression in visit.impressions}


def require_visitor(visit: HomeVisit, actor: Actor, *, who_wrote: bool = True) -> int:
    """Return the account of ``actor``, who is one of the two visitors.

    Raises:
        NotAVisitor: it is somebody else.
        ImpressionFirst: ``who_wrote``, and the own impression is not there yet.
    """
    account_id = actor.account_id
    if account_id is None or account_id not in visitor_ids(visit):
        raise NotAVisitor
    if who_wrote and account_id not in impression_ids(visit):
        raise ImpressionFirst
    return account_id
