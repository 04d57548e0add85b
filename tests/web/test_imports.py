"""The coordinator's page for files: look first, then save all or nothing, in the own region."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.base import now
from matcher.database.hosts import Room
from matcher.database.places import Place
from matcher.database.records import AuditEvent, ImportBatch
from matcher.database.rounds import Proposal
from matcher.database.session import transaction
from matcher.database.youths import Youth
from matcher.exchange.columns import FileKind
from matcher.inforce import today_in_the_netherlands
from matcher.words import HouseholdStatus, ProposalStatus, Role
from tests.exchange.files import as_csv, as_texts, host_rows, position, texts_csv, youth_rows
from tests.factories import add_proposal
from tests.web.conftest import MUNICIPALITY, SignIn

YOUTHS = FileKind.YOUTHS


@pytest.fixture(autouse=True)
def towns(factory: sessionmaker[Session]) -> None:
    with transaction(factory) as session:
        session.add(
            Place(name="Amsterdam", municipality_code=MUNICIPALITY, latitude=52.37, longitude=4.9)
        )


@pytest.fixture
def coordinator(sign_in_as: SignIn) -> FlaskClient:
    return sign_in_as(Role.COORDINATOR, regions=[MUNICIPALITY])


def rows(number: int = 3) -> list[dict[str, object]]:
    """Youths of Amsterdam who have no organisation, so that they fit the fixtures."""
    towns = {"municipality": "Amsterdam", "home_town": "Amsterdam", "care_organisation": None}
    empty = dict.fromkeys(("birth_town", "study_town", "other_places", "avoid_place"))
    return [row | towns | empty for row in youth_rows(number)]


def upload(client: FlaskClient, content: bytes, kind: str = "youths") -> str:
    """Return the address of the preview."""
    file = (io.BytesIO(content), "mijn <b>lijst.csv")
    answer = client.post("/coordinator/import", data={"kind": kind, "file": file})
    assert answer.status_code == 303, answer.text
    return answer.location


def count(factory: sessionmaker[Session]) -> int:
    with factory() as session:
        return session.scalar(select(func.count()).select_from(Youth)) or 0


def test_a_good_file_is_shown_first_and_saved_on_demand(
    coordinator: FlaskClient, factory: sessionmaker[Session]
) -> None:
    address = upload(coordinator, as_csv(YOUTHS, rows()))
    page = coordinator.get(address).text
    assert "van Fictief 2" in page
    assert "mijn &lt;b&gt;lijst" in page
    assert count(factory) == 0
    assert coordinator.post(address).status_code == 303
    assert count(factory) == 3


def test_saving_twice_saves_once_and_says_so(
    coordinator: FlaskClient, factory: sessionmaker[Session]
) -> None:
    address = upload(coordinator, as_csv(YOUTHS, rows()))
    coordinator.post(address)
    answer = coordinator.post(address, follow_redirects=True)
    assert "al eerder bewaard" in answer.text
    with factory() as session:
        actions = session.scalars(select(AuditEvent.action)).all()
        batch = session.scalars(select(ImportBatch)).one()
        assert (batch.content, batch.number_of_rows) == (b"", 3)
    assert actions.count("import.save") == 1


def test_problems_are_shown_and_can_be_downloaded(
    coordinator: FlaskClient, factory: sessionmaker[Session]
) -> None:
    table = as_texts(YOUTHS, rows())
    table[2][position(YOUTHS, "budget")] = "=veel"
    address = upload(coordinator, texts_csv(table))
    page = coordinator.get(address).text
    assert "Dit is geen bedrag in euro." in page
    assert "Alles bewaren" not in page
    file = coordinator.get(f"{address}/problems.csv").data.decode("utf-8-sig")
    (found,) = csv.DictReader(io.StringIO(file), delimiter=";")
    assert (found["Rij"], found["Kolom"], found["Waarde"]) == (
        "3",
        "Budget huur per maand",
        "'=veel",
    )
    answer = coordinator.post(address)
    assert (answer.status_code, count(factory)) == (422, 0)


def test_a_row_of_another_region_is_a_problem(coordinator: FlaskClient) -> None:
    table = as_texts(YOUTHS, [row | {"municipality": "Zwolle"} for row in rows(1)])
    page = coordinator.get(upload(coordinator, texts_csv(table))).text
    assert "Deze gemeente is niet bekend." in page


def test_a_proposal_that_a_file_would_end_is_named_before_anything_is_saved(
    coordinator: FlaskClient, factory: sessionmaker[Session]
) -> None:
    home = {"municipality": "Amsterdam", "place_name": "Amsterdam", "postcode": "1011 AB"}
    soon = today_in_the_netherlands() + timedelta(days=30)
    row = host_rows(1)[0] | home | {"free_from": soon, "free_until": None}
    coordinator.post(upload(coordinator, as_csv(FileKind.HOSTS, [row]), "hosts"))
    with transaction(factory) as session:
        room = session.scalars(select(Room)).one()
        key = add_proposal(session, room=room, starts_on=soon).id
    later = as_csv(FileKind.HOSTS, [row | {"free_from": soon + timedelta(days=60)}])
    address = upload(coordinator, later, "hosts")
    page = coordinator.get(address).text
    assert "1 open voorstel vervalt" in page
    assert f'href="/coordinator/proposals/{key}"' in page
    assert coordinator.post(address).status_code == 303
    with factory() as session:
        assert session.get_one(Proposal, key).status == ProposalStatus.LAPSED


def test_what_a_host_on_a_break_would_stop_is_named_before_anything_is_saved(
    coordinator: FlaskClient, factory: sessionmaker[Session]
) -> None:
    home = {"municipality": "Amsterdam", "place_name": "Amsterdam", "postcode": "1011 AB"}
    row = host_rows(1)[0] | home
    coordinator.post(upload(coordinator, as_csv(FileKind.HOSTS, [row]), "hosts"))
    with transaction(factory) as session:
        key = add_proposal(session, room=session.scalars(select(Room)).one()).id
    paused = as_csv(FileKind.HOSTS, [row | {"household_status": HouseholdStatus.PAUSED}])
    page = coordinator.get(upload(coordinator, paused, "hosts")).text
    assert "1 voorstel of kennismaking stopt" in page
    assert f'href="/coordinator/proposals/{key}"' in page


def test_the_region_is_that_of_the_coordinator(
    sign_in_as: SignIn, factory: sessionmaker[Session]
) -> None:
    with transaction(factory) as session:
        from matcher.database.places import Municipality

        session.add(
            Municipality(
                code="GM0193", name="Zwolle", province="Overijssel", latitude=52.5, longitude=6.1
            )
        )
    client = sign_in_as(Role.COORDINATOR, regions=["GM0193"])
    address = upload(client, as_csv(YOUTHS, rows(1)))
    assert "Deze gemeente hoort niet bij jouw regio." in client.get(address).text
    assert client.post(address).status_code == 422
    assert count(factory) == 0


def test_the_upload_of_a_colleague_is_not_there(
    sign_in_as: SignIn, coordinator: FlaskClient
) -> None:
    address = upload(coordinator, as_csv(YOUTHS, rows()))
    colleague = sign_in_as(Role.COORDINATOR, regions=[MUNICIPALITY])
    assert colleague.get(address).status_code == 404
    assert colleague.post(address).status_code == 404
    assert colleague.get(f"{address}/problems.csv").status_code == 404


def test_an_upload_is_gone_after_a_day(
    coordinator: FlaskClient, factory: sessionmaker[Session]
) -> None:
    address = upload(coordinator, as_csv(YOUTHS, rows()))
    with transaction(factory) as session:
        session.execute(update(ImportBatch).values(created_at=now() - timedelta(hours=25)))
    assert coordinator.get(address).status_code == 404
    assert coordinator.post(address).status_code == 404
    upload(coordinator, as_csv(YOUTHS, rows(1)))
    with factory() as session:
        assert len(session.scalars(select(ImportBatch.id)).all()) == 1


@pytest.mark.parametrize("content", [b"", b"%PDF", b"PK\x03\x04", b"\xff\xfe\x00", b'"'])
def test_any_bytes_get_an_answer(coordinator: FlaskClient, content: bytes) -> None:
    address = upload(coordinator, content)
    assert coordinator.get(address).status_code == 200
    assert coordinator.post(address).status_code == 422


def test_an_empty_form_is_answered_with_what_is_missing(coordinator: FlaskClient) -> None:
    answer = coordinator.post("/coordinator/import", data={})
    assert answer.status_code == 422
    assert "Kies een bestand." in answer.text


@pytest.mark.parametrize("kind", list(FileKind))
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_templates_and_exports_can_be_downloaded(
    coordinator: FlaskClient, kind: str, suffix: str, factory: sessionmaker[Session]
) -> None:
    for address in (
        f"/coordinator/import/{kind}/template{suffix}",
        f"/coordinator/export/{kind}{suffix}",
    ):
        answer = coordinator.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["Content-Disposition"].startswith("attachment")
    with factory() as session:
        (event,) = session.scalars(select(AuditEvent).where(AuditEvent.action == "export.write"))
    assert event.details["municipalities"] == [MUNICIPALITY]


def test_every_column_is_explained(coordinator: FlaskClient) -> None:
    page = coordinator.get("/coordinator/import/youths/columns").text
    assert "Kan verhuizen vanaf" in page
    assert coordinator.get("/coordinator/import/cats/columns").status_code == 404
