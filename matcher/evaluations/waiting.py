"""Evaluations that wait for the youth or the host."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.clock import day_of
from matcher.database.hosts import Home, Household, Room
from matcher.database.leaving import Evaluation
from matcher.database.living import CareTeam
from matcher.database.placements import Placement
from matcher.database.youths import Youth
from matcher.policy import Policy
from matcher.words import EvaluationSide, WorkKind
from matcher.work.rules import WorkItem


def items(session: Session, today: date, policy: Policy) -> Iterable[WorkItem]:
    """Of who is asked; where that side has no account, of the worker who can help with it."""
    query = (
        select(
            Evaluation.id, Evaluation.side, Evaluation.asked_at, Evaluation.due_at,
            Placement.id.label("stay"), Placement.youth_id, Placement.room_id,
            Youth.account_id.label("of_youth"), Household.account_id.label("of_host"),
            CareTeam.responsible_id,
        )
        .join(Placement, Placement.id == Evaluation.placement_id)
        .join(Youth, Youth.id == Placement.youth_id)
        .join(Room, Room.id == Placement.room_id)
        .join(Home, Home.id == Room.home_id)
        .join(Household, Household.id == Home.household_id)
        .outerjoin(CareTeam, CareTeam.placement_id == Placement.id)
        .where(Evaluation.given_at.is_(None), Evaluation.closed_at.is_(None))
    )  # fmt: skip
    for row in session.execute(query):
        own = row.of_youth if row.side == EvaluationSide.YOUTH else row.of_host
        people = frozenset({own or row.responsible_id} - {None})
        yield WorkItem(
            kind=WorkKind.EVALUATION,
            subject="evaluation",
            subject_id=row.id,
            since=day_of(row.asked_at),
            due=row.due_at,
            who=people,
            youth_id=row.youth_id,
            room_id=row.room_id,
            endpoint="leaving.own_evaluation" if own else "leaving.ending",
            args={"placement_id": row.stay},
            text_values={"side": row.side},
            stay_id=row.stay,
        )
