"""Once a day: what was handed over and is done is forgotten, before it could come up again."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.session import reading, transaction
from matcher.database.work import WorkHandover
from matcher.inforce import policy_in_force
from matcher.work.handing_over import forget_done
from matcher.work.items import every_item


def run(factory: sessionmaker[Session], today: date) -> int:
    with reading(factory) as session:
        if session.scalar(select(WorkHandover.id).limit(1)) is None:
            return 0
        still = {item.key for item in every_item(session, today, policy_in_force())}
    with transaction(factory) as session:
        return forget_done(session, still)
