"""The one plan of a stay and its actions: refused when they are not SMART, done, moved or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from matcher import outbox
from matcher.audit import Actor, record
from matcher.careteam.people import locked_placement, owner_of, placement_of
from matcher.database.living import Plan, PlanAction
from matcher.database.placements import Placement
from matcher.errors import Incomplete, MatcherError, NotFound, Stale, StepNotAllowed
from matcher.plans.rules import Wanted, missing
from matcher.text_rules import require_no_bsn
from matcher.words import ActionStatus, CoreActivity, LifeDomain, PlacementStatus, Side

REVIEW_DAYS = 91  # until somebody sets another day: look at the plan every quarter


class PlanRefused(MatcherError):
    """``problem``: 'review' (not a day to come) or 'due' (a day that is past)."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"the plan cannot be like this: {problem}")
        self.problem = problem


def plan_of(session: Session, placement_id: int) -> Plan | None:
    return session.scalars(select(Plan).where(Plan.placement_id == placement_id)).one_or_none()


def open_actions(
    session: Session, placement_id: int, side: Side | None = None
) -> Sequence[PlanAction]:
    """Return the open actions of a stay (of one side), the first that is due first."""
    query = (
        select(PlanAction)
        .join(Plan)
        .where(Plan.placement_id == placement_id, PlanAction.status == ActionStatus.OPEN)
    )
    if side is not None:
        query = query.where(PlanAction.owner_side == side)
    return session.scalars(query.order_by(PlanAction.due_on, PlanAction.id)).all()


def make_plan(
    session: Session,
    actor: Actor,
    placement_id: int,
    goal: str,
    review_on: date | None,
    today: date,
) -> Plan:
    """Make the plan of a stay, or return the one there is: there is never a second one.

    Raises:
        NotFound: no such placement. StepNotAllowed: the stay is over.
        PlanRefused: 'review'. TextRefused: the goal holds a citizen service number.
    """
    require_no_bsn("goal", goal)
    placement = locked_placement(session, placement_id)
    _require_going_on(placement)
    found = plan_of(session, placement_id)
    if found is not None:
        return found
    review = review_on or today + timedelta(days=REVIEW_DAYS)
    if review <= today:
        raise PlanRefused("review")
    plan = Plan(
        placement_id=placement_id, youth_id=placement.youth_id, goal=goal.strip(), review_on=review
    )
    session.add(plan)
    session.flush()
    record(session, actor, "plan.make", placement_id, review_on=review.isoformat())
    return plan


def change_plan(
    session: Session,
    actor: Actor,
    plan_id: int,
    version: int,
    goal: str,
    review_on: date,
    today: date,
) -> Plan:
    """Change the goal, or the day to look at the plan again.

    Raises:
        NotFound, Stale, PlanRefused, TextRefused.
    """
    require_no_bsn("goal", goal)
    plan = session.get(Plan, plan_id)
    if plan is None:
        raise NotFound("plan", plan_id)
    _require_version("plan", plan, version)
    if review_on <= today:
        raise PlanRefused("review")
    plan.goal, plan.review_on = goal.strip(), review_on
    _flush(session, "plan", plan)
    record(session, actor, "plan.change", plan.placement_id, review_on=review_on.isoformat())
    return plan


def add_action(
    session: Session,
    actor: Actor,
    placement_id: int,
    wanted: Wanted,
    today: date,
    *,
    owner_id: int | None = None,
    domain: LifeDomain | None = None,
    activity: CoreActivity | None = None,
    meeting_id: int | None = None,
) -> PlanAction:
    """Add an action to the plan of a stay; makes the plan when there is none yet.

    ``owner_id``: the account that does it; None: whoever stands for ``wanted.owner``.

    Raises:
        Incomplete: it lacks a measure, an owner or a day, or its day is past; says which.
        NotFound: no such placement. StepNotAllowed: the stay is over.
        TextRefused: a text holds a citizen service number.
    """
    for name, text in (("what", wanted.what), ("measured_by", wanted.measured_by)):
        require_no_bsn(name, text)
    side, due_on = _who_and_when(wanted, placement_id, today)
    plan = make_plan(session, actor, placement_id, "", None, today)
    owner = owner_of(session, placement_of(session, placement_id), side)
    action = PlanAction(
        plan_id=plan.id,
        what=wanted.what.strip(),
        measured_by=wanted.measured_by.strip(),
        owner_side=side,
        owner_id=owner_id or (owner.id if owner is not None else None),
        due_on=due_on,
        domain=domain,
        activity=activity,
        meeting_id=meeting_id,
    )
    session.add(action)
    session.flush()
    record(
        session, actor, "plan.add", placement_id,
        item=action.id, owner=side.value, due_on=due_on.isoformat(),
    )  # fmt: skip
    return action


