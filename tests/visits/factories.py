"""People and homes for tests of home visits. Names are fictional."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.database.accounts import Account, CareOrganisation
from matcher.database.hosts import Household
from matcher.database.visits import HomeVisit, HouseholdDocument, Visitor
from matcher.visits.checklist import checklist
from matcher.visits.impressions import write_impression
from matcher.visits.planning import Plan, plan_visit
from matcher.visits.report import Answer, fill_in, finish_report
from matcher.words import (
    CheckOutcome,
    DocumentKind,
    DocumentState,
    HouseholdStatus,
    Role,
    VisitAdvice,
)
from tests.factories import UTRECHT, add_account, add_municipality, add_room
from tests.services.scenes import AMERSFOORT

BEFORE = datetime(2026, 3, 2, 9, tzinfo=UTC)
VISIT_AT = datetime(2026, 3, 10, 13, tzinfo=UTC)  # 14:00 in the Netherlands
AFTER = VISIT_AT + timedelta(hours=3)
TODAY = AFTER.date()


def acts(account: Account) -> Actor:
    return Actor(account.id, "web")


def add_organisation(session: Session, code: str) -> CareOrganisation:
    found = session.scalars(select(CareOrganisation).where(CareOrganisation.code == code)).first()
    if found is None:
        found = CareOrganisation(code=code, name=f"Organisatie {code}")
        session.add(found)
        session.flush()
    return found


def add_visitor(session: Session, *roles: Role, **values: Any) -> Account:
    """Add a trained visitor: a coordinator of Utrecht, or a referrer of organisation ``code``."""
    who = roles or (Role.REFERRER,)
    ties: dict[str, Any] = {"name": values.pop("name", "Bo Bezoeker")}
    if Role.COORDINATOR in who:
        ties["regions"] = [UTRECHT]
    if Role.REFERRER in who:
        ties["organisation"] = add_organisation(session, values.pop("code", "ZORG-A")).code
    account = add_account(session, *who, **ties)
    session.add(
        Visitor(
            account_id=account.id,
            **{
                "trained_on": date(2025, 1, 1),
                "visits_per_week": 3,
                "latitude": 52.09,
                "longitude": 5.12,
                "place_name": "Utrecht",
                **values,
            },
        )
    )
    session.flush()
    return account


def add_coordinator_elsewhere(session: Session) -> Account:
    add_municipality(session, **AMERSFOORT)
    return add_account(session, Role.COORDINATOR, regions=[AMERSFOORT["code"]])


class Team:
    """A household that signed up in Utrecht, two visitors of two organisations, and a third."""

    def __init__(
        self, session: Session, household: Household | None = None, third: Account | None = None
    ) -> None:
        self.session = session
        if household is None:
            household = add_room(session).home.household
            household.status = HouseholdStatus.SIGNED_UP
            household.contact_name = "Familie Verzinsel"
        self.household: Household = household
        self.one = add_visitor(session, Role.COORDINATOR, name="Anna Eerste")
        self.two = add_visitor(session, Role.REFERRER, name="Bram Tweede")
        self.third = third or add_account(
            session, Role.COORDINATOR, name="Cato Derde", regions=[UTRECHT]
        )
        session.flush()

    def planned(self, at: datetime = VISIT_AT, **values: Any) -> HomeVisit:
        plan = Plan(
            planned_at=at,
            minutes=60,
            visitors=values.pop("visitors", (self.one.id, self.two.id)),
            pair_reason=values.pop("pair_reason", ""),
        )
        return plan_visit(self.session, acts(self.third), self.household.id, plan, BEFORE)

    def held(self, moment: datetime = AFTER) -> HomeVisit:
        visit = self.planned()
        for account, text in ((self.one, "Warm huis."), (self.two, "Fijne kamer.")):
            write_impression(self.session, acts(account), visit.id, text, moment)
        return visit

    def reported(
        self, visit: HomeVisit | None = None, advice: VisitAdvice = VisitAdvice.APPROVE
    ) -> HomeVisit:
        visit = self.held() if visit is None else visit
        answers = {question.code: Answer(CheckOutcome.GOOD) for question in checklist().questions}
        fill_in(self.session, acts(self.one), visit.id, answers)
        return finish_report(
            self.session, acts(self.one), visit.id, visit.version, "Goed gesprek.", advice, AFTER
        )

    def with_vog(self, expires_on: date | None = date(2027, 1, 1)) -> HouseholdDocument:
        paper = HouseholdDocument(
            household_id=self.household.id,
            kind=DocumentKind.VOG,
            state=DocumentState.SEEN,
            person="F. Verzinsel",
            expires_on=expires_on,
        )
        self.session.add(paper)
        self.session.flush()
        return paper
