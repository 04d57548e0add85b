"""Concerns that wait: of who holds them, of everybody of the region while nobody does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.clock import NETHERLANDS
from matcher.database.accounts import Account
from matcher.database.concerns import Concern
from matcher.database.living import CareTeam
from matcher.database.placements import Placement
from matcher.policy import Policy
from matcher.words import ConcernLevel, ConcernStatus, WorkKind
from matcher.work.rules import WorkItem


def items(session: Session, today: date, policy: Policy) -> Iterable[WorkItem]:
    query = (
        select(Concern, Placement.youth_id, Placement.room_id, Account.id, CareTeam.responsible_id)
        .join(Placement, Placement.id == Concern.placement_id)
        .outerjoin(Account, (Account.id == Concern.holder_id) & Account.is_active)
        .outerjoin(CareTeam, CareTeam.placement_id == Placement.id)
        .where(Concern.status != ConcernStatus.CLOSED)
    )
    for concern, youth, room, holder, responsible in session.execute(query):
        # Higher up it stays the case of the responsible worker, who must see that it does.
        people = {holder} if concern.level == ConcernLevel.COORDINATOR else {holder, responsible}
        yield WorkItem(
            kind=WorkKind.CONCERN,
            subject="concern",
            subject_id=concern.id,
            since=concern.raised_at.astimezone(NETHERLANDS).date(),
            due=concern.due_at,
            who=frozenset(people - {None}),
            youth_id=youth,
            room_id=room,
            text_values={"level": concern.level},
            endpoint="living.concern",
            args={"concern_id": concern.id},
        )
