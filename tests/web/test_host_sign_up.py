"""A host signs up in small steps; answers are kept, checked again, and sent once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.base import now
from matcher.database.hosts import Household, SignUpDraft
from matcher.database.places import Place, Postcode
from matcher.database.records import AuditEvent
from matcher.database.session import transaction
from matcher.words import HouseholdGender, HouseholdKind, HouseholdStatus, Role
from tests.factories import TODAY
from tests.web.conftest import MUNICIPALITY, SignIn

ANSWERS: dict[str, dict[str, Any]] = {
    "you": {"contact_name": "Mo Fictief", "email": "mo@example.org", "phone": ""},
    "address": {"postcode": "1011ab", "house_number": "7a", "street": "Verzonnenlaan"},
    "household": {"kind": "couple", "gender": "mixed", "has_cat": "y", "languages": ["nl", "ar"]},
    "room": {
        "description": "Zolderkamer",
        "area_m2": "14.5",
        "rent": "395,50",
        "free_from": "1-4-2030",
        "free_until": "",
    },
    "housemate": {
        "min_age": "18",
        "max_age": "23",
        "accepts_gender": "any",
        "accepts_guidance": ["4", "3"],
        "pets_welcome": "y",
    },
    "together": {
        "attention_offer": "2",
        "interests": ["cooking"],
        "motivation": "Het huis is leeg.",
    },
}


@pytest.fixture(autouse=True)
def postcodes(factory: sessionmaker[Session]) -> None:
    with transaction(factory) as session:
        town = Place(
            id=1, name="Amsterdam", municipality_code=MUNICIPALITY, latitude=52.37, longitude=4.9
        )
        session.add(town)
        session.flush()
        session.add(
            Postcode(
                digits="1011",
                place_id=1,
                municipality_code=MUNICIPALITY,
                latitude=52.373,
                longitude=4.905,
            )
        )


def fill_in(client: FlaskClient, **changed: dict[str, Any]) -> None:
    client.post("/sign-up")
    for step, answers in ANSWERS.items():
        response = client.post(f"/sign-up/{step}", data={**answers, **changed.get(step, {})})
        assert response.status_code == 303, response.get_data(as_text=True)


def test_a_host_signs_up_from_the_first_step_to_thank_you(
    client: FlaskClient, factory: sessionmaker[Session]
) -> None:
    fill_in(client)
    check = client.get("/sign-up/check").get_data(as_text=True)
    assert "Verzonnenlaan 7a" in check
    assert "1011 AB Amsterdam" in check
    done = client.post("/sign-up/check", data={"consent": "y"}, follow_redirects=True)
    with factory() as session:
        household = session.scalars(select(Household)).one()
        (room,) = household.homes[0].rooms
        assert household.reference in done.get_data(as_text=True)
        assert household.status == HouseholdStatus.SIGNED_UP
        assert (household.languages, household.interests) == ("nl ar", "cooking")
        assert (room.rent_cents, room.area_m2, room.accepts_guidance) == (39550, 14.5, "34")
        assert household.homes[0].municipality_code == MUNICIPALITY
        assert session.scalars(select(SignUpDraft)).all() == []
        assert session.scalar(select(AuditEvent.action)) == "household.sign_up"


def test_a_host_with_an_account_finds_the_new_home_there(sign_in_as: SignIn) -> None:
    client = sign_in_as(Role.HOST)
    fill_in(client)
    client.post("/sign-up/check", data={"consent": "y"})
    assert "Verzonnenlaan 7a" in client.get("/host").get_data(as_text=True)
    fill_in(client)  # a second home is signed up too, but the account keeps its own
    assert client.post("/sign-up/check", data={"consent": "y"}).status_code == 303


def test_sending_twice_signs_up_once(client: FlaskClient, factory: sessionmaker[Session]) -> None:
    fill_in(client)
    for _ in range(2):
        client.post("/sign-up/check", data={"consent": "y"})
    with factory() as session:
        assert len(session.scalars(select(Household)).all()) == 1


def test_answers_are_still_there_when_the_host_comes_back(client: FlaskClient) -> None:
    client.post("/sign-up")
    client.post("/sign-up/you", data=ANSWERS["you"])
    assert "Mo Fictief" in client.get("/sign-up/you").get_data(as_text=True)
    assert "/sign-up/address" in client.get("/sign-up").get_data(as_text=True)


def test_nobody_else_sees_the_answers(app: Flask, client: FlaskClient) -> None:
    client.post("/sign-up")
    client.post("/sign-up/you", data=ANSWERS["you"])
    stranger = app.test_client()
    assert stranger.get("/sign-up/you").location == "/sign-up"


def test_a_later_step_waits_for_the_earlier_ones(client: FlaskClient) -> None:
    client.post("/sign-up")
    assert client.get("/sign-up/check").location == "/sign-up/you"
    assert client.post("/sign-up/check", data={"consent": "y"}).location == "/sign-up/you"


@pytest.mark.parametrize(
    ("step", "wrong", "told"),
    [
        ("you", {"email": "geen adres"}, "email"),
        ("you", {"contact_name": "111222333"}, "contact_name"),
        ("address", {"postcode": "9999 ZZ"}, "postcode"),
        ("address", {"postcode": "straat"}, "postcode"),
        ("household", {"kind": "single"}, "gender-0"),
        ("household", {"kind": "family"}, "has_children"),
        ("room", {"rent": "39500"}, "rent"),
        ("room", {"rent": "veel"}, "rent"),
        ("room", {"free_until": "1-3-2030"}, "free_until"),
        ("room", {"free_from": "31-02-2030"}, "free_from"),
        ("housemate", {"min_age": "17"}, "min_age"),
        ("housemate", {"max_age": "17"}, "max_age"),
        ("housemate", {"min_age": "24"}, "max_age"),
        ("housemate", {"accepts_guidance": []}, "accepts_guidance-0"),
        ("together", {"motivation": "bsn 111.222.333"}, "motivation"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_nothing_is_kept(
    client: FlaskClient,
    factory: sessionmaker[Session],
    step: str,
    wrong: dict[str, Any],
    told: str,
) -> None:
    client.post("/sign-up")
    response = client.post(f"/sign-up/{step}", data={**ANSWERS[step], **wrong})
    assert response.status_code == 422
    assert f'href="#{told}"' in response.get_data(as_text=True)
    with factory() as session:
        assert session.scalars(select(SignUpDraft.answers)).one() == {}


def test_without_consent_nothing_is_sent(
    client: FlaskClient, factory: sessionmaker[Session]
) -> None:
    fill_in(client)
    assert client.post("/sign-up/check", data={}).status_code == 422
    with factory() as session:
        assert session.scalars(select(Household)).all() == []


def test_a_host_can_have_the_answers_removed(
    client: FlaskClient, factory: sessionmaker[Session]
) -> None:
    fill_in(client)
    client.post("/sign-up/forget")
    with factory() as session:
        assert session.scalars(select(SignUpDraft)).all() == []


def test_a_host_takes_a_break_and_cannot_approve_the_own_home(
    sign_in_as: SignIn, factory: sessionmaker[Session]
) -> None:
    client = sign_in_as(Role.HOST, email="gastheer@example.org")
    with transaction(factory) as session:
        from matcher.database.accounts import Account

        account = session.scalars(select(Account)).one()
        session.add(
            Household(
                reference="H-EIGEN",
                contact_name="Fictief",
                email=account.email,
                kind=HouseholdKind.COUPLE,
                gender=HouseholdGender.MIXED,
                signed_up_on=TODAY,
                status=HouseholdStatus.APPROVED,
                account_id=account.id,
            )
        )
    assert "H-EIGEN" in client.get("/host").get_data(as_text=True)
    assert client.post("/host/status", data={"action": "approve", "version": 1}).status_code == 400
    assert client.post("/host/status", data={"action": "pause", "version": 1}).status_code == 303
    assert client.post("/host/status", data={"action": "resume", "version": 1}).status_code == 409
    with factory() as session:
        assert session.scalars(select(Household.status)).one() == HouseholdStatus.PAUSED


def test_answers_survive_closing_the_browser_and_go_after_a_month(
    client: FlaskClient, factory: sessionmaker[Session]
) -> None:
    answer = client.post("/sign-up")
    assert "Expires=" in answer.headers["Set-Cookie"]
    with transaction(factory) as session:
        session.execute(update(SignUpDraft).values(changed_at=now() - timedelta(days=31)))
    client.application.test_client().post("/sign-up")
    with factory() as session:
        ages = session.scalars(select(SignUpDraft.changed_at)).all()
    assert len(ages) == 1
    assert ages[0] > now() - timedelta(days=1)


def test_sign_up_by_somebody_signed_in_is_recorded_as_theirs(
    sign_in_as: SignIn, factory: sessionmaker[Session]
) -> None:
    client = sign_in_as(Role.COORDINATOR)
    fill_in(client)
    assert client.post("/sign-up/check", data={"consent": "y"}).status_code == 303
    with factory() as session:
        actors = select(AuditEvent.actor_id).where(AuditEvent.action == "household.sign_up")
        assert session.scalars(actors).one() is not None
