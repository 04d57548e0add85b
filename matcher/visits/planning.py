"""Plan a home visit with two visitors of two organisations, change it, or call it off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from matcher import outbox
from matcher.audit import Actor, record
from matcher.database.accounts import Account
from matcher.database.hosts import Household
from matcher.database.visits import HomeVisit, Visitor, VisitVisitor
from matcher.errors import NotFound, StepNotAllowed
from matcher.text_rules import require_no_bsn
from matcher.transition import take_step
from matcher.visits.candidates import (
    candidates,
    day_of,
    deciders,
    visitors_for_this_decision,
)
from matcher.visits.holding import held_household, held_visit, visitor_ids
from matcher.visits.notices import tell_household, tell_visitors
from matcher.visits.refusals import PairRefused
from matcher.visits.rules import CANCEL, MOVE, OPEN, STEPS, VISITABLE
from matcher.visits.rules.pairing import Pair, pair_of
from matcher.words import HostStepReason


@dataclass(frozen=True, kw_only=True)
class Plan:
    """``pair_reason``: why these two, where something speaks against them."""

    planned_at: datetime
    minutes: int
    visitors: tuple[int, int]
    pair_reason: str = ""


def open_visit(session: Session, household_id: int) -> HomeVisit | None:
    """Return the visit of this household that is not decided or called off yet."""
    query = select(HomeVisit).where(
        HomeVisit.household_id == household_id, HomeVisit.status.in_(OPEN)
    )
    return session.scalars(query).first()


def plan_visit(
    session: Session, actor: Actor, household_id: int, plan: Plan, moment: datetime
) -> HomeVisit:
    """Plan the next visit to a household, and tell the household who comes.

    A moment that is past is a visit that took place already: nobody is told.

    Raises:
        NotFound: no such household, or somebody who makes no visits.
        PairRefused: the two cannot go, or not without a reason.
        StepNotAllowed: the registration has ended, or a visit is planned already.
        TextRefused: the reason holds a citizen service number.
    """
    household = held_household(session, household_id)
    present = open_visit(session, household_id)
    if household.status not in VISITABLE or present is not None:
        at = present.status if present is not None else household.status
        raise StepNotAllowed("visit", str(at), "plan")
    pair = checked_pair(session, household, plan)
    last = select(func.max(HomeVisit.number)).where(HomeVisit.household_id == household_id)
    visit = HomeVisit(
        household=household,
        number=(session.scalar(last) or 0) + 1,
        planned_at=plan.planned_at,
        minutes=plan.minutes,
        planned_by_id=actor.account_id,
        pair_reason=_kept_reason(plan, pair),
    )
    session.add(visit)
    session.flush()
    _set_visitors(session, visit, plan.visitors)
    record(
        session, actor, "visit.plan", visit.id,
        number=visit.number, household=household_id, objections=[str(c) for c in pair.objections],
    )  # fmt: skip
    outbox.take_back(session, f"visit:again:{household_id}:")
    tell_household(session, visit, "visit_notice", moment)
    tell_visitors(session, visit, "visitor_asked", plan.visitors, moment)
    return visit


def move_visit(
    session: Session, actor: Actor, visit_id: int, version: int, plan: Plan, moment: datetime
) -> HomeVisit:
    """Change moment or visitors of a planned visit; household and visitors are told.

    Raises:
        NotFound, PairRefused, TextRefused: as `plan_visit`.
        Stale: somebody else changed it first.
        StepNotAllowed: the visit has taken place, or was called off.
    """
    visit = held_visit(session, visit_id)
    before = visitor_ids(visit)
    pair = checked_pair(session, visit.household, plan, but=visit.id)
    visit.planned_at, visit.minutes = plan.planned_at, plan.minutes
    visit.pair_reason = _kept_reason(plan, pair)
    visit.reminded_on = None
    flag_modified(visit, "planned_at")  # other visitors alone are a change too
    take_step(
        session, actor, visit, STEPS, MOVE, version,
        household=visit.household_id, objections=[str(code) for code in pair.objections],
    )  # fmt: skip
    _set_visitors(session, visit, plan.visitors)
    outbox.take_back(session, f"visit:{visit.id}:report:")
    tell_household(session, visit, "visit_moved", moment)
    tell_visitors(session, visit, "visitor_asked", plan.visitors, moment)
    tell_visitors(session, visit, "visitor_off", before - set(plan.visitors), moment)
    return visit


def cancel_visit(
    session: Session,
    actor: Actor,
    visit_id: int,
    version: int,
    why: HostStepReason,
    explanation: str,
    moment: datetime,
) -> HomeVisit:
    """Call a visit off, also one of which only one visitor wrote down an impression.

    Raises:
        NotFound, Stale, StepNotAllowed, TextRefused: as `move_visit`.
    """
    require_no_bsn("explanation", explanation)
    visit = held_visit(session, visit_id)
    visit.reason, visit.explanation = why, explanation
    take_step(
        session, actor, visit, STEPS, CANCEL, version,
        household=visit.household_id, reason=str(why),
    )  # fmt: skip
    outbox.take_back(session, f"visit:{visit.id}:report:")
    tell_household(session, visit, "visit_cancelled", moment)
    tell_visitors(session, visit, "visitor_off", visitor_ids(visit), moment)
    return visit


def checked_pair(session: Session, household: Household, plan: Plan, but: int = 0) -> Pair:
    """Return the pair of ``plan`` with its objections.

    Raises:
        NotFound: one of them is not available for visits.
        PairRefused: it cannot go, or needs a reason that is not given.
        TextRefused: the reason holds a citizen service number.
    """
    require_no_bsn("pair_reason", plan.pair_reason)
    # Held, so that nobody is sent to two homes at once by two people who plan at the same time.
    session.scalars(
        select(Visitor)
        .where(Visitor.account_id.in_(plan.visitors))
        .order_by(Visitor.account_id)
        .with_for_update()
    ).all()
    known = {
        person.account_id: person
        for person in candidates(session, household, plan.planned_at, plan.minutes, but)
    }
    for account_id in plan.visitors:
        if account_id not in known:
            raise NotFound("visitor", account_id)
    first, second = (known[account_id] for account_id in plan.visitors)
    third = deciders(session, household, day_of(plan.planned_at)) - visitors_for_this_decision(
        session, household.id, but
    )
    pair = pair_of(first, second, day_of(plan.planned_at), third)
    if not pair.is_possible or (pair.objections and not plan.pair_reason.strip()):
        raise PairRefused(pair.objections)
    return pair


def _kept_reason(plan: Plan, pair: Pair) -> str:
    """A reason is kept only where there was something to set aside."""
    return plan.pair_reason.strip() if pair.objections else ""


def _set_visitors(session: Session, visit: HomeVisit, wanted: tuple[int, int]) -> None:
    """Write down who goes, and for which organisation: a person may change jobs afterwards."""
    for visitor in list(visit.visitors):
        if visitor.account_id not in wanted:
            visit.visitors.remove(visitor)
    for account_id in sorted(set(wanted) - visitor_ids(visit)):
        account = session.get_one(Account, account_id)
        visit.visitors.append(
            VisitVisitor(
                account=account, account_id=account_id, organisation_id=account.organisation_id
            )
        )
    session.flush()
