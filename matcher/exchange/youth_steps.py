"""What a step of a stored youth asks that a file brings: a whole dossier before a match."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.cases.gaps import Gap, gaps_of
from matcher.database.youths import NeedProfile, Youth
from matcher.exchange import status_steps
from matcher.exchange.column import Text
from matcher.exchange.context import Context
from matcher.exchange.youth_plans import YouthPlan
from matcher.inforce import policy_in_force
from matcher.words import YouthStatus
from matcher.youths.rules import MAKE_READY, STEPS
from matcher.youths.service import change_status

STATUS = "status"


def judge(context: Context, plans: Sequence[YouthPlan]) -> None:
    """Report the steps that nobody can take by a file, or not with what the dossier lacks."""
    for plan, stored, step in status_steps.moving(plans, STEPS):
        if not context.may_touch(stored.municipality_code):
            continue
        if step is None:
            context.report(plan.row, STATUS, _why_not(stored.status, plan.new_status))
        elif step.action == MAKE_READY and (missing := _missing(context, plan, stored)):
            context.report(plan.row, STATUS, "not_ready_yet", missing=_listed(missing))


def take(session: Session, actor: Actor, plans: Sequence[YouthPlan], today: date) -> None:
    def change(youth_id: int, action: str, version: int) -> None:
        change_status(session, actor, youth_id, action, version, today=today)

    status_steps.take(plans, STEPS, change)


def _why_not(now: YouthStatus, wanted: str) -> str:
    """Return the code of the problem that names what to do instead."""
    if now == YouthStatus.PLACED:
        return "youth_is_placed"
    return "placed_by_file" if wanted == YouthStatus.PLACED else "no_step_of_youth"


def _missing(context: Context, plan: YouthPlan, stored: Youth) -> tuple[Gap, ...]:
    """Return what the dossier lacks once the file is saved: it may bring just that."""
    after = Youth(
        id=stored.id,
        **{
            name: plan.changed.get(name) or getattr(stored, name)
            for name in ("birth_date", "ready_on", "consent_at")
        },
    )  # never added to the session: nothing of it is stored
    exception = plan.changed_needs.get("age_exception", stored.needs.age_exception)
    after.needs = NeedProfile(age_exception=exception)
    return gaps_of(context.session, after, context.today, policy_in_force())


def _listed(missing: Sequence[Gap]) -> Text:
    return Text(", ".join(gap.nl for gap in missing), ", ".join(gap.en for gap in missing))
