"""The page behind the link of an invitation: on a phone, in two languages, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher import links
from matcher.accounts import invitations
from matcher.audit import COMMAND_LINE
from matcher.database.accounts import Account
from matcher.database.people import Invitation
from matcher.database.records import OutboxMessage
from matcher.database.session import transaction
from matcher.inforce import today_in_the_netherlands
from matcher.links import Claim
from matcher.words import Role
from tests.factories import add_youth
from tests.web.browsing import overflow, violations
from tests.web.conftest import ORGANISATION, PASSPHRASE

TODAY = today_in_the_netherlands()
FILLED = {"name": "Kim Visser", "new": PASSPHRASE, "again": PASSPHRASE}


@pytest.fixture
def invite(app: Flask, factory: sessionmaker[Session]) -> Callable[..., str]:
    """Invite somebody and return the address in the mail, without the host."""

    def make(email: str = "kim@example.org", role: Role = Role.REFERRER, **ties: object) -> str:
        given = ties or {"organisation": ORGANISATION}
        with transaction(factory) as session:
            invitations.invite(session, COMMAND_LINE, email, [role], today=TODAY, **given)  # type: ignore[arg-type]
            newest = select(OutboxMessage).order_by(OutboxMessage.id.desc()).limit(1)
            claim = Claim.restored(session.scalars(newest).one().values["link"])
        return links.address(app.extensions["settings"].secret_key, "", claim)

    return make


def number_of_accounts(factory: sessionmaker[Session]) -> int:
    with factory() as session:
        return len(session.scalars(select(Account)).all())


def test_every_link_leads_to_a_page(app: Flask) -> None:
    routes = app.url_map.bind("localhost")
    for purpose, path in links.PATHS.items():
        for method in ("GET",) if purpose in links.LOOKED_AT else ("GET", "POST"):
            assert routes.match(path.format(key="1.a.2"), method=method), purpose


def test_whoever_accepts_is_signed_in_and_the_link_is_used_up(
    client: FlaskClient, invite: Callable[..., str], factory: sessionmaker[Session]
) -> None:
    address = invite()
    for _ in range(3):  # looking, as mail programs do, uses nothing up
        page = client.get(address)
        assert page.status_code == 200
    assert "kim@example.org" in page.text
    assert "Zorg voor morgen" in page.text
    answer = client.post(address, data=FILLED)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/referrer/youths")
    assert client.get("/referrer/youths").status_code == 200
    assert client.get(address).status_code == 404
    assert client.post(address, data=FILLED).status_code == 404
    assert number_of_accounts(factory) == 1


def test_the_address_of_the_account_is_that_of_the_mail(
    client: FlaskClient, invite: Callable[..., str], factory: sessionmaker[Session]
) -> None:
    client.post(invite(), data={**FILLED, "email": "somebody@example.net"})
    with factory() as session:
        assert session.scalars(select(Account.email)).one() == "kim@example.org"


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"new": "short", "again": "short"}, {"again": "another one, all the same"}],
)
def test_a_mistake_keeps_the_link_open(
    client: FlaskClient,
    invite: Callable[..., str],
    factory: sessionmaker[Session],
    wrong: dict[str, str],
) -> None:
    address = invite()
    assert client.post(address, data={**FILLED, **wrong}).status_code == 422
    assert number_of_accounts(factory) == 0
    assert client.get(address).status_code == 200


def test_the_answer_is_the_same_for_every_link_that_does_not_work(
    client: FlaskClient, invite: Callable[..., str], factory: sessionmaker[Session]
) -> None:
    used, withdrawn, late, older = (invite(f"{n}@example.org") for n in range(4))
    FlaskClient.post(client.application.test_client(), used, data=FILLED)
    invite("3@example.org")
    with transaction(factory) as session:
        by_address = {one.email: one for one in session.scalars(select(Invitation))}
        invitations.withdraw(session, COMMAND_LINE, by_address["1@example.org"].id)
        by_address["2@example.org"].made_at -= timedelta(days=400)
        by_address["2@example.org"].expires_at -= timedelta(days=400)
    forged = used[:-4] + "0000"
    dead = (
        used,
        withdrawn,
        late,
        older,
        forged,
        "/account/invitation/x",
        "/account/invitation/%00",
    )
    for answers in (
        [client.get(address) for address in dead[:-1]],
        [client.post(address, data=FILLED) for address in dead[:-1]],
    ):
        bodies = {
            answer.text.replace(address, "") for answer, address in zip(answers, dead, strict=False)
        }
        assert {answer.status_code for answer in answers} == {404}
        assert len(bodies) == 1
    assert client.get(dead[-1]).status_code in (400, 404)


def test_a_youth_who_accepts_sees_the_own_dossier(
    client: FlaskClient, invite: Callable[..., str], factory: sessionmaker[Session]
) -> None:
    with transaction(factory) as session:
        key = add_youth(session, first_name="Bo").id
    answer = client.post(invite("bo@example.org", Role.YOUTH, youth_id=key), data=FILLED)
    assert answer.headers["Location"] == "/youth/"
    assert "Bo" in client.get("/youth/").text


@pytest.mark.browser
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_pages_of_a_link_break_no_rule_of_axe_and_fit_a_phone(
    live: str, open_page: Callable[..., Page], invite: Callable[..., str], language: str
) -> None:
    page = open_page(320, language)
    for address in (invite(), "/account/invitation/1.a.20260101.0"):
        page.goto(address)
        assert violations(page) == []
        assert overflow(page) <= 0
