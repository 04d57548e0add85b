"""Care organisations: their own youths only, and registering a new one with consent."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.accounts import CareOrganisation
from matcher.database.records import AuditEvent
from matcher.database.session import transaction
from matcher.database.youths import Youth
from matcher.words import Role, YouthStatus
from tests.factories import add_municipality, add_youth
from tests.web.conftest import MUNICIPALITY, ORGANISATION, SignIn
from tests.web.test_coordinator_records import counted

Factory = sessionmaker[Session]
HIDDEN = "Verstopt Elders"


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
        "avoid_town": "Utrecht", "avoid_radius": "2", "consent": "y", **changes,
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
        ({"consent": ""}, "Ask the youth for consent first"),
        ({"home_town": ""}, "Enter the home town"),
        ({"home_town": "Hengelo Niks"}, "We do not know this town"),
        ({"birth_date": "01-05-2012"}, "Tick the box and write down why"),
        ({"birth_date": "01-05-2012", "age_exception": "y"}, "Write down why"),
        ({"birth_date": "01-05-1950"}, "Check the year"),
        ({"last_name": "123456782"}, "citizen service number"),
        ({"budget": "0"}, "Enter an amount between"),
        ({"max_distance": "ver"}, "Write a number, like 15"),
    ],
)
def test_mistake_is_told_and_nothing_is_saved(
    referrer: FlaskClient, factory: Factory, changes: dict[str, str], told: str
) -> None:
    posted = {name: value for name, value in answers(**changes).items() if value != ""}
    answer = referrer.post("/referrer/youths/new", data=posted)
    assert answer.status_code == 422
    assert told in answer.text
    with factory() as session:
        assert session.scalars(select(Youth)).all() == []


def test_same_person_elsewhere_is_warned_of_without_showing_the_dossier(
    referrer: FlaskClient, factory: Factory
) -> None:
    with transaction(factory) as session:
        other = youth_of(
            session, "ANDERE", first_name="Robin", last_name="Fictief", reference="J-GEHEIM"
        )
        other.birth_date = other.birth_date.replace(year=2007, month=5, day=1)
    answer = register(referrer, first_name="robin ")
    assert answer.status_code == 422
    assert "may be registered already" in answer.text
    assert "J-GEHEIM" not in answer.text
    assert "Andere zorg" not in answer.text
    assert f"/referrer/youths/{other.id}" not in answer.text
    assert register(referrer, is_somebody_else="y").status_code == 303


def test_same_person_in_the_own_organisation_is_linked(
    referrer: FlaskClient, factory: Factory
) -> None:
    assert register(referrer).status_code == 303
    with factory() as session:
        number = session.scalars(select(Youth.id)).one()
    answer = register(referrer)
    assert f"/referrer/youths/{number}" in answer.text
