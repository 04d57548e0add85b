"""Approve or refuse a host, or ask for a second visit: by somebody who did not visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from matcher import outbox
from matcher.audit import Actor
from matcher.clock import day_of
from matcher.database.visits import HomeVisit
from matcher.documents.service import missing_papers
from matcher.errors import StepNotAllowed
from matcher.hosts import approval
from matcher.hosts.reasons import require_possible
from matcher.hosts.rules import REFUSE
from matcher.text_rules import require_no_bsn
from matcher.transition import take_step
from matcher.visits.candidates import deciders, visitors_for_this_decision
from matcher.visits.holding import held_visit, visitor_ids
from matcher.visits.notices import language_of
from matcher.visits.refusals import DecidesOwnVisit, NotAVisitor, StillLacking
from matcher.visits.rules import DECIDE, STEPS, VISITABLE, Lacking
from matcher.words import ApprovalGround, HostStepReason, HouseholdStatus, VisitAdvice


@dataclass(frozen=True, kw_only=True)
class Decision:
    """``ground`` of an approval, ``reason`` of a refusal; ``explanation`` where it differs from
    what the visitors advised."""

    outcome: VisitAdvice
    ground: ApprovalGround | None = None
    reason: HostStepReason | None = None
    explanation: str = ""


def decide(
    session: Session,
    actor: Actor,
    visit_id: int,
    version: int,
    decision: Decision,
    moment: datetime,
) -> HomeVisit:
    """Decide on a visit of which the report is done, and take the household along.

    Raises:
        NotFound: there is no such visit.
        DecidesOwnVisit: this person was at the home for this decision.
        NotAVisitor: this person has nothing to decide in the region of the home.
        StillLacking: a paper that approving demands, or an explanation.
        ReasonCannotApply: the reason is no reason to refuse somebody who was visited.
        Stale, StepNotAllowed: somebody decided already, or the host stopped meanwhile.
        TextRefused: the explanation holds a citizen service number.
    """
    require_no_bsn("explanation", decision.explanation)
    visit = held_visit(session, visit_id)
    require_third_person(session, visit, actor, day_of(moment))
    _require_complete(session, visit, decision, moment)
    visit.decision, visit.ground, visit.reason = _coded(decision)
    visit.explanation = decision.explanation.strip()
    visit.decided_by_id, visit.decided_at = actor.account_id, moment
    take_step(
        session, actor, visit, STEPS, DECIDE, version, household=visit.household_id,
        decision=decision.outcome.value, reason=str(visit.reason) if visit.reason else None,
    )  # fmt: skip
    outbox.take_back(session, f"visit:{visit.id}:to_decide:")
    _follow(session, actor, visit)
    return visit


def _coded(
    decision: Decision,
) -> tuple[VisitAdvice, ApprovalGround | None, HostStepReason | None]:
    """A refusal has a reason and an approval a ground; a second visit has neither."""
    is_approval = decision.outcome == VisitAdvice.APPROVE
    is_refusal = decision.outcome == VisitAdvice.REFUSE
    if (is_approval and decision.ground is None) or (is_refusal and decision.reason is None):
        raise StillLacking([Lacking.REASON])
    return (
        decision.outcome,
        decision.ground if is_approval else None,
        decision.reason if is_refusal else None,
    )


def require_third_person(session: Session, visit: HomeVisit, actor: Actor, today: date) -> None:
    """Do nothing for a coordinator of the region who did not visit for this decision.

    The database has a guard of its own for the visitors of the visit itself.
    """
    visited = visitors_for_this_decision(session, visit.household_id) | visitor_ids(visit)
    if actor.account_id in visited:
        raise DecidesOwnVisit
    if actor.account_id not in deciders(session, visit.household, today):
        raise NotAVisitor


def _require_complete(
    session: Session, visit: HomeVisit, decision: Decision, moment: datetime
) -> None:
    differs = visit.advice is not None and visit.advice != decision.outcome
    what = [Lacking.EXPLANATION] if differs and not decision.explanation.strip() else []
    if decision.outcome == VisitAdvice.REFUSE:
        require_possible(session, visit.household, REFUSE, decision.reason)
    papers = []
    if decision.outcome == VisitAdvice.APPROVE:
        papers = missing_papers(session, visit.household_id, day_of(moment))
    if what or papers:
        raise StillLacking(what, papers)


def _follow(session: Session, actor: Actor, visit: HomeVisit) -> None:
    """Let the status of the household follow the decision, and tell the household."""
    household = visit.household
    if household.status not in VISITABLE or household.status == HouseholdStatus.SIGNED_UP:
        raise StepNotAllowed("household", str(household.status), "decide")
    if visit.decision == VisitAdvice.SECOND_VISIT:
        _tell_again(session, visit)
    elif visit.decision == VisitAdvice.REFUSE:
        approval.refuse(session, actor, household, visit)
    elif household.status == HouseholdStatus.VISITED:
        approval.approve(session, actor, household, visit)


def _tell_again(session: Session, visit: HomeVisit) -> None:
    household = visit.household
    outbox.post(
        session, household.email, "visit_again", language_of(household),
        about=("household", household.id), reference=household.reference,
        once=f"visit:again:{household.id}:{visit.id}",
    )  # fmt: skip
