"""Each day: remind owners of actions, ask again when they are late, pass on what stays undone."""

from __future__ import annotations

import logging
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from matcher.audit import PROGRAM, record
from matcher.careteam.people import (
    GOING_ON,
    both_of_team,
    placement_of,
    responsible_people,
    tell,
)
from matcher.database.accounts import Account
from matcher.database.living import Plan, PlanAction
from matcher.database.placements import Placement
from matcher.database.session import reading, transaction
from matcher.inforce import policy_in_force
from matcher.plans.rules import Chasing, Nudge, nudge
from matcher.plans.service import drop_action
from matcher.policy import Policy
from matcher.words import ActionStatus, Side

log = logging.getLogger(__name__)


def chasing(policy: Policy) -> Chasing:
    after = policy.after
    return Chasing(after.action_remind_days, after.action_chase_days, after.action_escalate_days)


def run(factory: sessionmaker[Session], today: date) -> int:
    """Nudge what is due by ``today``, each in a transaction of its own; return how many.

    Actions of a stay that is over, or that never began, are dropped first: nobody asks after them.
    """
    dropped = _drop_what_is_over(factory)
    how = chasing(policy_in_force())
    query = select(PlanAction.id).where(
        PlanAction.status == ActionStatus.OPEN,
        PlanAction.due_on <= today + timedelta(days=how.remind_days),
    )
    with reading(factory) as session:
        found = list(session.scalars(query.order_by(PlanAction.id)))
    return dropped + sum(_nudge(factory, key, how, today) for key in found)


def _drop_what_is_over(factory: sessionmaker[Session]) -> int:
    query = (
        select(PlanAction.id)
        .join(Plan, Plan.id == PlanAction.plan_id)
        .join(Placement, Placement.id == Plan.placement_id)
        .where(PlanAction.status == ActionStatus.OPEN, Placement.status.not_in(GOING_ON))
    )
    with reading(factory) as session:
        found = list(session.scalars(query.order_by(PlanAction.id)))
    for key in found:
        with transaction(factory) as session:
            action = session.get_one(PlanAction, key)
            if action.status == ActionStatus.OPEN:
                drop_action(session, PROGRAM, key, action.version)
    return len(found)


def _nudge(factory: sessionmaker[Session], action_id: int, how: Chasing, today: date) -> int:
    try:
        with transaction(factory) as session:
            action = session.get_one(PlanAction, action_id)
            if action.status != ActionStatus.OPEN:
                return 0
            kind = nudge(
                action.due_on,
                today,
                how,
                last_nudged_on=action.chased_on,
                number_of_chases=action.number_of_chases,
                is_escalated=action.escalated_on is not None,
            )
            if kind is None:
                return 0
            _note(action, kind, how, today)
            session.flush()
            placement_id = action.plan.placement_id
            record(session, PROGRAM, f"plan.{kind}", placement_id, item=action.id)
            _tell(session, action, kind, placement_of(session, placement_id), today)
    except StaleDataError:
        log.info("action %s was changed meanwhile", action_id)
        return 0
    return 1


def _note(action: PlanAction, kind: Nudge, how: Chasing, today: date) -> None:
    action.chased_on = today
    if kind != Nudge.REMIND:
        action.number_of_chases = (today - action.due_on).days // how.chase_days
    if kind == Nudge.ESCALATE:
        action.escalated_on = today


def _tell(
    session: Session, action: PlanAction, kind: Nudge, placement: Placement, today: date
) -> None:
    """Ask the owner; where the owner cannot be reached by mail, the team asks in person.

    Actions of one plan that are due on one day are asked after in one mail.
    """
    if kind == Nudge.ESCALATE:
        people = both_of_team(session, placement)
    else:
        people = _owners(session, action, placement, today)
    earlier = f"plan:{action.plan_id}:{action.due_on}:"
    for account in people:
        tell(session, account, f"action_{kind}", placement.id,
             once=f"{earlier}{kind}:{today}", instead_of=earlier,
             due_on=action.due_on.isoformat(), placement=placement.id)  # fmt: skip


def _owners(
    session: Session, action: PlanAction, placement: Placement, today: date
) -> list[Account]:
    owner = action.owner
    if owner is not None and owner.is_active:
        return [owner]
    if action.owner_side in (Side.YOUTH, Side.HOST):
        account = (
            placement.youth.account
            if action.owner_side == Side.YOUTH
            else placement.room.home.household.account
        )
        if account is not None and account.is_active:
            return [account]
    return responsible_people(session, placement, today)
