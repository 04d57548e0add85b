"""What waits around a stay: somebody responsible, numbers to call, and days that come near."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from matcher.careteam.rules import FIRST_TO_CALL, Signal
from matcher.careteam.signals import signals
from matcher.clock import NETHERLANDS
from matcher.database.accounts import Account
from matcher.database.introductions import Introduction
from matcher.database.living import CareTeam, EmergencyContact
from matcher.database.placements import Placement
from matcher.placements.rules import GOING_ON
from matcher.policy import Policy
from matcher.words import IntroductionStage, WorkKind
from matcher.work.rules import WorkItem

PAGE = "placements.placement"
#: Where it is dealt with, when that is elsewhere.
PAGES = {Signal.REVIEW: "living.plan"}


def items(session: Session, today: date, policy: Policy) -> Iterable[WorkItem]:
    yield from _without_team(session)
    yield from _without_numbers(session)
    yield from _signals(session, today, policy)


def responsible_of(session: Session) -> dict[int, frozenset[int]]:
    """Return per stay who is responsible for it."""
    query = (
        select(CareTeam.placement_id, CareTeam.responsible_id)
        .join(Account, Account.id == CareTeam.responsible_id)
        .where(Account.is_active)
    )
    return {stay: frozenset({account}) for stay, account in session.execute(query)}


def _without_team(session: Session) -> Iterator[WorkItem]:
    """A stay without a responsible worker or a deputy, or whose worker has left."""
    first, second = aliased(Account), aliased(Account)
    query = (
        select(Placement, first.id)
        .outerjoin(CareTeam, CareTeam.placement_id == Placement.id)
        .outerjoin(first, (first.id == CareTeam.responsible_id) & first.is_active)
        .outerjoin(second, (second.id == CareTeam.deputy_id) & second.is_active)
        .where(Placement.status.in_(GOING_ON), (first.id.is_(None)) | (second.id.is_(None)))
    )
    for stay, responsible in session.execute(query):
        yield WorkItem(
            kind=WorkKind.CARE_TEAM,
            subject="placement",
            subject_id=stay.id,
            since=stay.created_at.astimezone(NETHERLANDS).date(),
            due=stay.starts_on,
            who=frozenset() if responsible is None else frozenset({responsible}),
            youth_id=stay.youth_id,
            room_id=stay.room_id,
            endpoint="living.team",
            args={"placement_id": stay.id},
        )


def _without_numbers(session: Session) -> Iterator[WorkItem]:
    """A stay with somebody responsible, in which nobody of our own can be called.

    Without anybody responsible it waits for that first, and once is enough. While the two sides
    are still getting to know each other the numbers can wait; they go with the agreements, which
    may be made after the first day that the proposal had in mind.
    """
    known = select(EmergencyContact.id).where(
        EmergencyContact.placement_id == Placement.id, EmergencyContact.kind.in_(FIRST_TO_CALL)
    )
    query = (
        select(Placement, Introduction.due_at)
        .outerjoin(
            Introduction,
            (Introduction.placement_id == Placement.id)
            & Introduction.stage.not_in((IntroductionStage.STARTED, IntroductionStage.STOPPED)),
        )
        .where(
            Placement.status.in_(GOING_ON),
            ~known.exists(),
            Introduction.id.is_(None) | (Introduction.stage == IntroductionStage.AGREEMENTS),
        )
    )
    whose = responsible_of(session)
    for stay, agreements_due in session.execute(query):
        if stay.id not in whose:
            continue
        yield WorkItem(
            kind=WorkKind.CARE_TEAM,
            subject="emergency",
            subject_id=stay.id,
            since=stay.created_at.astimezone(NETHERLANDS).date(),
            due=agreements_due or stay.starts_on,
            who=whose[stay.id],
            youth_id=stay.youth_id,
            room_id=stay.room_id,
            endpoint="living.contacts",
            args={"placement_id": stay.id},
        )


def _signals(session: Session, today: date, policy: Policy) -> Iterator[WorkItem]:
    whose = responsible_of(session)
    for near in signals(session, today, policy):
        yield WorkItem(
            kind=WorkKind.SIGNAL,
            subject=str(near.signal),
            subject_id=near.placement_id,
            since=near.since,
            due=near.on,
            who=whose.get(near.placement_id, frozenset()),
            youth_id=near.youth_id,
            room_id=near.room_id,
            text_values={"signal": near.signal},
            endpoint=PAGES.get(near.signal, PAGE),
            args={"placement_id": near.placement_id},
        )
