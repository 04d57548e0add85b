"""The own impression of a visitor: written once, before anything that others wrote is shown."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import outbox
from matcher.audit import Actor, record
from matcher.database.visits import HomeVisit, VisitImpression, VisitVisitor
from matcher.errors import StepNotAllowed
from matcher.text_rules import require_no_bsn
from matcher.transition import take_step
from matcher.visits.holding import held_visit, impression_ids, require_visitor
from matcher.visits.rules import HELD, HOLD, PLANNED, STEPS, has_begun, is_blind


def write_impression(
    session: Session, actor: Actor, visit_id: int, text: str, moment: datetime
) -> VisitImpression:
    """Keep what this visitor thought. It is not changed afterwards; more goes into the report.

    The first impression says that the visit took place.

    Raises:
        NotFound: there is no such visit.
        NotAVisitor: somebody else than the two visitors.
        StepNotAllowed: before the visit begins, a second time, or when the report is done.
        TextRefused: it holds a citizen service number.
    """
    require_no_bsn("impression", text)
    visit = held_visit(session, visit_id)
    account_id = require_visitor(visit, actor, who_wrote=False)
    is_open = visit.status in (PLANNED, HELD) and has_begun(visit.planned_at, moment)
    if not is_open or account_id in impression_ids(visit) or not text.strip():
        raise StepNotAllowed("visit", str(visit.status), "write an impression")
    impression = VisitImpression(account_id=account_id, text=text.strip(), written_at=moment)
    visit.impressions.append(impression)
    if visit.status == PLANNED:
        take_step(session, actor, visit, STEPS, HOLD, visit.version, household=visit.household_id)
    session.flush()
    outbox.take_back(session, f"visit:{visit.id}:report:{account_id}:")
    record(session, actor, "visit.write", visit.id)
    return impression


def is_blind_to(session: Session, account_id: int, household_id: int) -> bool:
    """Say whether this person is about to visit the home and may not see what others wrote."""
    visits = session.scalars(
        select(HomeVisit)
        .join(HomeVisit.visitors)
        .where(
            HomeVisit.household_id == household_id,
            VisitVisitor.account_id == account_id,
            HomeVisit.status.in_((PLANNED, HELD)),
        )
    )
    return any(
        is_blind(account_id, {account_id}, impression_ids(visit), visit.status) for visit in visits
    )
