"""The parts of the agenda that are read from the tables of one subject each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVarTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from matcher.cases.activity import last_in_stays
from matcher.clock import day_of
from matcher.database.cases import ListedName, NameList, YouthCase
from matcher.database.concerns import Concern
from matcher.database.hosts import Home, Room
from matcher.database.introductions import Introduction
from matcher.database.living import Plan, PlanAction
from matcher.database.placements import Placement
from matcher.database.rounds import MatchingRound, Proposal
from matcher.database.youths import Youth
from matcher.introductions.rules import WAITING
from matcher.meetings.points import Point
from matcher.policy import Policy
from matcher.visits.candidates import midnight
from matcher.words import (
    ActionStatus,
    AgendaPart,
    ConcernStatus,
    PlacementStatus,
    ProposalStatus,
    YouthStatus,
)

Columns = TypeVarTuple("Columns")

FOLLOWED = (YouthStatus.REGISTERED, YouthStatus.READY, YouthStatus.PLACED)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Asked:
    """For which municipalities, on which day, by which policy."""

    codes: frozenset[str]
    on: date
    policy: Policy


def new_names(session: Session, asked: Asked) -> Iterator[Point]:
    """Lists with names that nobody takes up, and youths registered in the past week."""
    query = (
        select(NameList.id, NameList.municipality_code, NameList.made_at, func.count())
        .join(ListedName, ListedName.list_id == NameList.id)
        .where(
            NameList.municipality_code.in_(sorted(asked.codes)),
            NameList.forgotten_at.is_(None),
            ListedName.account_id.is_(None),
            ListedName.outcome.is_(None),
        )
        .group_by(NameList.id, NameList.municipality_code, NameList.made_at)
        .order_by(NameList.id)
    )
    for key, code, made_at, number in session.execute(query):
        yield Point(
            part=AgendaPart.NEW_NAMES,
            subject="name_list",
            subject_id=key,
            municipality=code,
            endpoint="namelists.one",
            args={"list_id": key},
            figures={
                "names": int(number),
                "made_on": day_of(made_at).isoformat(),
            },
        )
    new = select(Youth.id, Youth.registered_on).where(
        Youth.municipality_code.in_(sorted(asked.codes)),
        Youth.status == YouthStatus.REGISTERED,
        Youth.registered_on > asked.on - WEEK,
    )
    for key, registered_on in session.execute(new.order_by(Youth.registered_on, Youth.id)):
        yield _youth_point(AgendaPart.NEW_NAMES, key, registered_on=registered_on)


def rounds(session: Session, asked: Asked) -> Iterator[Point]:
    """Rounds of the past week with proposals of the region, and how many are still open."""
    query = (
        select(
            MatchingRound.id,
            MatchingRound.finished_at,
            func.count(),
            func.count().filter(Proposal.status == ProposalStatus.PROPOSED),
        )
        .join(Proposal, Proposal.round_id == MatchingRound.id)
        .where(
            or_(
                Proposal.status == ProposalStatus.PROPOSED,
                MatchingRound.finished_at >= midnight(asked.on - WEEK),
            ),
        )
        .group_by(MatchingRound.id, MatchingRound.finished_at)
        .order_by(MatchingRound.id.desc())
    )
    for key, _, number, waiting in session.execute(_in_region(query, Proposal, asked)):
        yield Point(
            part=AgendaPart.ROUNDS,
            subject="round",
            subject_id=key,
            municipality=min(asked.codes),
            endpoint="coordinator.proposals",
            args={"round": key},
            figures={"proposals": int(number), "open": int(waiting)},
        )


def stalled(session: Session, asked: Asked) -> Iterator[Point]:
    """Introductions that stand at one stage for longer than is usual, the longest first."""
    since = midnight(asked.on - timedelta(days=asked.policy.after.stalled_days))
    query = (
        select(Introduction.id, Introduction.stage_since_at, Introduction.stage, Proposal)
        .join(Proposal, Proposal.id == Introduction.proposal_id)
        .where(Introduction.stage.in_(WAITING), Introduction.stage_since_at < since)
        .order_by(Introduction.stage_since_at, Introduction.id)
    )
    for key, since_at, stage, proposal in session.execute(_in_region(query, Proposal, asked)):
        yield Point(
            part=AgendaPart.STALLED,
            subject="introduction",
            subject_id=key,
            youth_id=proposal.youth_id,
            room_id=proposal.room_id,
            endpoint="introductions.introduction",
            args={"introduction_id": key},
            figures={
                "stage": str(stage),
                "since_on": day_of(since_at).isoformat(),
            },
        )


def escalated(session: Session, asked: Asked) -> Iterator[Point]:
    """Concerns that were passed on, the highest first, and actions nobody did in spite of asking."""
    yield from _concerns(session, asked)
    yield from _actions(session, asked)


def _concerns(session: Session, asked: Asked) -> Iterator[Point]:
    concerns = (
        select(
            Concern.id, Concern.level, Concern.seriousness, Placement.youth_id, Placement.room_id
        )
        .join(Placement, Placement.id == Concern.placement_id)
        .where(Concern.status == ConcernStatus.ESCALATED)
        .order_by(Concern.level.desc(), Concern.id)
    )
    found = session.execute(_in_region(concerns, Placement, asked))
    for key, level, seriousness, youth_id, room_id in found:
        yield Point(
            part=AgendaPart.ESCALATED,
            subject="concern",
            subject_id=key,
            youth_id=youth_id,
            room_id=room_id,
            endpoint="living.concern",
            args={"concern_id": key},
            figures={"level": str(level), "seriousness": str(seriousness)},
        )


def _actions(session: Session, asked: Asked) -> Iterator[Point]:
    actions = (
        select(
            PlanAction.id, PlanAction.due_on, Placement.id, Placement.youth_id, Placement.room_id
        )
        .join(Plan, Plan.id == PlanAction.plan_id)
        .join(Placement, Placement.id == Plan.placement_id)
        .where(PlanAction.status == ActionStatus.OPEN, PlanAction.escalated_on.is_not(None))
        .order_by(PlanAction.due_on, PlanAction.id)
    )
    found = session.execute(_in_region(actions, Placement, asked))
    for key, due_on, placement_id, youth_id, room_id in found:
        yield Point(
            part=AgendaPart.ESCALATED,
            subject="action",
            subject_id=key,
            youth_id=youth_id,
            room_id=room_id,
            endpoint="placements.placement",
            args={"placement_id": placement_id},
            figures={"due_on": due_on.isoformat()},
        )


def last_activity(session: Session, asked: Asked) -> Iterator[Point]:
    """Youths for whom nothing was done for a while: is anybody active?"""
    last = func.coalesce(YouthCase.last_activity_on, Youth.registered_on)
    since = asked.on - timedelta(days=asked.policy.after.stalled_days)
    query = (
        select(Youth.id, last)
        .outerjoin(YouthCase, YouthCase.youth_id == Youth.id)
        .where(
            Youth.municipality_code.in_(sorted(asked.codes)),
            Youth.status.in_(FOLLOWED),
            last < since,
        )
    )
    found = {row[0]: row[1] for row in session.execute(query)}
    for key, last_on in last_in_stays(session, found).items():
        found[key] = max(found[key], last_on)
    for key, last_on in sorted(found.items(), key=lambda one: (one[1], one[0])):
        if last_on < since:
            yield _youth_point(AgendaPart.LAST_ACTIVITY, key, last_on=last_on)


def rooms_coming(session: Session, asked: Asked) -> Iterator[Point]:
    """Rooms of the region that are about to fall empty, and for which nobody is booked yet."""
    later = Placement.__table__.alias("later")
    is_booked = (
        select(later.c.id)
        .where(
            later.c.room_id == Placement.room_id,
            later.c.starts_on >= Placement.ends_on,
            later.c.status == PlacementStatus.BOOKED,
        )
        .exists()
    )
    query = (
        select(Placement.room_id, Placement.ends_on)
        .join(Room, Room.id == Placement.room_id)
        .join(Home, Home.id == Room.home_id)
        .where(
            Home.municipality_code.in_(sorted(asked.codes)),
            Placement.status == PlacementStatus.ACTIVE,
            Placement.ends_on >= asked.on,
            Placement.ends_on
            <= asked.on + timedelta(days=asked.policy.after.room_falls_empty_days),
            ~is_booked,
        )
        .order_by(Placement.ends_on, Placement.id)
    )
    for room_id, ends_on in session.execute(query):
        yield Point(
            part=AgendaPart.ROOMS_COMING,
            subject="room",
            subject_id=room_id,
            room_id=room_id,
            endpoint="coordinator.room",
            args={"room_id": room_id},
            figures={"ends_on": (ends_on or asked.on).isoformat()},
        )


def _in_region(
    query: Select[*Columns], pair: type[Placement] | type[Proposal], asked: Asked
) -> Select[*Columns]:
    """Return the query with the youth and the home of each pair, of which one is in the region."""
    codes = sorted(asked.codes)
    return (
        query.join(Youth, Youth.id == pair.youth_id)
        .join(Room, Room.id == pair.room_id)
        .join(Home, Home.id == Room.home_id)
        .where(or_(Youth.municipality_code.in_(codes), Home.municipality_code.in_(codes)))
    )


def _youth_point(part: AgendaPart, youth_id: int, **days: date) -> Point:
    return Point(
        part=part,
        subject="youth",
        subject_id=youth_id,
        youth_id=youth_id,
        endpoint="coordinator.youth",
        args={"youth_id": youth_id},
        figures={name: value.isoformat() for name, value in days.items()},
    )
