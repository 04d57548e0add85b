"""What waits between two people who said yes and moving in: papers, rules, signatures, the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from matcher.agreements.details import HEARERS
from matcher.agreements.rules import DRAFT, EXPLAINED, OFFERED, SIGNED
from matcher.careteam.waiting import responsible_of
from matcher.clock import day_of
from matcher.database.agreements import Acknowledgement, Agreement, AgreementRule
from matcher.database.hosts import Home, Household, Room
from matcher.database.introductions import Introduction
from matcher.database.placements import Placement
from matcher.database.youths import Youth
from matcher.policy import Policy
from matcher.words import (
    AgreementKind,
    IntroductionStage,
    PlacementStatus,
    SignParty,
    WorkKind,
)
from matcher.work.rules import NOBODY, WorkItem

PAGE = "agreements.placement"
OWN_PAGE = "agreements.own_rules"
START_PAGE = "agreements.start"


@dataclass
class Stay:
    """A placement with what its agreements come down to. ``left``: points per party."""

    row: Any
    statuses: dict[tuple[AgreementKind, str], Any] = field(default_factory=dict)
    left: dict[SignParty, int] = field(default_factory=dict)


def items(session: Session, today: date, policy: Policy) -> Iterable[WorkItem]:
    """Return what waits for the coordinator, and for each side that has rules to read."""
    stays = _stays(session)
    whose = responsible_of(session)
    for stay in stays.values():
        who = whose.get(stay.row.id, NOBODY)
        yield from _of_stay(stay, who, policy)


def _of_stay(stay: Stay, who: frozenset[int], policy: Policy) -> Iterator[WorkItem]:
    row, is_booked = stay.row, stay.row.status == PlacementStatus.BOOKED
    both = [kind for kind in AgreementKind if (kind, SIGNED) in stay.statuses]
    coming = [
        found
        for (_, status), found in stay.statuses.items()
        if status in (DRAFT, EXPLAINED, OFFERED)
    ]
    limit = _limit(row, policy)
    if is_booked and not stay.statuses:
        since = row.stage_since_at or row.created_at
        yield _item(row, WorkKind.MAKE_AGREEMENT, day_of(since), limit, who)
    draft = stay.statuses.get((AgreementKind.RENT, DRAFT))
    if draft is not None:
        yield from _rules_to_hear(stay, draft, limit, who)
    elif any(found.status == EXPLAINED for found in coming):
        since = day_of(min(found.made_at for found in coming))
        yield _item(row, WorkKind.MAKE_AGREEMENT, since, limit, who)
    elif coming:
        since = day_of(min(found.made_at for found in coming))
        sides = frozenset({row.youth_account, row.host_account} - {None})
        yield _item(row, WorkKind.SIGN_AGREEMENT, since, limit, who, sides=sides)
    if is_booked and len(both) == len(AgreementKind):
        last = row.starts_on + timedelta(days=policy.after.start_overdue_days)
        yield _item(row, WorkKind.START_STAY, row.starts_on, last, who, START_PAGE)


def _rules_to_hear(
    stay: Stay, draft: Any, limit: date | datetime, who: frozenset[int]
) -> Iterator[WorkItem]:
    row, since = stay.row, day_of(draft.made_at)
    accounts = {
        SignParty.YOUTH: row.youth_account,
        SignParty.HOST: row.host_account,
        SignParty.COORDINATOR: None,
    }
    for party in HEARERS:
        if not stay.left.get(party):
            continue
        account = accounts[party]
        is_own = account is not None
        yield WorkItem(
            kind=WorkKind.ACKNOWLEDGE_RULES,
            subject=f"rules_{party.value}",
            subject_id=draft.id,
            since=since,
            due=limit,
            who=frozenset({account}) if account is not None else who,
            youth_id=row.youth_id,
            room_id=row.room_id,
            endpoint=OWN_PAGE if is_own else PAGE,
            args={"agreement_id": draft.id} if is_own else {"placement_id": row.id},
            stay_id=row.id,
        )


def _item(
    row: Any,
    kind: WorkKind,
    since: date,
    due: date | datetime,
    who: frozenset[int],
    page: str = PAGE,
    sides: frozenset[int] = NOBODY,
) -> WorkItem:
    return WorkItem(
        kind=kind,
        subject="placement",
        subject_id=row.id,
        since=since,
        due=due,
        who=who,
        youth_id=row.youth_id,
        room_id=row.room_id,
        endpoint=page,
        args={"placement_id": row.id},
        stay_id=row.id,
        sides=sides,
    )


def _limit(row: Any, policy: Policy) -> date | datetime:
    """Return until when: as the introduction says, else two weeks after the day of moving in."""
    if row.due_at is not None:
        limit: datetime = row.due_at
        return limit
    first: date = row.starts_on
    if row.status == PlacementStatus.ACTIVE:
        first = max(first, day_of(row.latest_made_at))
    return first + timedelta(days=policy.after.agreement_days)


def _stays(session: Session) -> dict[int, Stay]:
    """Return what may need agreements: booked and agreed on, or lived in with one under way."""
    under_way = (
        select(Agreement.placement_id, func.max(Agreement.made_at).label("latest_made_at"))
        .where(Agreement.status.in_((DRAFT, EXPLAINED, OFFERED)))
        .group_by(Agreement.placement_id)
        .subquery()
    )
    query = (
        select(
            Placement.id,
            Placement.status,
            Placement.starts_on,
            Placement.created_at,
            Placement.youth_id,
            Placement.room_id,
            Introduction.due_at,
            Introduction.stage_since_at,
            Youth.account_id.label("youth_account"),
            Household.account_id.label("host_account"),
            under_way.c.latest_made_at,
        )
        .join(Youth, Youth.id == Placement.youth_id)
        .join(Room, Room.id == Placement.room_id)
        .join(Home, Home.id == Room.home_id)
        .join(Household, Household.id == Home.household_id)
        .outerjoin(Introduction, Introduction.placement_id == Placement.id)
        .outerjoin(under_way, under_way.c.placement_id == Placement.id)
        .where(
            (
                (Placement.status == PlacementStatus.BOOKED)
                & (Introduction.id.is_(None) | (Introduction.stage == IntroductionStage.AGREEMENTS))
            )
            | ((Placement.status == PlacementStatus.ACTIVE) & under_way.c.placement_id.is_not(None))
        )
        .order_by(Placement.id)
    )
    stays = {row.id: Stay(row) for row in session.execute(query)}
    _add_agreements(session, stays)
    return stays


def _add_agreements(session: Session, stays: dict[int, Stay]) -> None:
    going = (DRAFT, EXPLAINED, OFFERED, SIGNED)
    rows = session.execute(
        select(
            Agreement.id, Agreement.placement_id, Agreement.kind, Agreement.status,
            Agreement.made_at,
        )
        .where(Agreement.status.in_(going))
        .order_by(Agreement.id)
    )  # fmt: skip
    for row in rows:
        if row.placement_id in stays:
            stays[row.placement_id].statuses[row.kind, row.status] = row
    for placement_id, party, left in _points_left(session):
        if placement_id in stays:
            stays[placement_id].left[party] = left


def _points_left(session: Session) -> Iterator[tuple[int, SignParty, int]]:
    """Yield per draft and party how many points wait for a 'yes'."""
    is_draft = and_(Agreement.status == DRAFT, Agreement.kind == AgreementKind.RENT)
    wanted = session.execute(
        select(Agreement.id, Agreement.placement_id, func.count(AgreementRule.position))
        .join(AgreementRule, AgreementRule.agreement_id == Agreement.id)
        .where(is_draft)
        .group_by(Agreement.id, Agreement.placement_id)
    ).all()
    given = {
        (row[0], row[1]): row[2]
        for row in session.execute(
            select(
                Acknowledgement.agreement_id, Acknowledgement.party, func.count(Acknowledgement.id)
            )
            .join(Agreement, Agreement.id == Acknowledgement.agreement_id)
            .where(is_draft)
            .group_by(Acknowledgement.agreement_id, Acknowledgement.party)
        )
    }
    for agreement_id, placement_id, number in wanted:
        for party in HEARERS:
            yield placement_id, party, number - given.get((agreement_id, party), 0)
