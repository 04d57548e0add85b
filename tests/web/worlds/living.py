"""Around placement 1: a team, numbers to call, check-in 1, plan 1 with action 1, concern 1."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from matcher.database.accounts import Account
from matcher.database.base import now
from matcher.database.concerns import Concern
from matcher.database.living import (
    CareTeam,
    CheckIn,
    EmergencyContact,
    EmergencyLink,
    Plan,
    PlanAction,
)
from matcher.inforce import today_in_the_netherlands
from matcher.words import (
    ConcernKind,
    ConcernLevel,
    ContactKind,
    Role,
    Seriousness,
    Side,
)
from tests.factories import add_account


def add(session: Session) -> None:
    today = today_in_the_netherlands()
    first = add_account(session, Role.COORDINATOR, regions=["GM0344"], name="Noor Jansen")
    second = add_account(session, Role.COORDINATOR, regions=["GM0344"], name="Bram de Wit")
    session.add_all(
        [
            CareTeam(
                placement_id=1, responsible_id=first.id, deputy_id=second.id, since_on=today
            ),
            EmergencyContact(
                placement_id=1, kind=ContactKind.COORDINATOR, position=1, label="Noor Jansen",
                phone="020 123 45 67", hours="9.00-17.00",
            ),
            EmergencyLink(placement_id=1, nonce="0" * 32),
            CheckIn(placement_id=1, number=1, planned_on=today + timedelta(days=2)),
            Plan(
                placement_id=1, youth_id=1, goal="Een diploma",
                review_on=today + timedelta(days=90),
                actions=[
                    PlanAction(
                        what="Inschrijven bij de gemeente", measured_by="Bewijs is binnen",
                        owner_side=Side.YOUTH, due_on=today + timedelta(days=7),
                    )
                ],
            ),
            Concern(
                placement_id=1, kind=ConcernKind.CONFLICT, seriousness=Seriousness.SERIOUS,
                level=ConcernLevel.MUNICIPALITY, raised_by_side=Side.HOST, text="Ruzie in huis",
                due_at=now() + timedelta(hours=20),
            ),
        ]
    )  # fmt: skip


def tie(session: Session, account: Account) -> None:
    """A host or a youth looks at a concern of their own."""
    if {link.role for link in account.roles} & {Role.HOST, Role.YOUTH}:
        session.get_one(Concern, 1).raised_by_id = account.id
