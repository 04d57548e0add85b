"""What leaving asks of people: the future plan, where the youth goes, the host's next guest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from matcher.clock import day_of
from matcher.database.hosts import Home, Household, Room
from matcher.database.leaving import Ending, FuturePlan, WarmHandover
from matcher.database.living import CareTeam
from matcher.database.placements import Placement
from matcher.database.youths import Youth
from matcher.policy import Policy
from matcher.words import (
    Destination,
    EndingKind,
    EndingStatus,
    HandoverStatus,
    HouseholdStatus,
    PlacementStatus,
    WorkKind,
)
from matcher.work.rules import NOBODY, WorkItem

BEFORE_DAYS = 56  # eight weeks before the end it is time for the future plan
AFTER_DAYS = 60  # so long after it an unknown destination is still asked for

COLUMNS = (
    Ending.id, Ending.status, Ending.kind, Ending.told_on, Ending.ends_on, Ending.closed_on,
    Ending.destination, Ending.host_again, Placement.id.label("stay"), Placement.youth_id,
    Placement.room_id, CareTeam.responsible_id, CareTeam.counsellor_id,
    Youth.account_id.label("of_youth"), Household.account_id.label("of_host"),
)  # fmt: skip


def items(session: Session, today: date, policy: Policy) -> Iterable[WorkItem]:
    yield from _destinations(session, today)
    yield from _future_plans(session, today)
    yield from _hosts(session)
    yield from _handovers(session, today)


def _destinations(session: Session, today: date) -> Iterator[WorkItem]:
    """Where the youth goes: asked before the day, and still when nobody knew it on the day."""
    unknown = and_(
        Ending.status == EndingStatus.DONE,
        Ending.destination == Destination.UNKNOWN,
        Ending.closed_on > today - timedelta(days=AFTER_DAYS),
    )
    planned = and_(Ending.status == EndingStatus.PLANNED, Ending.destination.is_(None))
    query = _endings().where(or_(planned, unknown))
    for row in session.execute(query):
        is_over = row.status == EndingStatus.DONE
        since = row.closed_on if is_over else max(row.told_on, _begins(row))
        due = None if is_over else row.ends_on
        yield _item(WorkKind.ENDING, row, since, due, "leaving.ending")


def _future_plans(session: Session, today: date) -> Iterator[WorkItem]:
    agreed = select(FuturePlan.placement_id).where(
        FuturePlan.placement_id == Placement.id, FuturePlan.agreed_on.is_not(None)
    )
    query = _endings().where(
        Ending.status == EndingStatus.PLANNED,
        Ending.kind == EndingKind.PLANNED,
        Ending.ends_on <= today + timedelta(days=BEFORE_DAYS),
        ~agreed.exists(),
    )
    for row in session.execute(query):
        since = max(row.told_on, _begins(row))
        yield _item(
            WorkKind.FUTURE_PLAN, row, since, row.ends_on, "leaving.future_plan",
            sides=frozenset({row.of_youth} - {None}),
        )  # fmt: skip


def _hosts(session: Session) -> Iterator[WorkItem]:
    """Ask the host; without a limit, since only the host can answer.

    A next guest in the room answers it too.
    """
    later = aliased(Placement)
    has_next = select(later.id).where(
        later.room_id == Placement.room_id,
        later.starts_on >= Ending.ends_on,
        later.status != PlacementStatus.CANCELLED,
    )
    query = _endings().where(
        Ending.status != EndingStatus.WITHDRAWN,
        Ending.host_again.is_(None),
        Household.status == HouseholdStatus.APPROVED,
        ~has_next.exists(),
    )
    for row in session.execute(query):
        yield _item(
            WorkKind.HOST_AGAIN, row, row.told_on, None, "leaving.ending",
            who=frozenset({row.responsible_id} - {None}), sides=frozenset({row.of_host} - {None}),
        )  # fmt: skip


def _handovers(session: Session, today: date) -> Iterator[WorkItem]:
    query = (
        select(
            WarmHandover.id, WarmHandover.asked_at, WarmHandover.due_at, Placement.youth_id,
            Placement.room_id, Placement.id.label("stay"), CareTeam.responsible_id,
            CareTeam.counsellor_id,
        )
        .join(Placement, Placement.id == WarmHandover.placement_id)
        .outerjoin(CareTeam, CareTeam.placement_id == Placement.id)
        .where(WarmHandover.status == HandoverStatus.ASKED)
    )  # fmt: skip
    for row in session.execute(query):
        last = day_of(row.due_at)
        # Once the time is over the receiver is called: that has no limit of its own.
        yield WorkItem(
            kind=WorkKind.WARM_HANDOVER,
            subject="warm_handover",
            subject_id=row.id,
            since=day_of(row.asked_at) if today <= last else last,
            due=last if today <= last else None,
            who=_people(row),
            youth_id=row.youth_id,
            room_id=row.room_id,
            endpoint="leaving.handover_page",
            args={"placement_id": row.stay},
        )


def _endings() -> Any:
    return (
        select(*COLUMNS)
        .join(Placement, Placement.id == Ending.placement_id)
        .join(Youth, Youth.id == Placement.youth_id)
        .join(Room, Room.id == Placement.room_id)
        .join(Home, Home.id == Room.home_id)
        .join(Household, Household.id == Home.household_id)
        .outerjoin(CareTeam, CareTeam.placement_id == Placement.id)
    )


def _begins(row: Any) -> date:
    return row.ends_on - timedelta(days=BEFORE_DAYS)


def _people(row: Any) -> frozenset[int]:
    return frozenset({row.responsible_id, row.counsellor_id} - {None})


def _item(
    kind: WorkKind,
    row: Any,
    since: date,
    due: date | None,
    endpoint: str,
    *,
    who: frozenset[int] | None = None,
    sides: frozenset[int] = NOBODY,
) -> WorkItem:
    return WorkItem(
        kind=kind,
        subject="ending",
        subject_id=row.id,
        since=since,
        due=due,
        who=_people(row) if who is None else who,
        youth_id=row.youth_id,
        room_id=row.room_id,
        endpoint=endpoint,
        args={"placement_id": row.stay},
        stay_id=row.stay,
        sides=sides,
    )
