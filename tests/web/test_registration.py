"""A young person registers in person: few questions, no account yet, and nothing told to a guesser."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.cases.gaps import Gap, gaps_of
from matcher.database.cases import Consent, YouthCase
from matcher.database.people import Invitation
from matcher.database.records import OutboxMessage
from matcher.database.session import transaction
from matcher.database.youths import Youth
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.words import Role, YouthStatus
from tests.factories import add_municipality, add_youth
from tests.web.conftest import SignIn

Factory = sessionmaker[Session]
TODAY = today_in_the_netherlands()


@pytest.fixture(autouse=True)
def utrecht(factory: Factory) -> None:
    with transaction(factory) as session:
        add_municipality(session)


def answers(**changes: Any) -> dict[str, Any]:
    given = {
        "first_name": "Robin", "last_name": "de Vries", "birth_date": "01-05-2007",
        "gender": "other", "email": "Robin@Example.org", "phone": "", "home_town": "Utrecht",
        "ready_on": (TODAY + timedelta(days=20)).strftime("%d-%m-%Y"), "budget": "",
        "day_activity": "school", "housing_question": "Ik kan niet thuis blijven.",
        "guidance_question": "Hulp met geld.", "consents": ["keep_and_match", "share_with_host"],
        **changes,
    }  # fmt: skip
    return {name: value for name, value in given.items() if value != ""}


def send(client: FlaskClient, **changes: Any) -> Any:
    client.set_cookie("language", "en")
    return client.post("/register", data=answers(**changes))


def test_registering_makes_a_dossier_and_mails_a_link_to_an_account(
    client: FlaskClient, factory: Factory
) -> None:
    answer = send(client)
    assert answer.status_code == 303
    with factory() as session:
        youth = session.scalars(select(Youth)).one()
        assert (youth.status, youth.email) == (YouthStatus.REGISTERED, "robin@example.org")
        assert [str(p.kind) for p in youth.places] == ["home"]
        case = session.get_one(YouthCase, youth.id)
        assert (case.source, case.housing_question) == ("self", "Ik kan niet thuis blijven.")
        assert {str(c.way) for c in session.scalars(select(Consent))} == {"on_screen"}
        assert session.scalars(select(Invitation)).one().youth_id == youth.id
        mails = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
        assert [mail.template for mail in mails] == ["youth_registered_self", "invitation"]
        assert "Robin" not in str([mail.values for mail in mails])
        # A worker has to talk with somebody whom nobody has seen before a round may.
        missing = gaps_of(session, youth, TODAY, policy_in_force())
        assert missing == (Gap.MOTIVATION, Gap.INTAKE)
        reference = youth.reference
    assert reference in client.get("/register/thanks").text


def test_somebody_who_is_known_gets_the_same_answer_and_the_coordinator_sees_both(
    client: FlaskClient, factory: Factory, sign_in_as: SignIn
) -> None:
    with transaction(factory) as session:
        known = add_youth(
            session, first_name="Robin", last_name="de Vries", birth_date=date(2007, 5, 1)
        )
    fresh = send(client, first_name="Fatima", last_name="Anders", email="f@example.org")
    again = send(client)
    assert (fresh.status_code, fresh.location) == (again.status_code, again.location)
    page = client.get("/register/thanks").text
    assert known.reference not in page
    with factory() as session:
        double = session.scalars(select(Youth).order_by(Youth.id.desc())).first()
        assert double is not None
        number = double.id
    coordinator = sign_in_as(Role.COORDINATOR, regions=["GM0344"])
    coordinator.set_cookie("language", "en")
    shown = coordinator.get(f"/coordinator/youths/{number}").text
    assert "Is this somebody we know already?" in shown
    assert f"/coordinator/youths/{known.id}" in shown


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"birth_date": (TODAY - timedelta(days=365 * 15)).strftime("%d-%m-%Y")},
            "younger than 16",
        ),
        ({"birth_date": "01-05-1980"}, "for young people up to"),
        ({"consents": ["monitoring"]}, "Tick at least the first line"),
        ({"consents": ""}, "Tick at least the first line"),
        ({"guidance_question": " "}, "Write a few words"),
        ({"housing_question": "111222333"}, "citizen service number"),
        ({"home_town": "Atlantis"}, "We do not know this town"),
        ({"email": "robin"}, "Enter an e-mail address"),
        ({"ready_on": "01-01-2001"}, "within two years"),
        ({"budget": "9000"}, "Enter an amount between"),
    ],
)
def test_mistake_is_told_and_nothing_is_kept(
    client: FlaskClient, factory: Factory, changes: dict[str, Any], told: str
) -> None:
    answer = send(client, **changes)
    assert (answer.status_code, told in answer.text) == (422, True)
    with factory() as session:
        assert session.scalars(select(Youth)).all() == []
        assert session.scalars(select(OutboxMessage)).all() == []


def test_the_address_of_somebody_with_an_account_looks_no_different(
    client: FlaskClient, factory: Factory, sign_in_as: SignIn
) -> None:
    sign_in_as(Role.HOST, email="robin@example.org")
    assert send(client).location.endswith("/register/thanks")
    with factory() as session:
        templates = session.scalars(select(OutboxMessage.template)).all()
        assert sorted(templates) == ["invitation_has_account", "youth_registered_self"]
        assert session.scalars(select(Youth)).one().account_id is None
