"""Each day: plan what is missing, say what comes near, ask after what was not written down.

A check-in that nobody wrote down is missed when its time of grace is over, and made up for. The
second one in a row is a concern: a youth who drops out of sight must not depend on somebody
noticing.
"""

from __future__ import annotations

import logging
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock
from matcher.audit import PROGRAM
from matcher.careteam.people import both_of_team, owner_of, placement_of, responsible_people, tell
from matcher.checkins.planning import begin, missed_in_a_row, rhythm
from matcher.checkins.service import miss
from matcher.concerns.service import Told, raise_
from matcher.database.concerns import Concern
from matcher.database.living import CheckIn
from matcher.database.placements import Placement
from matcher.database.session import reading, transaction
from matcher.errors import Stale, StepNotAllowed
from matcher.inforce import policy_in_force
from matcher.words import (
    CheckInStatus,
    ConcernKind,
    ConcernStatus,
    PlacementStatus,
    Seriousness,
    Side,
)

log = logging.getLogger(__name__)

ASK_DAYS = 3  # before a check-in both sides are asked how it goes
IN_A_ROW = 2  # missed check-ins after which somebody must act


def run(factory: sessionmaker[Session], today: date) -> int:
    """Do all of it for ``today``, each stay in a transaction of its own; return how many rows."""
    done = sum(_plan(factory, key, today) for key in _without_next(factory, today))
    done += sum(_ask(factory, key, today) for key in _near(factory, today))
    return done + sum(_miss(factory, key, version, today) for key, version in _late(factory, today))


def _without_next(factory: sessionmaker[Session], today: date) -> list[int]:
    planned = select(CheckIn.id).where(
        CheckIn.placement_id == Placement.id, CheckIn.status == CheckInStatus.PLANNED
    )
    query = select(Placement.id).where(
        Placement.status == PlacementStatus.ACTIVE,
        or_(Placement.ends_on.is_(None), Placement.ends_on > today + timedelta(days=1)),
        ~planned.exists(),
    )
    with reading(factory) as session:
        return list(session.scalars(query.order_by(Placement.id)))


def _plan(factory: sessionmaker[Session], placement_id: int, today: date) -> int:
    with transaction(factory) as session:
        return begin(session, placement_of(session, placement_id), today) is not None


def _near(factory: sessionmaker[Session], today: date) -> list[int]:
    query = select(CheckIn.id).where(
        CheckIn.status == CheckInStatus.PLANNED,
        CheckIn.planned_on <= today + timedelta(days=ASK_DAYS),
    )
    with reading(factory) as session:
        return list(session.scalars(query.order_by(CheckIn.id)))


def _ask(factory: sessionmaker[Session], check_in_id: int, today: date) -> int:
    """Ask both sides how it goes, and on the day itself remind the worker; each of it once."""
    with transaction(factory) as session:
        check_in = session.get_one(CheckIn, check_in_id)
        placement = placement_of(session, check_in.placement_id)
        planned = check_in.planned_on.isoformat()
        about = f"check_in:{check_in.id}"
        for side in (Side.YOUTH, Side.HOST):
            account = owner_of(session, placement, side)
            tell(session, account, f"check_in_coming_{side.value}", placement.id,
                 once=f"{about}:asked", planned_on=planned, placement=placement.id)  # fmt: skip
        if check_in.planned_on <= today:
            guide = owner_of(session, placement, Side.COUNSELLOR)
            people = responsible_people(session, placement, today)
            for account in {one.id: one for one in [*people, *([guide] if guide else [])]}.values():
                tell(session, account, "check_in_due", placement.id,
                     once=f"{about}:{planned}:due", planned_on=planned,
                     placement=placement.id)  # fmt: skip
    return 0  # nothing but mail, each of which is sent once


def _late(factory: sessionmaker[Session], today: date) -> list[tuple[int, int]]:
    grace = timedelta(days=rhythm(policy_in_force()).grace_days)
    query = (
        select(CheckIn.id, CheckIn.version)
        .where(CheckIn.status == CheckInStatus.PLANNED, CheckIn.planned_on < today - grace)
        .order_by(CheckIn.id)
    )
    with reading(factory) as session:
        return [(key, version) for key, version in session.execute(query)]


def _miss(factory: sessionmaker[Session], check_in_id: int, version: int, today: date) -> int:
    try:
        with transaction(factory) as session:
            miss(session, PROGRAM, check_in_id, version, today)
            check_in = session.get_one(CheckIn, check_in_id)
            placement = placement_of(session, check_in.placement_id)
            for account in both_of_team(session, placement):
                tell(session, account, "check_in_missed", placement.id,
                     once=f"check_in:{check_in.id}:missed", placement=placement.id,
                     planned_on=check_in.planned_on.isoformat())  # fmt: skip
            raise_when_out_of_sight(session, placement)
    except (Stale, StepNotAllowed):
        log.info("check-in %s was written down meanwhile", check_in_id)
        return 0
    return 1


def raise_when_out_of_sight(session: Session, placement: Placement) -> Concern | None:
    """Raise a concern by the program after the second missed check-in, unless one is open."""
    if missed_in_a_row(session, placement.id) < IN_A_ROW:
        return None
    known = select(Concern.id).where(
        Concern.placement_id == placement.id,
        Concern.kind.in_([ConcernKind.ABSENT, ConcernKind.GUIDANCE_STOPPED]),
        Concern.status != ConcernStatus.CLOSED,
    )
    if session.scalar(known.limit(1)) is not None:
        return None
    told = Told(kind=ConcernKind.GUIDANCE_STOPPED, seriousness=Seriousness.SERIOUS, text="")
    return raise_(session, PROGRAM, placement.id, Side.COORDINATOR, told, clock.moment())
