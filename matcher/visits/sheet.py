"""What one person may read of one visit, now.

Somebody who is to visit, or did and wrote no impression yet, gets none of what others wrote: not
the other visitor's impression, not the checklist, not the report of this visit or an earlier one,
not the actions. It is left out here and not on the page, so that no page can show it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from matcher.access import Action, Principal, can
from matcher.database.hosts import Home
from matcher.database.visits import (
    HomeVisit,
    VisitAction,
    VisitAnswer,
    VisitImpression,
    VisitVisitor,
)
from matcher.visits.candidates import visitors_for_this_decision
from matcher.visits.holding import impression_ids, visitor_ids
from matcher.visits.impressions import is_blind_to
from matcher.visits.planning import open_visit
from matcher.visits.report import unanswered
from matcher.visits.rules import (
    HELD,
    OPEN,
    PLANNED,
    REPORTED,
    VISITABLE,
    Lacking,
    has_begun,
    lacking_for_report,
)
from matcher.words import (
    ApprovalGround,
    HostStepReason,
    HouseholdStatus,
    VisitAdvice,
    VisitStatus,
)


@dataclass(frozen=True)
class Notes:
    """What people wrote about one visit."""

    impressions: Sequence[VisitImpression] = ()
    answers: Sequence[VisitAnswer] = ()
    actions: Sequence[VisitAction] = ()
    debriefing: str = ""
    advice: VisitAdvice | None = None
    decision: VisitAdvice | None = None
    decided_by: str = ""
    decided_at: datetime | None = None
    ground: ApprovalGround | None = None
    reason: HostStepReason | None = None
    explanation: str = ""


NOTHING = Notes()


@dataclass(frozen=True)
class Earlier:
    """An earlier visit to the same home."""

    number: int
    planned_at: datetime
    visitors: Sequence[str]
    notes: Notes


@dataclass(frozen=True)
class Sheet:
    """One visit as one person sees it. ``may_…``: what that person can do now."""

    id: int
    number: int
    status: VisitStatus
    version: int
    planned_at: datetime
    minutes: int
    notice_at: datetime | None
    pair_reason: str
    visitors: Sequence[VisitVisitor]
    written: frozenset[int]
    household_id: int
    household_name: str
    household_reference: str
    household_phone: str
    household_status: HouseholdStatus
    homes: Sequence[Home]
    is_visitor: bool
    is_blind: bool
    has_begun: bool
    own: VisitImpression | None
    notes: Notes
    earlier: Sequence[Earlier]
    number_unanswered: int
    lacking: tuple[Lacking, ...]
    may_plan: bool
    may_plan_next: bool
    may_decide: bool
    visited_for_this: bool


def sheet(session: Session, who: Principal, visit: HomeVisit, moment: datetime) -> Sheet:
    """Return what ``who``, who reaches this visit, may read of it at ``moment``."""
    visitors, written = visitor_ids(visit), impression_ids(visit)
    is_visitor = who.account_id in visitors
    household = visit.household
    is_blind = is_blind_to(session, who.account_id, household.id)
    own = next((one for one in visit.impressions if one.account_id == who.account_id), None)
    visited = who.account_id in (visitors | visitors_for_this_decision(session, household.id))
    is_open = visit.status in (PLANNED, HELD)
    left = unanswered(visit)
    may_plan = can(who, Action.PLAN_VISIT, household)
    # Somebody from outside the region needs the way there, and no longer than for the visit.
    shows_where = may_plan or visit.status in OPEN
    return Sheet(
        id=visit.id,
        number=visit.number,
        status=visit.status,
        version=visit.version,
        planned_at=visit.planned_at,
        minutes=visit.minutes,
        notice_at=visit.notice_at,
        pair_reason=visit.pair_reason,
        visitors=tuple(visit.visitors),
        written=frozenset(written),
        household_id=household.id,
        household_name=household.contact_name,
        household_reference=household.reference,
        household_phone=household.phone if shows_where else "",
        household_status=household.status,
        homes=tuple(household.homes) if shows_where else (),
        is_visitor=is_visitor,
        is_blind=is_blind,
        has_begun=has_begun(visit.planned_at, moment),
        own=own,
        notes=NOTHING if is_blind else notes_of(visit),
        earlier=() if is_blind else _earlier(session, who, visit),
        number_unanswered=left,
        lacking=lacking_for_report(visitors, written, left) if is_open else (),
        may_plan=may_plan,
        may_plan_next=may_plan
        and household.status in VISITABLE
        and open_visit(session, household.id) is None,
        may_decide=visit.status == REPORTED
        and not visited
        and can(who, Action.DECIDE_VISIT, household),
        visited_for_this=visited,
    )


def notes_of(visit: HomeVisit) -> Notes:
    """Return everything that was written; only for who may read it all."""
    return Notes(
        impressions=tuple(visit.impressions),
        answers=tuple(visit.answers),
        actions=tuple(visit.actions),
        debriefing=visit.debriefing,
        advice=visit.advice,
        decision=visit.decision,
        decided_by=visit.decided_by.name if visit.decided_by else "",
        decided_at=visit.decided_at,
        ground=visit.ground,
        reason=visit.reason,
        explanation=visit.explanation,
    )


def _earlier(session: Session, who: Principal, visit: HomeVisit) -> list[Earlier]:
    """Return earlier visits to this home. A visitor from outside the region sees own ones only."""
    query = (
        select(HomeVisit)
        .where(HomeVisit.household_id == visit.household_id, HomeVisit.number < visit.number)
        .options(
            selectinload(HomeVisit.visitors).joinedload(VisitVisitor.account),
            selectinload(HomeVisit.impressions).joinedload(VisitImpression.account),
            selectinload(HomeVisit.answers),
            selectinload(HomeVisit.actions).joinedload(VisitAction.owner),
            joinedload(HomeVisit.decided_by),
        )
        .order_by(HomeVisit.number.desc())
    )
    return [
        Earlier(
            before.number,
            before.planned_at,
            tuple(visitor.account.name for visitor in before.visitors),
            notes_of(before),
        )
        for before in session.scalars(query)
        if can(who, Action.READ_VISIT, before)
    ]
