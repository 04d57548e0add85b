"""What people did during a stay counts as 'something was done for this youth' as well.

Read from the stay itself (check-ins held, actions done, concerns raised and worked on), so that
it cannot be out of date, and so that living there need not know of cases.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from matcher.clock import day_of
from matcher.database.concerns import Concern, ConcernNote
from matcher.database.living import CheckIn, Plan, PlanAction
from matcher.database.placements import Placement


def last_in_stays(session: Session, youths: Collection[int]) -> dict[int, date]:
    """Return, by youth, the day on which a person last did something in one of the stays."""
    of_stays = select(Placement.youth_id)
    held: Select[Any] = of_stays.add_columns(func.max(CheckIn.held_on)).join(
        CheckIn, CheckIn.placement_id == Placement.id
    )
    done: Select[Any] = (
        of_stays.add_columns(func.max(PlanAction.done_on))
        .join(Plan, Plan.placement_id == Placement.id)
        .join(PlanAction, PlanAction.plan_id == Plan.id)
    )
    raised: Select[Any] = (
        of_stays.add_columns(func.max(Concern.raised_at))
        .join(Concern, Concern.placement_id == Placement.id)
        .where(Concern.raised_by_id.is_not(None))
    )
    noted: Select[Any] = (
        of_stays.add_columns(func.max(ConcernNote.at))
        .join(Concern, Concern.placement_id == Placement.id)
        .join(ConcernNote, ConcernNote.concern_id == Concern.id)
        .where(ConcernNote.by_id.is_not(None))
    )
    found: dict[int, date] = {}
    for query in (held, done, raised, noted):
        asked = query.where(Placement.youth_id.in_(sorted(youths))).group_by(Placement.youth_id)
        for youth, last in session.execute(asked):
            if last is not None:
                day = day_of(last) if isinstance(last, datetime) else last
                found[youth] = max(day, found.get(youth, day))
    return found
