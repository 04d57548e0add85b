"""Organisations and people: own, foreign and absent; leads, deputies, hand-overs and leaving."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.cases.service import case_of
from matcher.database.accounts import Account, CareOrganisation
from matcher.database.cases import YouthCase
from matcher.database.people import Covenant, Deputy, Handover, Invitation, Project, Team, Worker
from matcher.database.session import transaction
from matcher.inforce import today_in_the_netherlands
from matcher.organisations.projects import source_rows
from matcher.words import Role
from tests.factories import add_account, add_youth
from tests.web.conftest import ORGANISATION, SignIn, signed_in_client, without_address
from tests.web.payloads import withstands

Factory = sessionmaker[Session]


@pytest.fixture
def organisation(factory: Factory) -> int:
    with factory() as session:
        query = select(CareOrganisation.id).where(CareOrganisation.code == ORGANISATION)
        return session.scalars(query).one()


@pytest.fixture
def foreign(factory: Factory) -> int:
    with transaction(factory) as session:
        other = CareOrganisation(code="OTHER", name="Andere zorg")
        session.add(other)
        session.flush()
        return other.id


@pytest.fixture
def somebody(app: Flask, factory: Factory) -> Callable[..., tuple[int, FlaskClient]]:
    """``somebody("Kim", lead=True)`` is a referrer, signed in; ``cap`` and ``organisation``."""

    def make(
        name: str, *, lead: bool = False, organisation: str = ORGANISATION, **facts: Any
    ) -> tuple[int, FlaskClient]:
        with transaction(factory) as session:
            account = add_account(session, Role.REFERRER, organisation=organisation, name=name)
            session.add(Worker(account_id=account.id, is_lead=lead, **facts))
        return account.id, signed_in_client(app, account)

    return make


Somebody = Callable[..., tuple[int, FlaskClient]]


def guided(factory: Factory, worker_id: int, organisation_id: int) -> int:
    with transaction(factory) as session:
        youth = add_youth(session, organisation_id=organisation_id)
        case_of(session, youth.id).worker_id = worker_id
        return youth.id


def test_a_lead_manages_the_own_organisation_and_a_worker_only_looks(
    somebody: Somebody, organisation: int, factory: Factory
) -> None:
    (_, lead), (_, worker) = somebody("Kim", lead=True), somebody("Robin")
    teams, page = (
        f"/people/organisations/{organisation}/teams",
        f"/people/organisations/{organisation}",
    )
    assert worker.get(page).status_code == 200
    assert worker.post(teams, data={"name": "Noord"}).status_code == 403
    assert lead.post(teams, data={"name": "Noord"}).status_code == 303
    assert lead.post(teams, data={"name": " noord "}).status_code == 422
    assert "Noord" in worker.get(page).text
    with factory() as session:
        team = session.scalars(select(Team)).one()
    assert worker.get(f"{teams}/{team.id}").status_code == 403
    assert lead.post(f"{teams}/{team.id}", data={"name": "Zuid"}).status_code == 303
    assert lead.post(f"{teams}/{team.id}", data={"action": "remove"}).status_code == 303


def test_another_organisation_looks_like_one_that_does_not_exist(
    somebody: Somebody, foreign: int
) -> None:
    (_, lead), (stranger, _) = somebody("Kim", lead=True), somebody("Bo", organisation="OTHER")
    absent = [lead.get("/people/organisations/999999"), lead.get("/people/workers/999999")]
    there = [lead.get(f"/people/organisations/{foreign}"), lead.get(f"/people/workers/{stranger}")]
    for one, other in zip(absent, there, strict=True):
        assert (one.status_code, other.status_code) == (404, 404)
        assert without_address(one) == without_address(other)
    for path in (f"organisations/{foreign}/teams", f"organisations/{foreign}/invitation",
                 f"workers/{stranger}", f"workers/{stranger}/leaving"):  # fmt: skip
        assert lead.post(f"/people/{path}", data={"name": "x"}).status_code == 404


def test_a_worker_says_what_the_worker_knows_and_a_lead_how_much_is_too_much(
    somebody: Somebody, factory: Factory
) -> None:
    (kim, worker), (_, lead), (_, other) = (
        somebody("Kim"),
        somebody("Lee", lead=True),
        somebody("Bo"),
    )
    page = f"/people/workers/{kim}"
    given = {"version": 1, "specialisms": ["debts", "housing"], "caseload_cap": "1", "is_lead": "y"}
    assert worker.post(page, data=given).status_code == 303
    with factory() as session:
        found = session.get_one(Worker, kim)
        assert [one.specialism for one in found.specialisms] == ["debts", "housing"]
        assert (found.caseload_cap, found.is_lead) == (None, False)
    assert other.post(page, data=given).status_code == 403
    assert lead.post(page, data={"version": 2, "caseload_cap": "4", "team": ""}).status_code == 303
    assert lead.post(page, data={"version": 2, "caseload_cap": "9", "team": ""}).status_code == 409
    with factory() as session:
        assert session.get_one(Worker, kim).caseload_cap == 4


def test_a_lead_does_not_manage_who_can_do_more(
    app: Flask, somebody: Somebody, factory: Factory
) -> None:
    _, lead = somebody("Kim", lead=True)
    with transaction(factory) as session:
        boss = add_account(
            session, Role.REFERRER, Role.ADMINISTRATOR, organisation=ORGANISATION, name="Boss"
        )
    assert lead.get(f"/people/workers/{boss.id}").status_code == 200
    assert lead.post(f"/people/workers/{boss.id}", data={"version": 0}).status_code == 403
    assert lead.post(f"/people/workers/{boss.id}/leaving").status_code == 404


def test_a_lead_invites_a_colleague_and_withdraws_it(
    somebody: Somebody, organisation: int, foreign: int, factory: Factory
) -> None:
    _, lead = somebody("Kim", lead=True)
    base = f"/people/organisations/{organisation}"
    assert lead.post(f"{base}/invitation", data={"email": "x"}).status_code == 422
    given = {"email": "nieuw@example.org", "language": "en"}
    assert lead.post(f"{base}/invitation", data=given).status_code == 303
    with factory() as session:
        invited = session.scalars(select(Invitation)).one()
    assert (invited.roles, invited.organisation_id, invited.language) == (
        "referrer", organisation, "en",
    )  # fmt: skip
    assert "nieuw@example.org" in lead.get(base).text
    _, stranger = somebody("Bo", lead=True, organisation="OTHER")
    at = f"invitations/{invited.id}"
    withdraw = {"action": "withdraw"}
    assert stranger.post(f"/people/organisations/{foreign}/{at}", data=withdraw).status_code == 404
    assert lead.post(f"{base}/{at}", data={"action": "repeat"}).status_code == 303
    assert lead.post(f"{base}/{at}", data=withdraw).status_code == 303
    assert lead.post(f"{base}/{at}", data=withdraw).status_code == 404


def test_a_youth_goes_to_a_colleague_who_says_yes(
    somebody: Somebody, organisation: int, factory: Factory
) -> None:
    (kim, sender), (lee, receiver), (_, other) = somebody("Kim"), somebody("Lee"), somebody("Bo")
    youth = guided(factory, kim, organisation)
    path = f"/people/workers/{kim}/hand-over"
    assert other.get(path).status_code == 404
    dossier = f"/referrer/youths/{youth}"
    assert path in sender.get(dossier).text
    assert path not in other.get(dossier).text  # no link to what one may not open
    assert "checked" in sender.get(path, query_string={"youth": youth}).text
    given = {"youths": [str(youth)], "to": str(lee), "note": "Belt liever niet."}
    assert sender.post(path, data={**given, "to": str(kim)}).status_code == 422
    assert sender.post(path, data=given).status_code == 303
    assert sender.post(path, data=given).status_code == 422  # it is on its way already
    assert "Belt liever niet." in receiver.get("/people/hand-overs").text
    with factory() as session:
        answer = f"/people/hand-overs/{session.scalars(select(Handover.id)).one()}"
        assert session.get_one(YouthCase, youth).worker_id == kim
    assert other.post(answer, data={"action": "accept"}).status_code == 404
    assert sender.post(answer, data={"action": "accept"}).status_code == 403
    assert receiver.post(answer, data={"action": "accept"}).status_code == 303
    with factory() as session:
        assert session.get_one(YouthCase, youth).worker_id == lee
    assert receiver.post(answer, data={"action": "refuse"}).status_code == 303  # too late
    with factory() as session:
        assert session.get_one(YouthCase, youth).worker_id == lee


def test_a_no_and_a_request_taken_back_leave_the_youth_where_it_was(
    somebody: Somebody, organisation: int, factory: Factory
) -> None:
    (kim, sender), (lee, receiver) = somebody("Kim"), somebody("Lee")
    youth = guided(factory, kim, organisation)
    given = {"youths": [str(youth)], "to": str(lee)}
    for client, action in ((receiver, "refuse"), (sender, "take_back")):
        sender.post(f"/people/workers/{kim}/hand-over", data=given)
        with factory() as session:
            query = select(Handover.id).where(Handover.refused_at.is_(None))
            answer = f"/people/hand-overs/{session.scalars(query).one()}"
        assert client.post(answer, data={"action": action}).status_code == 303
    with factory() as session:
        assert session.get_one(YouthCase, youth).worker_id == kim


def test_nobody_leaves_youths_behind(
    somebody: Somebody, organisation: int, factory: Factory
) -> None:
    (kim, worker), (_, lead) = somebody("Kim"), somebody("Lee", lead=True)
    youth = guided(factory, kim, organisation)
    path = f"/people/workers/{kim}/leaving"
    assert worker.post(path).status_code == 404
    assert lead.post(path).status_code == 422
    with transaction(factory) as session:
        case_of(session, youth).worker_id = None
    assert lead.post(path).status_code == 303
    with factory() as session:
        assert not session.get_one(Account, kim).is_active
    assert worker.get("/people/organisation").status_code == 303  # to signing in
    assert lead.get(path).status_code == 404


def test_a_coordinator_passes_on_to_one_who_works_there(
    sign_in_as: SignIn, factory: Factory
) -> None:
    admin = sign_in_as(Role.ADMINISTRATOR)
    with transaction(factory) as session:
        youth = add_youth(session)
        leaver, there, elsewhere = (
            add_account(session, Role.COORDINATOR, regions=[code], name=code).id
            for code in ("GM0344", "GM0344", "GM0363")
        )
        case_of(session, youth.id).handled_by_id = leaver
        key = youth.id
    path = f"/people/workers/{leaver}/leaving"
    assert admin.post(path).status_code == 422
    assert admin.post(path, data={"successor": elsewhere}).status_code == 422
    assert admin.post(path, data={"successor": there}).status_code == 303
    with factory() as session:
        assert session.get_one(YouthCase, key).handled_by_id == there
    assert admin.post(path).status_code == 303


def test_a_deputy_sees_the_region_only_between_the_days(
    sign_in_as: SignIn, app: Flask, factory: Factory
) -> None:
    with transaction(factory) as session:
        youth = add_youth(session).id
        me = add_account(session, Role.COORDINATOR, regions=["GM0344"], name="Noor")
        deputy = add_account(session, Role.COORDINATOR, regions=["GM0363"], name="Bo")
    mine, theirs = signed_in_client(app, me), signed_in_client(app, deputy)
    dossier, today = f"/coordinator/youths/{youth}", today_in_the_netherlands()
    assert theirs.get(dossier).status_code == 404
    given = {"deputy": str(deputy.id), "starts_on": f"{today:%d-%m-%Y}", "ends_on": ""}
    assert mine.post("/people/deputies", data={**given, "deputy": str(me.id)}).status_code == 422
    assert mine.post("/people/deputies", data=given).status_code == 303
    assert mine.post("/people/deputies", data=given).status_code == 422
    assert theirs.get(dossier).status_code == 200
    with factory() as session:
        key = session.scalars(select(Deputy.id)).one()
    assert theirs.post(f"/people/deputies/{key}/end").status_code == 404
    assert mine.post(f"/people/deputies/{key}/end").status_code == 303
    assert theirs.get(dossier).status_code == 404


def test_the_administrator_writes_covenants_down(
    sign_in_as: SignIn, organisation: int, foreign: int, factory: Factory
) -> None:
    admin = sign_in_as(Role.ADMINISTRATOR)
    base = f"/people/organisations/{organisation}/covenants"
    given = {
        "name": "Samen kamers vinden", "purposes": ["refer", "visits"], "signed_on": "01-03-2026",
        "ends_on": "01-03-2028", "municipality": "Amsterdam",
    }  # fmt: skip
    mistakes: tuple[dict[str, Any], ...] = (
        {"purposes": []}, {"ends_on": "01-03-2026"}, {"municipality": "Nergenshuizen"},
    )  # fmt: skip
    for wrong in mistakes:
        assert admin.post(f"{base}/new", data={**given, **wrong}).status_code == 422
    assert admin.post(f"{base}/new", data=given).status_code == 303
    with factory() as session:
        key = session.scalars(select(Covenant.id)).one()
    assert admin.get(f"/people/organisations/{foreign}/covenants/{key}").status_code == 404
    assert admin.post(f"{base}/{key}", data={**given, "ends_on": ""}).status_code == 303
    assert "Samen kamers vinden" in admin.get(f"/people/organisations/{organisation}").text


def test_notes_withstand_anything(sign_in_as: SignIn, organisation: int, factory: Factory) -> None:
    admin = sign_in_as(Role.ADMINISTRATOR)
    given = {"name": "Convenant", "purposes": ["refer"], "signed_on": "01-03-2026"}
    admin.post(f"/people/organisations/{organisation}/covenants/new", data=given)
    with factory() as session:
        key = session.scalars(select(Covenant.id)).one()
    page = f"/people/organisations/{organisation}/covenants/{key}"
    withstands(
        send=lambda text: admin.post(page, data={**given, "note": text}),
        show=lambda: admin.get(page).text,
    )


@pytest.fixture
def projects(factory: Factory) -> None:
    with transaction(factory) as session:
        session.add_all(Project(**row) for row in source_rows())


def test_projects_are_counted_per_value_as_the_annexes_do(
    projects: None, sign_in_as: SignIn
) -> None:
    client = sign_in_as(Role.MUNICIPALITY_OFFICER)
    rows = list(
        csv.reader(
            StringIO(client.get("/people/projects.csv").text.lstrip("\ufeff")), delimiter=";"
        )
    )
    assert len(rows) == 34
    assert sum("multiprobleemgezinnen of -huishoudens" in row for row in rows) == 14
    chosen = client.get("/people/projects.csv?target_group=nuisance&level=city").text
    assert chosen.count("\r\n") == 2
    assert "Aanpak ernstig overlastgevende gezinnen;Utrecht" in chosen
    assert client.get("/people/projects?level=nonsense").status_code == 200


def test_projects_of_the_source_stay_and_own_ones_change(
    projects: None, sign_in_as: SignIn, factory: Factory
) -> None:
    admin = sign_in_as(Role.ADMINISTRATOR)
    given = {
        "name": "Kamer en klus", "municipality_name": "Utrecht", "target_group": "multi_problem",
        "problem": "several", "approach": "care", "partners": "broad", "level": "city",
    }  # fmt: skip
    assert admin.post("/people/projects/new", data={**given, "level": ""}).status_code == 422
    assert admin.post("/people/projects/new", data=given).status_code == 303
    assert admin.post("/people/projects/new", data=given).status_code == 422
    with factory() as session:
        own = session.scalars(select(Project.id).where(Project.is_from_source.is_(False))).one()
        source = session.scalars(select(Project.id).where(Project.is_from_source)).first()
    changed = {**given, "level": "region", "version": "1"}
    assert admin.post(f"/people/projects/{own}", data=changed).status_code == 303
    assert admin.post(f"/people/projects/{own}", data=changed).status_code == 409
    assert admin.post(f"/people/projects/{source}", data=changed).status_code in (403, 409)
    assert admin.post(f"/people/projects/{source}", data={"action": "remove"}).status_code == 403
    assert admin.post(f"/people/projects/{own}", data={"action": "remove"}).status_code == 303
    with factory() as session:
        assert len(session.scalars(select(Project)).all()) == 33


def test_a_youth_whom_nobody_guides_is_taken_on_by_one_worker(
    somebody: Somebody, organisation: int, factory: Factory
) -> None:
    (kim, first), (_, second), (_, stranger) = (
        somebody("Kim"), somebody("Lee"), somebody("Bo", organisation=add_other(factory)),
    )  # fmt: skip
    with transaction(factory) as session:
        youth = add_youth(session, organisation_id=organisation).id
    assert stranger.post(f"/people/youths/{youth}/take-on").status_code == 404
    for client in (first, second):
        assert client.post(f"/people/youths/{youth}/take-on").status_code == 303
    with factory() as session:
        assert session.get_one(YouthCase, youth).worker_id == kim
    assert "Kim" in second.get(f"/referrer/youths/{youth}").text


def add_other(factory: Factory) -> str:
    with transaction(factory) as session:
        session.add(CareOrganisation(code="OTHER", name="Andere zorg"))
    return "OTHER"


def test_the_administrator_invites_for_any_role_with_what_it_needs(
    sign_in_as: SignIn, factory: Factory
) -> None:
    admin = sign_in_as(Role.ADMINISTRATOR)
    with transaction(factory) as session:
        youth = add_youth(session)
        reference, key = youth.reference, youth.id
    given = {"email": "bo@example.org", "language": "nl", "roles": ["youth"], "organisation": ""}
    assert admin.post("/admin/invitations", data=given).status_code == 422
    for wrong in ("J-NONE", ""):
        answer = admin.post("/admin/invitations", data={**given, "reference": wrong})
        assert answer.status_code == 422
    assert (
        admin.post("/admin/invitations", data={**given, "reference": reference}).status_code == 303
    )
    with factory() as session:
        invited = session.scalars(select(Invitation)).one()
    assert (invited.roles, invited.youth_id) == ("youth", key)
    assert "bo@example.org" in admin.get("/admin/invitations").text
    page = f"/admin/invitations/{invited.id}"
    assert admin.post(page, data={"action": "repeat"}).status_code == 303
    assert admin.post(page, data={"action": "withdraw"}).status_code == 303
    assert "bo@example.org" not in admin.get("/admin/invitations").text


def test_a_coordinator_loses_a_municipality_at_once(
    app: Flask, sign_in_as: SignIn, factory: Factory
) -> None:
    admin = sign_in_as(Role.ADMINISTRATOR)
    with transaction(factory) as session:
        youth = add_youth(session).id
        noor = add_account(session, Role.COORDINATOR, regions=["GM0344"], name="Noor")
    theirs, page = signed_in_client(app, noor), f"/admin/accounts/{noor.id}/regions"
    assert theirs.get(f"/coordinator/youths/{youth}").status_code == 200
    assert admin.post(page, data={"regions": "Nergenshuizen"}).status_code == 422
    assert admin.post(page, data={"regions": "Amsterdam"}).status_code == 303
    assert theirs.get(f"/coordinator/youths/{youth}").status_code == 404
    assert admin.get(f"/admin/accounts/{admin_id(factory)}/regions").status_code == 404


def admin_id(factory: Factory) -> int:
    with factory() as session:
        query = select(Account.id).where(Account.roles.any(role=Role.ADMINISTRATOR))
        return session.scalars(query).one()
