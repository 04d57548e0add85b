"""Stays that should have a plan, and actions that are due: of their owner, then of the team."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.careteam.waiting import responsible_of
from matcher.database.hosts import Home, Household, Room
from matcher.database.living import CareTeam, Plan, PlanAction
from matcher.database.placements import Placement
from matcher.database.youths import Youth
from matcher.placements.rules import GOING_ON
from matcher.policy import Policy
from matcher.words import ActionStatus, PlacementStatus, Side, WorkKind
from matcher.work.rules import WorkItem

STAFF = "living.plan"
OWN = {Side.YOUTH: "placements.youth_placement", Side.HOST: "placements.host_placement"}


def items(session: Session, today: date, policy: Policy) -> Iterable[WorkItem]:
    yield from _without_plan(session, policy)
    yield from _actions(session, today, policy)


def _without_plan(session: Session, policy: Policy) -> Iterator[WorkItem]:
    within = timedelta(days=policy.after.plan_within_days)
    query = (
        select(Placement)
        .outerjoin(Plan, Plan.placement_id == Placement.id)
        .where(Placement.status == PlacementStatus.ACTIVE, Plan.id.is_(None))
    )
    whose = responsible_of(session)
    for stay in session.scalars(query):
        yield WorkItem(
            kind=WorkKind.PLAN,
            subject="placement",
            subject_id=stay.id,
            since=stay.starts_on,
            due=stay.starts_on + within,
            who=whose.get(stay.id, frozenset()),
            youth_id=stay.youth_id,
            room_id=stay.room_id,
            endpoint="living.plan",
            args={"placement_id": stay.id},
        )


def _actions(session: Session, today: date, policy: Policy) -> Iterator[WorkItem]:
    ahead = timedelta(days=policy.after.action_remind_days)
    query = (
        select(
            PlanAction, Placement.id, Placement.youth_id, Placement.room_id,
            CareTeam.responsible_id, CareTeam.deputy_id, Youth.account_id, Household.account_id,
        )
        .join(Plan, Plan.id == PlanAction.plan_id)
        .join(Placement, Placement.id == Plan.placement_id)
        .join(Youth, Youth.id == Placement.youth_id)
        .join(Room, Room.id == Placement.room_id)
        .join(Home, Home.id == Room.home_id)
        .join(Household, Household.id == Home.household_id)
        .outerjoin(CareTeam, CareTeam.placement_id == Placement.id)
        .where(PlanAction.status == ActionStatus.OPEN, Placement.status.in_(GOING_ON))
    )  # fmt: skip
    for action, stay, youth, room, responsible, deputy, of_youth, of_host in session.execute(query):
        owner = {Side.YOUTH: of_youth, Side.HOST: of_host}.get(action.owner_side, action.owner_id)
        people: set[int | None] = {owner if owner is not None else responsible}
        if action.escalated_on is not None:
            people |= {responsible, deputy}
        page = OWN.get(action.owner_side, STAFF) if owner is not None else STAFF
        yield WorkItem(
            kind=WorkKind.ACTION,
            subject="plan_action",
            subject_id=action.id,
            since=action.due_on - ahead,
            due=action.due_on,
            who=frozenset(one for one in people if one is not None),
            youth_id=youth,
            room_id=room,
            endpoint=page if action.escalated_on is None else STAFF,
            args={"placement_id": stay},
            bulk="remind",
            stay_id=stay,
        )
