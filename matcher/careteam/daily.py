"""Each day: tell the responsible worker of days that come near, each day once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher import outbox
from matcher.careteam.people import placement_of, responsible_people, tell
from matcher.careteam.signals import Near, signals
from matcher.database.records import OutboxMessage
from matcher.database.session import reading, transaction
from matcher.inforce import policy_in_force
from matcher.overtaken import waits


def run(factory: sessionmaker[Session], today: date) -> int:
    """Mail what is near by ``today``; return 0, since nothing but mail comes of it."""
    with reading(factory) as session:
        found = signals(session, today, policy_in_force())
    with transaction(factory) as session:
        _leave_behind(session, {_name(near) for near in found})
    for near in found:
        with transaction(factory) as session:
            placement = placement_of(session, near.placement_id)
            for account in responsible_people(session, placement, today):
                tell(
                    session, account, f"signal_{near.signal.value}", placement.id,
                    once=_name(near),
                    day_on=near.on.isoformat(), placement=placement.id,
                )  # fmt: skip
    return 0


def _name(near: Near) -> str:
    return f"signal:{near.signal.value}:{near.placement_id}:{near.on}"


def _leave_behind(session: Session, names: Collection[str]) -> None:
    """What waits about a day that is no longer near is of no use: it was put off, or seen to."""
    waiting = select(OutboxMessage.id, OutboxMessage.once).where(
        *waits(), OutboxMessage.once.startswith("signal:", autoescape=True)
    )
    gone = [
        key for key, once in session.execute(waiting) if str(once).rpartition("@")[0] not in names
    ]
    if gone:
        outbox.take_back(session, "signal:", OutboxMessage.id.in_(gone))
