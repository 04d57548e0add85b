"""A file may say how far a stored host is now: only along an arrow that a coordinator may take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.database.hosts import Household
from matcher.exchange.context import Context
from matcher.exchange.host_plans import HouseholdPlan
from matcher.hosts.rules import STEPS
from matcher.hosts.service import change_status
from matcher.hosts.stepping_back import met_by
from matcher.steps import Step
from matcher.words import HouseholdStatus, Role

STATUS = "household_status"


def judge(context: Context, plans: Sequence[HouseholdPlan]) -> None:
    """Report the steps that nobody can take by a file, or not while somebody lives there."""
    for plan, stored in _moving(plans):
        if not all(context.may_touch(home.municipality_code) for home in stored.homes):
            continue
        step = _step(plan, stored)
        if step is None:
            context.report(plan.draft.row, STATUS, "no_step_to_status")
        elif step.unmet(met_by(context.session, stored), None):
            context.report(plan.draft.row, STATUS, "somebody_lives_there")


def take(session: Session, actor: Actor, plans: Sequence[HouseholdPlan]) -> None:
    """Take the steps, each as by its button: what is under way ends, and everybody hears it."""
    for plan, stored in sorted(_moving(plans), key=lambda moving: moving[1].id):
        if step := _step(plan, stored):
            change_status(session, actor, stored.id, step.action, stored.version)


def _moving(plans: Sequence[HouseholdPlan]) -> Iterator[tuple[HouseholdPlan, Household]]:
    return ((plan, plan.stored) for plan in plans if plan.stored is not None and plan.new_status)


def _step(plan: HouseholdPlan, stored: Household) -> Step[HouseholdStatus] | None:
    return STEPS.between(stored.status, HouseholdStatus(str(plan.new_status)), Role.COORDINATOR)
