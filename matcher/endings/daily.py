"""Each day: note the ends that were agreed long ago, and end the stays whose day has come."""

from __future__ import annotations

import logging
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import PROGRAM
from matcher.database.leaving import Ending
from matcher.database.placements import Placement
from matcher.database.session import reading, transaction
from matcher.endings.handover import remind_due
from matcher.endings.rules import PLANNED
from matcher.endings.service import Notice, finish, give_notice, standing
from matcher.errors import Stale, StepNotAllowed
from matcher.inforce import policy_in_force
from matcher.words import EndingKind, EndingReason, EndingStatus, PlacementStatus, Side

log = logging.getLogger(__name__)


def run(factory: sessionmaker[Session], today: date) -> int:
    """Do it for ``today``, each stay in a transaction of its own; return how many rows."""
    done = sum(_note(factory, key, today) for key in _agreed_long_ago(factory, today))
    done += sum(_finish(factory, key, today) for key in _due(factory, today))
    remind_due(factory, today)
    return done


def _agreed_long_ago(factory: sessionmaker[Session], today: date) -> list[int]:
    """Return the stays whose agreed end comes near, and that nobody has given notice of."""
    near = today + timedelta(days=policy_in_force().after.signal_days["contract_end"])
    known = select(Ending.id).where(
        Ending.placement_id == Placement.id, Ending.status != EndingStatus.WITHDRAWN
    )
    query = select(Placement.id).where(
        Placement.status == PlacementStatus.ACTIVE, Placement.ends_on <= near, ~known.exists()
    )
    with reading(factory) as session:
        return list(session.scalars(query.order_by(Placement.id)))


def _note(factory: sessionmaker[Session], placement_id: int, today: date) -> int:
    with transaction(factory) as session:
        placement = session.get(Placement, placement_id)
        if placement is None or placement.ends_on is None or standing(session, placement_id):
            return 0
        if placement.ends_on < today:  # a day that went by while nothing ran
            note_missed(session, placement, today)
            return 1
        notice = Notice(
            EndingKind.PLANNED, EndingReason.PLANNED_END, Side.COORDINATOR, placement.ends_on
        )
        give_notice(session, PROGRAM, placement_id, placement.version, notice, today=today)
    return 1


def note_missed(session: Session, placement: Placement, today: date) -> Ending:
    """Note an end that has passed already, such as one that came with an import."""
    assert placement.ends_on is not None
    ending = Ending(
        placement_id=placement.id, kind=EndingKind.PLANNED, reason=EndingReason.PLANNED_END,
        given_by=Side.COORDINATOR, told_on=today, ends_on=placement.ends_on,
        previous_ends_on=placement.ends_on,
    )  # fmt: skip
    session.add(ending)
    session.flush()
    return ending


def _due(factory: sessionmaker[Session], today: date) -> list[int]:
    query = select(Ending.id).where(Ending.status == PLANNED, Ending.ends_on <= today)
    with reading(factory) as session:
        return list(session.scalars(query.order_by(Ending.ends_on, Ending.id)))


def _finish(factory: sessionmaker[Session], ending_id: int, today: date) -> int:
    try:
        with transaction(factory) as session:
            finish(session, PROGRAM, ending_id, today=today)
    except (Stale, StepNotAllowed):
        log.info("ending %s was finished or taken back meanwhile", ending_id)
        return 0
    return 1
