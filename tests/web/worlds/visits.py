"""A visit that a visitor is on, with notes, and a paper of its household."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from matcher.database.accounts import Account
from matcher.database.base import now
from matcher.database.visits import (
    HomeVisit,
    HouseholdDocument,
    VisitAction,
    VisitAnswer,
    VisitImpression,
    Visitor,
    VisitVisitor,
)
from matcher.words import (
    ChecklistPart,
    CheckOutcome,
    DocumentKind,
    DocumentState,
    Role,
    VisitStatus,
)
from tests.factories import TODAY, add_account


def add(session: Session) -> None:
    mate = add_account(session, Role.COORDINATOR, name="Mila Bezoekt", regions=["GM0344"])
    session.add(Visitor(account_id=mate.id, trained_on=TODAY))
    visit = HomeVisit(
        household_id=1,
        number=1,
        status=VisitStatus.HELD,
        planned_at=now() - timedelta(hours=2),
        minutes=60,
    )
    visit.visitors.append(VisitVisitor(account_id=mate.id))
    visit.impressions.append(VisitImpression(account_id=mate.id, text="Een rustig huis."))
    visit.answers.append(
        VisitAnswer(
            question="fire_safety",
            part=ChecklistPart.ROOM,
            outcome=CheckOutcome.ATTENTION,
            note="Batterij leeg.",
        )
    )
    visit.actions.append(VisitAction(text="Rookmelder ophangen", due_on=TODAY))
    session.add(visit)
    paper = HouseholdDocument(
        household_id=1, kind=DocumentKind.VOG, state=DocumentState.SEEN, expires_on=TODAY
    )
    session.add(paper)


def tie(session: Session, account: Account) -> None:
    """Let a referrer be the second visitor, who wrote down the own impression."""
    if account.organisation_id is not None:
        visit = session.get_one(HomeVisit, 1)
        organisation = account.organisation_id
        visit.visitors.append(VisitVisitor(account_id=account.id, organisation_id=organisation))
        visit.impressions.append(VisitImpression(account_id=account.id, text="Fijne buurt."))
