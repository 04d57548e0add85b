"""A stay that runs, with people around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.consents.service import give
from matcher.database.accounts import Account
from matcher.database.leaving import Ending
from matcher.database.living import CareTeam
from matcher.database.placements import Placement
from matcher.endings.service import Notice, give_notice
from matcher.words import (
    ConsentPurpose,
    ConsentWay,
    EndingKind,
    EndingReason,
    IntroductionStage,
    Role,
    Side,
)
from tests.factories import TODAY, add_account, add_introduction, add_municipality

JUNE, SEPTEMBER = date(2026, 6, 1), date(2026, 9, 1)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


@dataclass
class Stay:
    placement: Placement
    coordinator: Account
    actor: Actor

    def notice(
        self, session: Session, ends_on: date = SEPTEMBER, today: date = JUNE, **values: object
    ) -> Ending:
        given = {
            "kind": EndingKind.PLANNED,
            "reason": EndingReason.OWN_HOME,
            "given_by": Side.COORDINATOR,
            "ends_on": ends_on,
            **values,
        }
        notice = Notice(**given)  # type: ignore[arg-type]
        version = self.placement.version
        return give_notice(session, self.actor, self.placement.id, version, notice, today=today)


def stay(session: Session, *, agrees: bool = True) -> Stay:
    """A youth who has lived in a room since TODAY; mail goes to both sides."""
    add_municipality(session)
    coordinator = add_account(session, Role.COORDINATOR, regions=["GM0344"])
    introduction = add_introduction(session, stage=IntroductionStage.STARTED)
    placement = introduction.placement
    assert placement is not None
    placement.youth.email = "jongere@example.org"
    session.add(CareTeam(placement_id=placement.id, responsible_id=coordinator.id, since_on=TODAY))
    actor = Actor(coordinator.id, "web")
    if agrees:
        purposes = [ConsentPurpose.FOLLOW_UP, ConsentPurpose.KEEP_AND_MATCH]
        give(session, actor, placement.youth_id, purposes, ConsentWay.SIGNED, at(TODAY))
    session.flush()
    return Stay(placement, coordinator, actor)
