"""The weekly list in the browser: looked at with doubles, saved once, divided, and nothing foreign."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.accounts import Account, CareOrganisation
from matcher.database.cases import ListedName, NameList
from matcher.database.people import Covenant
from matcher.database.records import AuditEvent
from matcher.database.session import transaction
from matcher.words import Role
from tests.factories import UTRECHT, add_municipality, add_youth
from tests.web.conftest import SignIn

Factory = sessionmaker[Session]
LIST = "Voornaam;Achternaam;Geboortedatum\nSam;Verzonnen;01-05-2007\nNoa;Bedacht;02-05-2007\n"


@pytest.fixture
def coordinator(factory: Factory, sign_in_as: SignIn) -> FlaskClient:
    with transaction(factory) as session:
        add_municipality(session)
    client = sign_in_as(Role.COORDINATOR, regions=[UTRECHT])
    client.set_cookie("language", "en")
    return client


def upload(client: FlaskClient, text: str = LIST) -> Any:
    return client.post("/name-lists", data={"file": (io.BytesIO(text.encode()), "namen.csv")})


def test_a_list_is_looked_at_saved_divided_and_followed(
    coordinator: FlaskClient, factory: Factory, sign_in_as: SignIn
) -> None:
    referrer = sign_in_as(Role.REFERRER)
    with transaction(factory) as session:
        worker = session.scalars(select(Account).order_by(Account.id.desc())).first()
        assert worker is not None
        session.add(
            Covenant(organisation_id=worker.organisation_id, name="Namen", purposes="name_lists",
                     signed_on=date(2026, 1, 1))
        )  # fmt: skip
        session.add(CareOrganisation(code="ANDERE", name="Andere zorg"))
        add_youth(session, first_name="Sam", last_name="Verzonnen", birth_date=date(2007, 5, 1),
                  reference="J-HIER")  # fmt: skip
        add_youth(session, first_name="Noa", last_name="Bedacht", birth_date=date(2007, 5, 2),
                  reference="J-CANARIE", municipality_code="GM0363")  # fmt: skip
    answer = upload(coordinator)
    page = coordinator.get(answer.location).text
    assert "J-HIER" in page
    assert "elsewhere" in page
    assert "J-CANARIE" not in page
    with factory() as session:
        looked = session.scalars(select(AuditEvent).where(AuditEvent.action == "names.look")).one()
        assert looked.details == {"rows": 2}
    assert coordinator.post(answer.location, data={"source": "Werk"}).status_code == 422
    sent = {"source": "Werk en inkomen", "municipality": UTRECHT}
    assert (
        coordinator.post(answer.location, data={**sent, "municipality": "GM0363"}).status_code
        == 422
    )
    saved = coordinator.post(answer.location, data=sent)
    assert saved.status_code == 303
    assert coordinator.post(answer.location, data=sent).status_code == 404
    with factory() as session:
        names = session.scalars(select(ListedName).order_by(ListedName.id)).all()
        number = names[0].id
    assert "Noor Jansen" in coordinator.get(saved.location).text
    path = f"{saved.location}/divide"
    assert coordinator.post(path, data={f"name-{number}": "99999"}).status_code == 400
    assert coordinator.post(path, data={f"name-{number}": str(worker.id)}).status_code == 303
    mine = referrer.get("/name-lists/mine").text
    assert "Sam Verzonnen" in mine
    assert "Noa Bedacht" not in mine
    outcome = f"/name-lists/names/{number}"
    other = sign_in_as(Role.REFERRER, organisation="ANDERE")
    assert "Sam Verzonnen" not in other.get("/name-lists/mine").text
    assert other.post(outcome, data={"version": 2, "outcome": "no_question"}).status_code == 404
    assert referrer.post(outcome, data={"version": 2, "outcome": "no_question"}).status_code == 303
    with factory() as session:
        assert str(session.get_one(ListedName, number).outcome) == "no_question"


def test_a_list_of_another_region_or_person_is_not_there(
    coordinator: FlaskClient, factory: Factory, sign_in_as: SignIn
) -> None:
    other = sign_in_as(Role.COORDINATOR, regions=["GM0363"])
    where = upload(coordinator).location
    assert other.get(where).status_code == 404
    number = where.rpartition("/")[2]
    assert coordinator.get(f"/coordinator/import/{number}").status_code == 404
    sent = {"source": "Werk en inkomen", "municipality": UTRECHT}
    assert coordinator.post(where, data=sent).status_code == 303
    with factory() as session:
        made = session.scalars(select(NameList.id)).one()
    assert coordinator.get(f"/name-lists/{made}").status_code == 200
    assert other.get(f"/name-lists/{made}").status_code == 404
    assert other.post(f"/name-lists/{made}/divide").status_code == 404
    assert "Werk en inkomen" not in other.get("/name-lists").text


def test_a_list_with_mistakes_says_which_and_saves_nothing(
    coordinator: FlaskClient, factory: Factory
) -> None:
    where = upload(coordinator, LIST.replace("02-05-2007", "morgen")).location
    page = coordinator.get(where).text
    assert "Geboortedatum" in page
    assert "morgen" in page
    sent = {"source": "Werk en inkomen", "municipality": UTRECHT}
    assert coordinator.post(where, data=sent).status_code == 422
    assert coordinator.get(upload(coordinator, "%PDF-1.7").location).status_code == 200
    with factory() as session:
        assert session.scalars(select(NameList)).all() == []
