"""Each day: tell the responsible worker of days that come near, each day once."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session, sessionmaker

from matcher.careteam.people import placement_of, responsible_people, tell
from matcher.careteam.signals import signals
from matcher.database.session import reading, transaction
from matcher.inforce import policy_in_force


def run(factory: sessionmaker[Session], today: date) -> int:
    """Mail what is near by ``today``; return 0, since nothing but mail comes of it."""
    with reading(factory) as session:
        found = signals(session, today, policy_in_force())
    for near in found:
        with transaction(factory) as session:
            placement = placement_of(session, near.placement_id)
            for account in responsible_people(session, placement, today):
                tell(
                    session, account, f"signal_{near.signal.value}", placement.id,
                    once=f"signal:{near.signal.value}:{placement.id}:{near.on}",
                    day_on=near.on.isoformat(), placement=placement.id,
                )  # fmt: skip
    return 0
