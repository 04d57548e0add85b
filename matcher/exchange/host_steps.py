"""What a step of a stored host asks that a file brings: nobody may live there when it ends."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.exchange import status_steps
from matcher.exchange.context import Context
from matcher.exchange.host_plans import HouseholdPlan
from matcher.hosts.rules import STEPS
from matcher.hosts.service import change_status
from matcher.hosts.stepping_back import met_by

STATUS = "household_status"


def judge(context: Context, plans: Sequence[HouseholdPlan]) -> None:
    """Report the steps that nobody can take by a file, or not while somebody lives there."""
    for plan, stored, step in status_steps.moving(plans, STEPS):
        if not all(context.may_touch(home.municipality_code) for home in stored.homes):
            continue
        if step is None:
            context.report(plan.draft.row, STATUS, "no_step_to_status")
        elif step.unmet(met_by(context.session, stored), None):
            context.report(plan.draft.row, STATUS, "somebody_lives_there")


def take(session: Session, actor: Actor, plans: Sequence[HouseholdPlan]) -> None:
    status_steps.take(plans, STEPS, partial(change_status, session, actor))
