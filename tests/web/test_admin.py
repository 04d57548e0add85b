"""The administrator: accounts, contracts and the audit, and never a dossier."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import PROGRAM, Actor, record
from matcher.database.accounts import Account
from matcher.database.base import now
from matcher.database.hosts import Household
from matcher.database.places import Contract
from matcher.database.records import AuditEvent
from matcher.database.session import transaction
from matcher.words import Role
from tests.factories import add_room, add_youth
from tests.queries import counted
from tests.web.conftest import MUNICIPALITY, PASSPHRASE, SignIn

Factory = sessionmaker[Session]
NEW = "elf groene fietsen dromen traag"


@pytest.fixture
def admin(sign_in_as: SignIn) -> FlaskClient:
    client = sign_in_as(Role.ADMINISTRATOR)
    client.set_cookie("language", "en")
    return client


def actions(factory: Factory) -> list[str]:
    with factory() as session:
        return list(session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def create(client: FlaskClient, **changes: Any) -> Any:
    data = {"name": "Nieuwe Collega", "email": "Nieuw@example.org", "roles": ["coordinator"],
            "regions": "Amsterdam", "organisation": "", "municipality": "", "reference": "",
            "passphrase": NEW, **changes}  # fmt: skip
    return client.post("/admin/accounts/new", data=data)


def test_new_coordinator_gets_the_regions_that_were_named(
    admin: FlaskClient, factory: Factory
) -> None:
    assert create(admin).status_code == 303
    with factory() as session:
        made = session.scalars(select(Account).where(Account.email == "nieuw@example.org")).one()
        assert [region.municipality_code for region in made.regions] == [MUNICIPALITY]
    assert "account.create" in actions(factory)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"regions": ""}, "A coordinator works in municipalities"),
        ({"regions": "Amsterdam, Atlantis"}, "Atlantis"),
        ({"roles": ["referrer"]}, "A referrer belongs to a care organisation"),
        ({"roles": ["municipality_officer"]}, "belongs to one municipality"),
        ({"roles": ["host"]}, "belongs to a dossier"),
        ({"roles": ["host"], "reference": "H-BESTAAT-NIET"}, "There is no such dossier"),
        ({"roles": []}, "Choose at least one role"),
        ({"passphrase": "kort"}, "Use at least 15 characters"),
    ],
)
def test_account_that_lacks_something_is_not_made(
    admin: FlaskClient, factory: Factory, changes: dict[str, Any], told: str
) -> None:
    answer = create(admin, **changes)
    assert answer.status_code == 422
    assert told in answer.text
    with factory() as session:
        assert (
            session.scalars(select(Account).where(Account.email == "nieuw@example.org")).all() == []
        )


def test_second_account_with_one_address_is_refused(admin: FlaskClient) -> None:
    assert create(admin).status_code == 303
    again = create(admin, email="NIEUW@example.org")
    assert again.status_code == 422
    assert "already" in again.text


def test_account_of_a_host_is_tied_to_the_dossier_once(
    admin: FlaskClient, factory: Factory
) -> None:
    with transaction(factory) as session:
        household = add_room(session).home.household
        household.reference = "H-VRIJ"
    host = {"roles": ["host"], "reference": "h-vrij"}
    assert create(admin, **host).status_code == 303
    second = create(admin, email="tweede@example.org", **host)
    assert "belongs to another account" in second.text
    with factory() as session:
        assert session.get_one(Household, household.id).account_id is not None


def test_closed_account_is_signed_out_at_once_and_can_be_opened_again(
    admin: FlaskClient, factory: Factory, make_account: Callable[..., Account], sign_in_as: SignIn
) -> None:
    colleague = sign_in_as(Role.COORDINATOR, email="collega@demo.example")
    with factory() as session:
        number = session.scalars(select(Account.id).where(Account.email.like("collega%"))).one()
    assert colleague.get("/coordinator/hosts").status_code == 200
    path = f"/admin/accounts/{number}/state"
    assert admin.post(path, data={"action": "deactivate"}).status_code == 303
    assert colleague.get("/coordinator/hosts").status_code == 303
    assert admin.post(path, data={"action": "reactivate"}).status_code == 303
    assert colleague.get("/coordinator/hosts").status_code == 303  # the old session stays out
    assert [a for a in actions(factory) if a.endswith("activate")] == [
        "account.deactivate", "account.reactivate",
    ]  # fmt: skip


def test_nobody_closes_the_own_account(admin: FlaskClient, factory: Factory) -> None:
    with factory() as session:
        me = session.scalars(select(Account.id)).one()
    answer = admin.post(f"/admin/accounts/{me}/state", data={"action": "deactivate"})
    assert answer.status_code == 422
    assert admin.get("/admin/accounts").status_code == 200


def test_account_can_be_unlocked_and_get_a_new_passphrase(
    admin: FlaskClient, factory: Factory, make_account: Callable[..., Account]
) -> None:
    locked = make_account(Role.COORDINATOR)
    with transaction(factory) as session:
        account = session.get_one(Account, locked.id)
        account.number_of_failed_sign_ins = 10
        account.locked_until_at = now().replace(year=now().year + 1)
    assert "locked for a while" in admin.get("/admin/accounts").text
    base = f"/admin/accounts/{locked.id}"
    assert admin.post(f"{base}/state", data={"action": "unlock"}).status_code == 303
    assert admin.post(f"{base}/passphrase", data={"new": "kort"}).status_code == 422
    assert admin.post(f"{base}/passphrase", data={"new": NEW}).status_code == 303
    signs_in = {"email": locked.email, "passphrase": NEW}
    visitor = admin.application.test_client()
    assert visitor.post("/account/sign-in", data=signs_in).status_code == 303
    old = {"email": locked.email, "passphrase": PASSPHRASE}
    assert visitor.application.test_client().post("/account/sign-in", data=old).status_code == 422


def contract(client: FlaskClient, path: str = "new", **changes: str) -> Any:
    data = {"municipality": "Amsterdam", "starts_on": "01-01-2027", "ends_on": "",
            "placement_limit": "20", "tariff": "12.000", **changes}  # fmt: skip
    return client.post(f"/admin/contracts/{path}", data=data)


def test_contract_is_added_changed_and_ended_with_events(
    admin: FlaskClient, factory: Factory
) -> None:
    assert contract(admin).status_code == 303
    with factory() as session:
        added = session.scalars(select(Contract)).one()
    assert (added.placement_limit, added.tariff_cents) == (20, 1_200_000)
    seen = f"2027-01-01|None|20|{added.tariff_cents}"
    path = str(added.id)
    assert contract(admin, path, seen=seen, ends_on="01-01-2028").status_code == 303
    late = contract(admin, path, seen=seen, placement_limit="5")
    assert late.status_code == 409
    assert "A colleague has just changed this contract" in late.text
    with factory() as session:
        assert session.get_one(Contract, added.id).ends_on == date(2028, 1, 1)
    assert [a for a in actions(factory) if a.startswith("contract")] == [
        "contract.add", "contract.end",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"starts_on": "01-06-2027"}, 422),
        ({"starts_on": "01-01-2026", "ends_on": "02-01-2027"}, 422),
        ({"starts_on": "01-01-2026", "ends_on": "01-01-2027"}, 303),  # they touch
        ({"starts_on": "01-01-2029"}, 303),
        ({"municipality": "Atlantis"}, 422),
        ({"starts_on": "01-01-2029", "ends_on": "01-01-2028"}, 422),
        ({"starts_on": "01-01-2029", "placement_limit": "-1"}, 422),
    ],
)
def test_contracts_of_one_municipality_never_share_a_day(
    admin: FlaskClient, changes: dict[str, str], status: int
) -> None:
    assert contract(admin, ends_on="01-01-2028").status_code == 303
    assert contract(admin, **changes).status_code == status


def test_audit_is_filtered_by_subject_action_and_day(admin: FlaskClient, factory: Factory) -> None:
    with transaction(factory) as session:
        record(session, PROGRAM, "youth.change", 41, fields=["rent_cents"])
        record(session, PROGRAM, "room.change", 42)
    text = admin.get("/admin/audit?subject=youth").text
    assert "Youth 41" in text
    assert "Room 42" not in text
    assert "Room 42" in admin.get("/admin/audit?action=room.change&number=42").text
    assert "No events" in admin.get("/admin/audit?until=01-01-2020").text
    assert "Room 42" in admin.get("/admin/audit?from=01-01-2020&until=nonsense").text


@pytest.mark.parametrize("path", ["/admin/accounts", "/admin/audit", "/admin/contracts"])
def test_administrator_sees_no_name_of_a_host_or_youth(
    admin: FlaskClient, factory: Factory, path: str
) -> None:
    with transaction(factory) as session:
        room, youth = add_room(session), add_youth(session, last_name="Kanariepiet")
        room.home.household.contact_name = "Familie Kanariegeel"
        record(session, PROGRAM, "youth.change", youth.id)
    text = admin.get(path).text
    assert "Kanarie" not in text
    for closed in (f"/coordinator/youths/{youth.id}", "/coordinator/youths", "/referrer/youths"):
        assert admin.get(closed).status_code == 403


@pytest.mark.parametrize("path", ["/admin/accounts", "/admin/audit"])
def test_number_of_queries_does_not_grow_with_the_list(
    admin: FlaskClient, engine: Engine, make_account: Callable[..., Account], path: str
) -> None:
    found = []
    for number in (2, 12):
        for _ in range(number):
            make_account(Role.COORDINATOR, passphrase=None)
        with counted(engine) as statements:
            assert admin.get(path).status_code == 200
        found.append(len(statements))
    assert found[0] == found[1]


def test_audit_calls_a_youth_by_the_number_of_the_account(
    admin: FlaskClient, factory: Factory, make_account: Callable[..., Account]
) -> None:
    youth = make_account(Role.YOUTH, passphrase=None)
    colleague = make_account(Role.COORDINATOR, passphrase=None)
    with transaction(factory) as session:
        session.get_one(Account, youth.id).name = "Kanariepiet"
        session.get_one(Account, colleague.id).name = "Collega Zichtbaar"
        for account in (youth, colleague):
            record(session, Actor(account.id, "web"), "account.sign_in", account.id)
    text = admin.get("/admin/audit").text
    assert "Kanariepiet" not in text
    assert f"Account {youth.id}" in text
    assert "Collega Zichtbaar" in text
