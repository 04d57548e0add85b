"""What a home visit does to the status of a household: visited, approved, refused.

The status follows the visit and nothing else: the arrows have no role, so that no button and no
form can go along them. Who may decide on a visit is in ``matcher.visits.decision``.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from matcher import outbox
from matcher.audit import Actor
from matcher.database.hosting import HouseholdHandling
from matcher.database.hosts import Household
from matcher.database.visits import HomeVisit
from matcher.errors import StepNotAllowed
from matcher.hosts.rules import APPROVE, REFUSE, STEPS, VISIT
from matcher.hosts.stepping_back import step_back
from matcher.inforce import policy_in_force
from matcher.transition import take_step
from matcher.words import VisitAdvice, VisitStatus


def mark_visited(session: Session, actor: Actor, household: Household, today: date) -> None:
    """The report of the first visit is done; from today the days count until the host hears."""
    take_step(session, actor, household, STEPS, VISIT, household.version, follows=True)
    _promise(session, household, today + timedelta(days=policy_in_force().before.answer_days))


def approve(session: Session, actor: Actor, household: Household, visit: HomeVisit) -> None:
    """Let the household take part.

    Raises:
        StepNotAllowed: ``visit`` is not this household's, or was not decided so by ``actor``.
    """
    _require(visit, household, actor, VisitAdvice.APPROVE)
    take_step(
        session, actor, household, STEPS, APPROVE, household.version,
        follows=True, reason=visit.ground,
    )  # fmt: skip
    _promise(session, household, None)
    tell_outcome(session, household)


def refuse(session: Session, actor: Actor, household: Household, visit: HomeVisit) -> None:
    """Refuse the household for the reason of the decision; what is under way for its rooms ends.

    Raises:
        StepNotAllowed: as `approve`.
    """
    _require(visit, household, actor, VisitAdvice.REFUSE)
    step_back(session, actor, household, "household.refused")
    take_step(
        session, actor, household, STEPS, REFUSE, household.version,
        follows=True, reason=visit.reason,
    )  # fmt: skip
    _promise(session, household, None)
    tell_outcome(session, household)


def _require(visit: HomeVisit, household: Household, actor: Actor, decision: VisitAdvice) -> None:
    is_so = (
        visit.household_id == household.id
        and visit.status == VisitStatus.DECIDED
        and visit.decision == decision
        and visit.decided_by_id == actor.account_id
    )
    if not is_so:
        raise StepNotAllowed(STEPS.subject, str(household.status), str(decision))


def _promise(session: Session, household: Household, day: date | None) -> None:
    """Keep the day by which the host hears from us; None: the host has heard."""
    kept = session.get(HouseholdHandling, household.id)
    if kept is None:
        session.add(HouseholdHandling(household_id=household.id, next_step_on=day))
    else:
        kept.next_step_on = day
    session.flush()


def tell_outcome(session: Session, household: Household) -> None:
    """Mail that the household is approved or refused."""
    language = household.account.language if household.account else "nl"
    template = f"host_{household.status.value}"
    outbox.post(
        session, household.email, template, language,
        about=("household", household.id), reference=household.reference,
    )  # fmt: skip
