"""Who reaches visits, papers, cases and names: the ties of each kind of object."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from matcher.access import POLICY, Action, Principal, belonging, can
from matcher.database.accounts import CareOrganisation
from matcher.database.cases import Consent, ListedName, NameList, YouthCase
from matcher.database.people import Team, Worker
from matcher.database.routemaps import RouteMap
from matcher.database.visits import HomeVisit, HouseholdDocument, VisitVisitor
from matcher.words import (
    CaseSource,
    ConsentPurpose,
    ConsentWay,
    DocumentKind,
    Role,
    RouteMapKind,
)
from tests.factories import add_account, add_room, add_youth

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def referrer(account_id: int = 900, organisation_id: int | None = 901) -> Principal:
    return Principal(
        account_id=account_id, roles=frozenset({Role.REFERRER}), organisation_id=organisation_id
    )


def coordinator(*regions: str, account_id: int = 902) -> Principal:
    return Principal(
        account_id=account_id, roles=frozenset({Role.COORDINATOR}), regions=frozenset(regions)
    )


def person(role: Role, account_id: int) -> Principal:
    return Principal(account_id=account_id, roles=frozenset({role}))


def test_every_action_has_an_entry_in_the_policy() -> None:
    assert set(POLICY) == set(Action)


def a_visit(session: Session) -> HomeVisit:
    household = add_room(session).home.household
    household.account = add_account(session, Role.HOST)
    visitor = add_account(session, Role.ADMINISTRATOR)
    visit = HomeVisit(household=household, number=1, planned_at=NOW, minutes=60)
    visit.visitors.append(VisitVisitor(account=visitor))
    session.add(visit)
    session.flush()
    return visit


def test_visitor_of_a_care_organisation_reaches_the_own_visit_only(session: Session) -> None:
    visit = a_visit(session)
    own = referrer(visit.visitors[0].account_id)
    for action in (Action.READ_VISIT, Action.WRITE_VISIT):
        assert can(own, action, visit)
        assert not can(referrer(), action, visit)
    assert not can(own, Action.DECIDE_VISIT, visit)


def test_coordinator_reads_visits_of_the_region_and_writes_the_own_only(session: Session) -> None:
    visit = a_visit(session)
    here = coordinator("GM0344")
    assert can(here, Action.READ_VISIT, visit)
    assert can(here, Action.DECIDE_VISIT, visit)
    assert not can(here, Action.WRITE_VISIT, visit)
    assert can(coordinator(account_id=visit.visitors[0].account_id), Action.WRITE_VISIT, visit)
    assert not can(coordinator("GM0363"), Action.READ_VISIT, visit)


def test_host_does_not_read_the_notes_of_a_visit(session: Session) -> None:
    visit = a_visit(session)
    host = person(Role.HOST, visit.household.account_id or 0)
    assert can(host, Action.READ_HOST, visit.household)
    assert not any(can(host, action, visit) for action in (Action.READ_VISIT, Action.WRITE_VISIT))


def test_papers_belong_to_the_household(session: Session) -> None:
    household = a_visit(session).household
    paper = HouseholdDocument(household=household, kind=DocumentKind.VOG)
    assert belonging(paper) == belonging(household)


def test_a_case_and_a_consent_belong_to_the_youth(session: Session) -> None:
    youth = add_youth(session)
    case = YouthCase(youth=youth, source=CaseSource.SELF, last_activity_on=date(2026, 3, 2))
    given = Consent(
        youth=youth, purpose=ConsentPurpose.MONITORING, text_version="1", way=ConsentWay.SPOKEN
    )
    assert belonging(case) == belonging(given) == belonging(youth)


def test_a_name_is_seen_by_the_organisation_that_takes_it_up(session: Session) -> None:
    names = NameList(source="-", municipality_code="GM0344", file_name="-", sha256="-")
    name = ListedName(name_list=names, organisation_id=901)
    assert can(referrer(), Action.READ_NAMES, name)
    assert not can(referrer(), Action.READ_NAMES, names)
    assert not can(referrer(organisation_id=5), Action.READ_NAMES, name)
    assert can(coordinator("GM0344"), Action.DIVIDE_NAMES, name)
    assert not can(coordinator("GM0363"), Action.READ_NAMES, name)
    nobodys = ListedName(name_list=names)
    assert not can(referrer(organisation_id=None), Action.READ_NAMES, nobodys)


def test_a_worker_changes_the_own_facts_only(session: Session) -> None:
    organisation = CareOrganisation(code="A", name="A")
    session.add(organisation)
    session.flush()
    account = add_account(session, Role.REFERRER, organisation="A")
    worker = Worker(account=account)
    session.add_all([worker, Team(organisation=organisation, name="Noord")])
    session.flush()
    colleague = referrer(organisation_id=organisation.id)
    assert can(colleague, Action.READ_TEAM, worker)
    assert not can(colleague, Action.CHANGE_WORKER, worker)
    assert can(referrer(account.id, organisation.id), Action.CHANGE_WORKER, worker)
    assert not can(referrer(), Action.READ_TEAM, worker)


@pytest.mark.parametrize("owner", ["owner_id", "second_owner_id"])
def test_both_owners_edit_a_route_map(owner: str) -> None:
    found = RouteMap(code="wonen", kind=RouteMapKind.HOUSING, review_on=date(2026, 9, 1))
    setattr(found, owner, 900)
    assert can(referrer(900), Action.EDIT_ROUTEMAP, found)
    assert not can(referrer(903), Action.EDIT_ROUTEMAP, found)
