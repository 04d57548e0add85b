"""Messages on screen: to read beforehand, in the dossiers, and what did not arrive."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock, outbox
from matcher.clock import moment
from matcher.database.placements import Placement
from matcher.database.records import OutboxMessage
from matcher.database.session import transaction
from matcher.inforce import today_in_the_netherlands
from matcher.messages import TEXTS
from matcher.outbox import MOST_TRIES
from matcher.words import PlacementStatus, Role
from tests.factories import UTRECHT, add_room, add_youth
from tests.web.conftest import SignIn

Factory = sessionmaker[Session]


@pytest.fixture
def stay_id(factory: Factory) -> int:
    """A stay in Utrecht with a message that was given up, and a lost message about nobody."""
    with transaction(factory) as session:
        placement = Placement(
            room=add_room(session),
            youth=add_youth(session, first_name="Samira", email="sam@example.org"),
            status=PlacementStatus.ACTIVE,
            starts_on=today_in_the_netherlands(),
        )
        session.add(placement)
        session.flush()
        about = ("placement", placement.id)
        outbox.post(session, "sam@example.org", "handover_accepted", "en", about=about)
        outbox.post(session, "mo@example.org", "handover_refused", "en")
        session.flush()
        for message in session.scalars(select(OutboxMessage)):
            message.given_up_at, message.number_of_tries = moment(), MOST_TRIES
        return placement.id


@pytest.fixture
def coordinator(stay_id: int, sign_in_as: SignIn) -> FlaskClient:
    client = sign_in_as(Role.COORDINATOR, regions=[UTRECHT])
    client.set_cookie("language", "en")
    return client


def test_every_mail_can_be_read_in_both_languages(coordinator: FlaskClient) -> None:
    page = coordinator.get("/messages").text
    assert page.count('class="km-message"') == 2 * len(TEXTS)
    assert "Something waits for you" in page
    assert "Er wacht iets op je" in page
    few = coordinator.get("/messages?q=overdracht").text
    assert 0 < few.count('class="km-message"') < 2 * len(TEXTS)
    assert "No mail found" in coordinator.get("/messages?q=xyzzy").text


def test_the_history_stands_in_the_dossiers_without_addresses(
    coordinator: FlaskClient, stay_id: int, factory: Factory
) -> None:
    with factory() as session:
        placement = session.get_one(Placement, stay_id)
        paths = (
            f"/placements/{stay_id}",
            f"/coordinator/youths/{placement.youth_id}",
            f"/coordinator/hosts/{placement.room.home.household_id}",
        )
    for path in paths:
        page = coordinator.get(path).text
        assert "Your hand-over is accepted" in page, path
        assert "did not arrive" in page
    assert "sam@example.org" not in coordinator.get("/messages/lost").text


def test_what_did_not_arrive_is_sent_again_by_who_reaches_the_dossier(
    coordinator: FlaskClient, stay_id: int, factory: Factory, sign_in_as: SignIn
) -> None:
    with factory() as session:
        mine, nobodys = session.scalars(select(OutboxMessage.id).order_by(OutboxMessage.id))
    elsewhere = sign_in_as(Role.COORDINATOR)
    assert "Everything arrived" in elsewhere.get("/messages/lost?").text or (
        "Samira" not in elsewhere.get("/messages/lost").text
    )
    assert elsewhere.post(f"/messages/{mine}/again").status_code == 404
    assert coordinator.post(f"/messages/{nobodys}/again").status_code == 404
    assert "Samira" in coordinator.get("/messages/lost").text
    assert "Message did not arrive" in coordinator.get("/work").text
    assert coordinator.post(f"/messages/{mine}/again").status_code == 303
    assert coordinator.post(f"/messages/{mine}/again").status_code == 404
    with factory() as session:
        assert session.get_one(OutboxMessage, mine).given_up_at is None


def test_an_administrator_sends_all_again_and_reads_no_names(
    stay_id: int, factory: Factory, sign_in_as: SignIn
) -> None:
    client = sign_in_as(Role.ADMINISTRATOR)
    page = client.get("/messages/lost").text
    assert page.count("/again") == 2
    assert "Samira" not in page
    with factory() as session:
        ids = list(session.scalars(select(OutboxMessage.id)))
    for key in ids:
        assert client.post(f"/messages/{key}/again").status_code == 303
    assert "/again" not in client.get("/messages/lost").text


@pytest.fixture
def mail_waits(factory: Factory) -> None:
    """A mail of an hour ago that no mail server took."""
    with clock.at(moment() - timedelta(hours=1)), transaction(factory) as session:
        outbox.post(session, "mo@example.org", "handover_accepted", "nl")
        session.flush()
        one = session.scalars(select(OutboxMessage)).one()
        one.last_error, one.number_of_tries = "ConnectionRefusedError: [Errno 111] mo@x.nl", 5


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.ADMINISTRATOR, "/admin/accounts"),
        (Role.ADMINISTRATOR, "/messages"),
        (Role.COORDINATOR, "/coordinator/"),
        (Role.COORDINATOR, "/messages"),
        (Role.COORDINATOR, "/work"),
        (Role.REFERRER, "/work"),
    ],
)
def test_staff_reads_on_the_first_page_that_mail_stands_still(
    mail_waits: None, sign_in_as: SignIn, role: Role, path: str
) -> None:
    page = sign_in_as(role).get(path).text
    assert "Er gaat nu geen mail uit" in page
    assert "1 mail wacht" in page
    assert "Errno" not in page
    assert "mo@x.nl" not in page
    assert ("Er is geen mailserver ingesteld" in page) == (role == Role.ADMINISTRATOR)
    assert ("Je overdracht is aangenomen <span" in page) == (path == "/messages")


def test_a_subject_of_mail_that_stands_still_leaves_open_what_differs(
    sign_in_as: SignIn, factory: Factory
) -> None:
    with clock.at(moment() - timedelta(hours=1)), transaction(factory) as session:
        outbox.post(session, "mo@example.org", "document_expires", "nl", once="document:1:2")
    page = sign_in_as(Role.COORDINATOR).get("/messages").text
    assert "verloopt op … <span" in page
    assert "{expires_on}" not in page


def test_nobody_reads_of_mail_that_stands_still_when_none_does(sign_in_as: SignIn) -> None:
    for role, path in ((Role.ADMINISTRATOR, "/admin/accounts"), (Role.COORDINATOR, "/messages")):
        assert "geen mail uit" not in sign_in_as(role).get(path).text


def test_a_demonstration_sends_no_mail_and_says_nothing_of_it(
    mail_waits: None, sign_in_as: SignIn, app: Flask
) -> None:
    app.config["DEMO"] = True
    assert "geen mail uit" not in sign_in_as(Role.ADMINISTRATOR).get("/messages").text
