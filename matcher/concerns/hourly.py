"""Each hour: what nobody moved in time goes up a level; at the top everybody is asked again."""

from __future__ import annotations

import logging
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import PROGRAM
from matcher.concerns.rules import next_level
from matcher.concerns.service import escalate, remind
from matcher.database.concerns import Concern
from matcher.database.session import reading, transaction
from matcher.errors import Stale, StepNotAllowed
from matcher.words import ConcernStatus

log = logging.getLogger(__name__)


def run(factory: sessionmaker[Session], moment: datetime) -> int:
    """Move on what is past its limit, each in a transaction of its own; return how many."""
    with reading(factory) as session:
        late = session.execute(
            select(Concern.id, Concern.version)
            .where(Concern.status != ConcernStatus.CLOSED, Concern.due_at <= moment)
            .order_by(Concern.due_at, Concern.id)
        ).all()
    return sum(_move_on(factory, key, version, moment) for key, version in late)


def _move_on(factory: sessionmaker[Session], key: int, version: int, moment: datetime) -> int:
    """Return 1, or 0 when somebody dealt with it at this very moment."""
    try:
        with transaction(factory) as session:
            concern = session.get_one(Concern, key)
            if next_level(concern.level) is not None:
                escalate(session, PROGRAM, key, version, moment)
            else:
                remind(session, PROGRAM, key, version, moment)
    except (Stale, StepNotAllowed):
        log.info("concern %s was dealt with meanwhile", key)
        return 0
    return 1
