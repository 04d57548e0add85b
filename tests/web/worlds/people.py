"""A team, its workers, a covenant, a hand-over, a deputy and a project."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.accounts import invitations
from matcher.audit import COMMAND_LINE
from matcher.cases.service import case_of
from matcher.database.accounts import Account, CareOrganisation
from matcher.database.people import Deputy, Handover, Team, Worker, WorkerSpecialism
from matcher.database.youths import Youth
from matcher.inforce import today_in_the_netherlands
from matcher.organisations.covenants import CovenantTerms, add_covenant
from matcher.organisations.projects import ProjectDetails, add_project
from matcher.words import (
    CovenantPurpose,
    ProjectApproach,
    ProjectLevel,
    ProjectPartners,
    ProjectProblem,
    ProjectTargetGroup,
    Role,
    Specialism,
)
from tests.factories import add_account, add_youth


def add(session: Session) -> None:
    organisation = session.scalars(select(CareOrganisation).order_by(CareOrganisation.id)).first()
    assert organisation is not None
    today = today_in_the_netherlands()
    team = Team(organisation_id=organisation.id, name="Team Noord")
    kim = add_account(session, Role.REFERRER, organisation=organisation.code)
    session.add(team)
    session.flush()
    worker = Worker(account_id=kim.id, team_id=team.id, caseload_cap=5)
    worker.specialisms = [WorkerSpecialism(specialism=Specialism.DEBTS)]
    worker.away_from = today + timedelta(days=3)
    session.add(worker)
    session.get_one(Account, 1).organisation_id = organisation.id  # a colleague to look at
    case_of(session, 1).worker_id = 1
    youth = add_youth(session, first_name="Mila", organisation_id=organisation.id)
    case_of(session, youth.id).worker_id = 1
    add_covenant(
        session,
        COMMAND_LINE,
        organisation.id,
        CovenantTerms(
            name="Samen kamers vinden", purposes=(CovenantPurpose.REFER,), signed_on=today
        ),
    )
    add_project(session, COMMAND_LINE, A_PROJECT)
    invitations.invite(
        session,
        COMMAND_LINE,
        "new@example.org",
        [Role.REFERRER],
        organisation=organisation.code,
        today=today,
    )


A_PROJECT = ProjectDetails(
    name="Kamer en klus",
    municipality_name="Utrecht",
    target_group=ProjectTargetGroup.MULTI_PROBLEM,
    problem=ProjectProblem.SEVERAL,
    approach=ProjectApproach.CARE,
    partners=ProjectPartners.CARE_WELFARE,
    level=ProjectLevel.CITY,
)


def tie(session: Session, account: Account) -> None:
    """Let a referrer lead the organisation and be asked to take over; a coordinator be deputy."""
    roles = {link.role for link in account.roles}
    if Role.REFERRER in roles:
        session.add(Worker(account_id=account.id, is_lead=True))
        asked = session.scalars(select(Youth.id).where(Youth.first_name == "Mila")).one()
        session.add(Handover(youth_id=asked, from_id=1, to_id=account.id, note="Let op."))
    if Role.COORDINATOR in roles:
        other = add_account(session, Role.COORDINATOR, regions=["GM0344"])
        starts_on = today_in_the_netherlands()
        session.add(Deputy(account_id=other.id, deputy_id=account.id, starts_on=starts_on))
