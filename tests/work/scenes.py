"""A small region with something of each kind that waits."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from matcher.access import Principal
from matcher.accounts.service import principal_of
from matcher.database.accounts import Account, CareOrganisation
from matcher.database.cases import (
    Correction,
    ListedName,
    NameList,
    YouthCase,
    YouthException,
)
from matcher.database.hosting import HouseholdHandling
from matcher.database.hosts import Room
from matcher.database.people import Handover
from matcher.database.rounds import MatchingRound, Proposal
from matcher.database.visits import HomeVisit, HouseholdDocument, VisitAction, VisitVisitor
from matcher.database.youths import Youth
from matcher.words import (
    CaseSource,
    DocumentKind,
    DocumentState,
    ExceptionKind,
    HouseholdStatus,
    Role,
    RoundStatus,
    VisitStatus,
    YouthStatus,
)
from tests.factories import TODAY, add_account, add_municipality, add_proposal, add_room, add_youth

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday
WEEK = timedelta(days=7)


class Region(NamedTuple):
    """``noor`` and ``bo`` coordinate Utrecht, ``els`` elsewhere; ``kim`` and ``jo`` guide youths."""

    noor: Account
    bo: Account
    els: Account
    kim: Account
    jo: Account
    youth: Youth
    proposal: Proposal


def add_region(session: Session) -> Region:
    organisation = CareOrganisation(code="NOORD", name="Zorg Noord")
    session.add(organisation)
    room, youth = add_room(session), add_youth(session, organisation_id=None)
    youth.organisation = organisation
    session.flush()
    noor, bo = (
        add_account(session, Role.COORDINATOR, name=name, regions=["GM0344"])
        for name in ("Noor", "Bo")
    )
    add_municipality(session, code="GM0363", name="Amsterdam")
    els = add_account(session, Role.COORDINATOR, name="Els", regions=["GM0363"])
    kim, jo = (
        add_account(session, Role.REFERRER, name=name, organisation="NOORD")
        for name in ("Kim", "Jo")
    )
    return Region(noor, bo, els, kim, jo, youth, open_proposal(session, youth, room))


def open_proposal(session: Session, youth: Youth, room: Room) -> Proposal:
    """An open proposal of a round that was done this morning."""
    done = MatchingRound(
        status=RoundStatus.DONE, today=TODAY, created_at=MORNING, finished_at=MORNING
    )
    return add_proposal(session, round=done, youth=youth, room=room)


def principal(account: Account, today: date = TODAY) -> Principal:
    return principal_of(account, today)


def add_rest(session: Session, region: Region) -> None:
    """Add everything else that the work list knows from before a proposal."""
    youth, kim = region.youth, region.kim
    youth.status = YouthStatus.REGISTERED
    session.add_all(
        [
            YouthCase(
                youth=youth, source=next(iter(CaseSource)), worker=kim, last_activity_on=TODAY
            ),
            Correction(youth=youth, field="phone", old="1", new="2", asked_at=MORNING),
            YouthException(
                youth=youth,
                kind=next(iter(ExceptionKind)),
                reason="…",
                asked_at=MORNING,
                asked_by_id=kim.id,
            ),
            Handover(youth=youth, from_id=kim.id, to_id=region.jo.id, asked_at=MORNING),
        ]
    )
    names = NameList(
        source="Wijkteam", municipality_code="GM0344", file_name="a.csv", sha256="0" * 64,
        made_at=MORNING,
    )  # fmt: skip
    names.names = [
        ListedName(first_name="A"),
        ListedName(first_name="B"),
        ListedName(first_name="C", account_id=kim.id, organisation_id=region.youth.organisation_id),
    ]
    session.add(names)
    _add_visits(session, region)
    session.flush()


def _add_visits(session: Session, region: Region) -> None:
    def household(status: HouseholdStatus) -> int:
        home = add_room(session).home
        home.household.status = status
        home.household.signed_up_on = TODAY
        return home.household_id

    waiting = household(HouseholdStatus.SIGNED_UP)
    session.add(HouseholdHandling(household_id=waiting, handled_by_id=region.noor.id))
    for status, planned_at in (
        (VisitStatus.PLANNED, MORNING + WEEK),
        (VisitStatus.PLANNED, MORNING - WEEK),
        (VisitStatus.REPORTED, MORNING - WEEK),
    ):
        visit = HomeVisit(
            household_id=household(HouseholdStatus.SIGNED_UP),
            number=1,
            status=status,
            planned_at=planned_at,
            minutes=60,
            reported_at=MORNING if status == VisitStatus.REPORTED else None,
        )
        visit.visitors = [VisitVisitor(account=region.kim), VisitVisitor(account=region.bo)]
        visit.actions = [VisitAction(text="Bel", owner_id=region.bo.id, due_on=TODAY)]
        session.add(visit)
    session.add(
        HouseholdDocument(
            household_id=household(HouseholdStatus.APPROVED),
            kind=next(iter(DocumentKind)),
            state=DocumentState.SEEN,
            expires_on=TODAY + WEEK,
        )
    )
