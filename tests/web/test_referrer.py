"""Care organisations: their own youths only, and registering a new one with consent."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.accounts import CareOrganisation
from matcher.database.cases import Consent, YouthCase, YouthException
from matcher.database.records import AuditEvent
from matcher.database.session import transaction
from matcher.database.youths import Youth
from matcher.words import Role, YouthStatus
from tests.factories import add_municipality, add_youth
from tests.queries import counted
from tests.web.conftest import MUNICIPALITY, ORGANISATION, SignIn

Factory = sessionmaker[Session]
HIDDEN = "Verstopt Elders"
WHY = "Kan niet langer thuis wonen; ouders en school zijn het eens."


@pytest.fixture
def referrer(factory: Factory, sign_in_as: SignIn) -> FlaskClient:
    with transaction(factory) as session:
        add_municipality(session)
        session.add(CareOrganisation(code="ANDERE", name="Andere zorg"))
    client = sign_in_as(Role.REFERRER)
    client.set_cookie("language", "en")
    return client


def youth_of(session: Session, code: str, **values: Any) -> Youth:
    organisation = session.scalars(
        select(CareOrganisation).where(CareOrganisation.code == code)
    ).one()
    return add_youth(session, organisation_id=organisation.id, **values)


def test_list_and_page_show_youths_of_the_own_organisation_only(
    referrer: FlaskClient, factory: Factory
) -> None:
    with transaction(factory) as session:
        own = youth_of(session, ORGANISATION, first_name="Eigen", last_name="Jongere")
        other = youth_of(session, "ANDERE", first_name="Verstopt", last_name="Elders")
        free = add_youth(session, first_name="Verstopt", last_name="Elders")
    text = referrer.get("/referrer/youths").text
    assert "Eigen Jongere" in text
    assert HIDDEN not in text
    assert HIDDEN not in referrer.get("/referrer/youths?q=Verstopt").text
    assert "Eigen Jongere" in referrer.get(f"/referrer/youths/{own.id}").text
    for absent in (other.id, free.id, 99999):
        assert referrer.get(f"/referrer/youths/{absent}").status_code == 404


def test_referrer_who_is_coordinator_too_sees_no_more_on_these_pages(
    factory: Factory, sign_in_as: SignIn, referrer: FlaskClient
) -> None:
    both = sign_in_as(Role.REFERRER, Role.COORDINATOR, regions=["GM0344"])
    with transaction(factory) as session:
        other = youth_of(session, "ANDERE", first_name="Verstopt", last_name="Elders")
    assert HIDDEN not in both.get("/referrer/youths").text
    assert both.get(f"/referrer/youths/{other.id}").status_code == 404
    assert both.get(f"/coordinator/youths/{other.id}").status_code == 200


def test_number_of_queries_does_not_grow_with_the_list(
    referrer: FlaskClient, factory: Factory, engine: Engine
) -> None:
    found = []
    for number in (2, 12):
        with transaction(factory) as session:
            for _ in range(number):
                youth_of(session, ORGANISATION)
        with counted(engine) as statements:
            assert referrer.get("/referrer/youths").status_code == 200
        found.append(len(statements))
    assert found[0] == found[1]


def answers(**changes: Any) -> dict[str, Any]:
    return {
        "first_name": "Robin", "last_name": "Fictief", "birth_date": "01-05-2007",
        "gender": "other", "email": "", "phone": "", "ready_on": "01-12-2026",
        "target_group": "middle", "urgency": "1", "budget": "425,50", "guidance_kind": "3",
        "day_activity": "work", "household_gender_wish": "any", "accepts_children": "y",
        "languages": ["nl", "ar"], "interests": ["music"], "attention_wish": "2",
        "home_town": "Utrecht", "birth_town": "Amsterdam", "max_distance": "20",
        "avoid_town": "Utrecht", "avoid_radius": "2",
        "housing_question": "Kan niet thuis blijven.", "guidance_question": "Hulp met geld.",
        "motivation": "Alleen wonen is eerder niet gelukt.",
        "consents": ["keep_and_match", "share_with_host", "monitoring"], "consent_way": "signed",
        **changes,
    }  # fmt: skip


def register(client: FlaskClient, **changes: Any) -> Any:
    return client.post("/referrer/youths/new", data=answers(**changes))


def test_registered_youth_belongs_to_the_organisation_and_waits_for_the_coordinator(
    referrer: FlaskClient, factory: Factory
) -> None:
    answer = register(referrer)
    assert answer.status_code == 303
    with factory() as session:
        youth = session.scalars(select(Youth)).one()
        assert youth.organisation is not None
        assert youth.organisation.code == ORGANISATION
        assert (youth.status, youth.municipality_code) == (YouthStatus.REGISTERED, "GM0344")
        assert youth.consent_at is not None
        assert youth.needs.budget_cents == 42550
        assert not youth.needs.accepts_pets
        places = {str(p.kind): p
                  for p in youth.places}  # fmt: skip
        assert places["birth"].municipality_code == MUNICIPALITY
        assert places["avoid"].radius_km == 2.0
        event = session.scalars(select(AuditEvent).where(AuditEvent.action == "youth.register"))
        assert "Robin" not in str(event.one().details)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"consents": ""}, "Ask the youth for consent first"),
        ({"consents": ["monitoring"]}, "Ask the youth for consent first"),
        ({"consent_way": "on_screen"}, "Not a valid choice"),
        ({"housing_question": ""}, "Write down the housing question"),
        ({"guidance_question": " "}, "Write down the guidance question"),
        ({"motivation": "BSN 111222333"}, "citizen service number"),
        ({"home_town": ""}, "Enter the home town"),
        ({"home_town": "Hengelo Niks"}, "We do not know this town"),
        ({"birth_date": "01-05-2009"}, "Tick the box and write down why"),
        ({"birth_date": "01-05-2009", "age_exception": "y"}, "Write a sentence"),
        (
            {"birth_date": "01-05-2009", "age_exception": "y", "age_exception_reason": "Moet"},
            "Write a sentence that a colleague",
        ),
        ({"birth_date": "01-05-2014", "age_exception": "y"}, "no exception is possible"),
        ({"age_exception": "y", "age_exception_reason": WHY}, "no exception is needed"),
        ({"birth_date": "01-05-1950"}, "Check the year"),
        ({"last_name": "123456782"}, "citizen service number"),
        ({"budget": "0"}, "Enter an amount between"),
        ({"max_distance": "ver"}, "Write a number, like 15"),
    ],
)
def test_mistake_is_told_and_nothing_is_saved(
    referrer: FlaskClient, factory: Factory, changes: dict[str, Any], told: str
) -> None:
    posted = {name: value for name, value in answers(**changes).items() if value != ""}
    answer = referrer.post("/referrer/youths/new", data=posted)
    assert answer.status_code == 422
    assert told in answer.text
    with factory() as session:
        assert session.scalars(select(Youth)).all() == []


def test_registration_keeps_both_questions_and_consent_per_purpose(
    referrer: FlaskClient, factory: Factory
) -> None:
    assert register(referrer).status_code == 303
    with factory() as session:
        case = session.scalars(select(YouthCase)).one()
        assert (case.source, case.guidance_question) == ("referral", "Hulp met geld.")
        assert case.worker_id == case.referred_by_id is not None
        rows = session.scalars(select(Consent).order_by(Consent.id)).all()
        assert [(str(row.purpose), str(row.way)) for row in rows] == [
            ("keep_and_match", "signed"), ("share_with_host", "signed"), ("monitoring", "signed"),
        ]  # fmt: skip


def test_registration_under_18_is_an_exception_that_nobody_has_agreed_to_yet(
    referrer: FlaskClient, factory: Factory
) -> None:
    born = {"birth_date": "01-05-2009", "age_exception": "y", "age_exception_reason": WHY}
    assert register(referrer, **born).status_code == 303
    with factory() as session:
        asked = session.scalars(select(YouthException)).one()
        assert (asked.kind, asked.reason, asked.is_agreed) == ("under_age", WHY, None)
        assert not session.scalars(select(Youth)).one().needs.age_exception


def test_same_person_elsewhere_is_warned_of_without_showing_the_dossier(
    referrer: FlaskClient, factory: Factory
) -> None:
    with transaction(factory) as session:
        other = youth_of(
            session, "ANDERE", first_name="Robin", last_name="Fictief", reference="J-GEHEIM",
            birth_date=date(2007, 5, 1), email="geheim@example.org",
        )  # fmt: skip
    answer = register(referrer, first_name="robyn ")
    assert "Known to another organisation or region" in answer.text
    assert "somebody is active" in answer.text
    for hidden in ("J-GEHEIM", "Andere zorg", "geheim@", f"/referrer/youths/{other.id}"):
        assert hidden not in answer.text
    with factory() as session:
        assert session.scalars(select(Youth.id)).all() == [other.id]
        looked = session.scalars(select(AuditEvent).where(AuditEvent.action == "youth.search"))
        assert looked.one().details == {"own": 0, "elsewhere": 1}
    assert register(referrer, first_name="robyn", is_somebody_else="y").status_code == 303


def test_same_person_in_the_own_organisation_is_linked(
    referrer: FlaskClient, factory: Factory
) -> None:
    assert register(referrer).status_code == 303
    with factory() as session:
        number = session.scalars(select(Youth.id)).one()
    answer = register(referrer)
    assert f"/referrer/youths/{number}" in answer.text
