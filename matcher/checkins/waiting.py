"""Check-ins that come or should have been: of the counsellor, and of the team once they are late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from matcher.checkins.planning import rhythm
from matcher.database.accounts import Account
from matcher.database.hosts import Home, Household, Room
from matcher.database.living import CareTeam, CheckIn
from matcher.database.placements import Placement
from matcher.database.youths import Youth
from matcher.policy import Policy
from matcher.words import CheckInStatus, WorkKind
from matcher.work.rules import WorkItem

AHEAD_DAYS = 14


def items(session: Session, today: date, policy: Policy) -> Iterable[WorkItem]:
    grace = timedelta(days=rhythm(policy).grace_days)
    guide = aliased(Account)
    query = (
        select(
            CheckIn.id, CheckIn.number, CheckIn.planned_on, Placement.id.label("stay"),
            Placement.youth_id, Placement.room_id, CareTeam.responsible_id, guide.id.label("guide"),
            Youth.account_id.label("of_youth"), Household.account_id.label("of_host"),
        )
        .join(Placement, Placement.id == CheckIn.placement_id)
        .join(Youth, Youth.id == Placement.youth_id)
        .join(Room, Room.id == Placement.room_id)
        .join(Home, Home.id == Room.home_id)
        .join(Household, Household.id == Home.household_id)
        .outerjoin(CareTeam, CareTeam.placement_id == Placement.id)
        .outerjoin(guide, (guide.id == CareTeam.counsellor_id) & guide.is_active)
        .where(
            CheckIn.status == CheckInStatus.PLANNED,
            CheckIn.planned_on <= today + timedelta(days=AHEAD_DAYS),
        )
    )  # fmt: skip
    for row in session.execute(query):
        people = {row.guide} - {None}
        if not people or row.planned_on < today:
            people |= {row.responsible_id} - {None}
        yield WorkItem(
            kind=WorkKind.CHECK_IN,
            subject="check_in",
            subject_id=row.id,
            since=row.planned_on,
            due=row.planned_on + grace,
            who=frozenset(people),
            youth_id=row.youth_id,
            room_id=row.room_id,
            text_values={"number": row.number},
            endpoint="living.check_in",
            args={"check_in_id": row.id},
            bulk="remind",
            stay_id=row.stay,
            sides=frozenset({row.of_youth, row.of_host} - {None}),
        )