def _who_and_when(wanted: Wanted, placement_id: int, today: date) -> tuple[Side, date]:
    """Return the owner and the day of an action that lacks nothing. Raises Incomplete."""
    lacks = missing(wanted, today)
    if lacks or wanted.owner is None or wanted.due_on is None:
        raise Incomplete("action", placement_id, lacks)
    return wanted.owner, wanted.due_on


def finish_action(
    session: Session, actor: Actor, action_id: int, version: int, today: date
) -> PlanAction:
    """Say that an action is done.

    Raises:
        NotFound, Stale. StepNotAllowed: it is not open.
    """
    action = _open(session, action_id, version, "finish")
    action.status, action.done_on = ActionStatus.DONE, today
    _flush(session, "action", action)
    record(session, actor, "plan.finish", action.plan.placement_id, item=action.id)
    return action


def drop_action(session: Session, actor: Actor, action_id: int, version: int) -> PlanAction:
    """Take an action out of the plan: it is not needed any more.

    Raises:
        NotFound, Stale. StepNotAllowed: it is not open.
    """
    action = _open(session, action_id, version, "drop")
    action.status = ActionStatus.DROPPED
    _flush(session, "action", action)
    record(session, actor, "plan.drop", action.plan.placement_id, item=action.id)
    return action


def move_action(
    session: Session, actor: Actor, action_id: int, version: int, due_on: date, today: date
) -> PlanAction:
    """Agree on another day; asking after it begins anew from that day.

    Raises:
        NotFound, Stale. StepNotAllowed: it is not open. PlanRefused: 'due'.
    """
    action = _open(session, action_id, version, "move")
    if due_on < today:
        raise PlanRefused("due")
    action.due_on = due_on
    action.chased_on, action.number_of_chases, action.escalated_on = None, 0, None
    _flush(session, "action", action)
    record(session, actor, "plan.move", action.plan.placement_id,
           item=action.id, due_on=due_on.isoformat())  # fmt: skip
    return action


def drop_what_is_open(session: Session, actor: Actor, placement: Placement) -> int:
    """Drop the open actions of a stay that is over; what goes on is in the future plan."""
    found = open_actions(session, placement.id)
    for action in found:
        drop_action(session, actor, action.id, action.version)
    return len(found)


def _open(session: Session, action_id: int, version: int, verb: str) -> PlanAction:
    action = session.get(PlanAction, action_id)
    if action is None:
        raise NotFound("action", action_id)
    _require_version("action", action, version)
    if action.status != ActionStatus.OPEN:
        raise StepNotAllowed("action", str(action.status), verb)
    _take_back_mail(session, action)
    return action


def _take_back_mail(session: Session, action: PlanAction) -> None:
    """No reminder of what is settled now, unless another action of that day is in the same mail."""
    also = select(PlanAction.id).where(
        PlanAction.plan_id == action.plan_id,
        PlanAction.due_on == action.due_on,
        PlanAction.status == ActionStatus.OPEN,
        PlanAction.id != action.id,
    )
    if session.scalars(also.limit(1)).first() is None:
        outbox.take_back(session, f"plan:{action.plan_id}:{action.due_on}:")


def _require_version(subject: str, row: Plan | PlanAction, version: int) -> None:
    if row.version != version:
        raise Stale(subject, row.id)


def _require_going_on(placement: Placement) -> None:
    if placement.status in (PlacementStatus.ENDED, PlacementStatus.CANCELLED):
        raise StepNotAllowed("placement", str(placement.status), "plan")


def _flush(session: Session, subject: str, row: Plan | PlanAction) -> None:
    try:
        session.flush()
    except StaleDataError as error:
        raise Stale(subject, row.id) from error
