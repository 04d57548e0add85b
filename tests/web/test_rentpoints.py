"""The points of a room, from the host's own page to a maximum that is taken over."""

from __future__ import annotations

import sys
from functools import partial

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.accounts import Account
from matcher.database.hosts import Household, Room
from matcher.database.rentpoints import HomeSpace
from matcher.database.session import transaction
from matcher.errors import PointsNotCounted
from matcher.rentpoints import count as counting
from matcher.rentpoints import service
from matcher.words import Role, SpaceKind
from tests.factories import add_room
from tests.web.conftest import SignIn
from tests.web.payloads import withstands
from tests.web.worlds.homes import counted

Factory = sessionmaker[Session]
ROOM = "/rent-points/rooms/1"
SPACE = {"area_m2": "12,5", "shared_by": "1", "is_heated": "y", "name": "", "basins": "0"}


@pytest.fixture
def host(factory: Factory, sign_in_as: SignIn) -> FlaskClient:
    with transaction(factory) as session:
        add_room(session, rent_cents=90_000)
        add_room(session)
    client = sign_in_as(Role.HOST)
    with transaction(factory) as session:
        account = session.scalars(select(Account)).one()
        session.get_one(Household, 1).account_id = account.id
    client.set_cookie("language", "en")
    return client


def test_host_fills_in_counts_and_takes_the_maximum_over(
    host: FlaskClient, factory: Factory
) -> None:
    assert "First fill in the lodger" in host.get(ROOM).text
    new = f"{ROOM}/spaces/new?kind="
    bathroom = {"area_m2": "4", "shared_by": "2", "showers": "1", "baths": "0", "basins": "1",
                "toilet": "standing", "fittings": ["socket"]}  # fmt: skip
    kitchen = {"area_m2": "8", "shared_by": "2", "worktop_cm": "220", "fittings": ["fridge"]}
    for kind, data in (("room", SPACE), ("kitchen", kitchen), ("bathroom", bathroom)):
        assert host.post(new + kind, data=data).status_code == 303, kind
    building = {"built_in": "1974", "energy_label": "C", "label_on": "01-05-2023", "woz": "300000",
                "woz_year": "", "usable_m2": "100", "monument": "none", "rooms_let": "1"}  # fmt: skip
    refused = host.post(f"{ROOM}/building", data=building)
    assert refused.status_code == 422
    assert "Choose the reference date of the value." in refused.text
    assert host.post(f"{ROOM}/building", data={**building, "woz": ""}).status_code == 303
    assert host.post(f"{ROOM}/count").status_code == 303  # by the library itself
    page = host.get(ROOM).text
    assert "Rent too high" in page
    assert "Energy label C" in page
    assert "woningwaardering, version 6." in page
    with factory() as session:
        points = service.counts_of(session, 1)[0]
        maximum, version = points.maximum_cents, session.get_one(Room, 1).version
    data = {"points": str(points.id), "version": str(version)}
    assert host.post(f"{ROOM}/take-over", data=data).status_code == 303
    assert "This maximum has been taken over" in host.get(ROOM).text
    with factory() as session:
        assert session.get_one(Room, 1).legal_max_rent_cents == maximum
        kept = session.scalars(select(HomeSpace).order_by(HomeSpace.id)).all()
    assert [(s.kind, s.room_id, s.area_m2) for s in kept] == [
        (SpaceKind.ROOM, 1, 12.5), (SpaceKind.KITCHEN, None, 8.0), (SpaceKind.BATHROOM, None, 4.0),
    ]  # fmt: skip
    assert 'value="12.5"' in host.get(f"{ROOM}/spaces/1").text
    assert host.post(f"{ROOM}/spaces/2/delete").status_code == 303
    assert "Something has been changed since this count" in host.get(ROOM).text


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("missing", "the program that counts points is not installed"),
        ("date", "the rules of this year are not in the program yet"),
        ("too_slow", "Counting took too long"),
        ("failed", "Counting went wrong"),
    ],
)
def test_count_that_fails_says_so_and_keeps_what_was_filled_in(
    host: FlaskClient, monkeypatch: pytest.MonkeyPatch, reason: str, text: str
) -> None:
    host.post(f"{ROOM}/spaces/new?kind=room", data=SPACE)

    def fail(given: object) -> None:
        raise PointsNotCounted(reason)

    monkeypatch.setattr(service.count_room, "__defaults__", (None, fail))
    answer = host.post(f"{ROOM}/count")
    assert answer.status_code == 422
    assert text in answer.text
    assert "What you filled in is kept" in answer.text
    assert "12.5 m²" in host.get(ROOM).text


def test_child_that_is_killed_breaks_no_page(
    host: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    host.post(f"{ROOM}/spaces/new?kind=room", data=SPACE)
    code = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    killed = partial(counting.count, command=[sys.executable, "-c", code])
    monkeypatch.setattr(service.count_room, "__defaults__", (None, killed))
    assert host.post(f"{ROOM}/count").status_code == 422
    assert host.get("/host").status_code == 200


def test_nobody_counts_the_points_of_another(host: FlaskClient, sign_in_as: SignIn) -> None:
    elsewhere = sign_in_as(Role.COORDINATOR, regions=["GM0363"])
    for person, number in ((host, 2), (elsewhere, 1), (elsewhere, 99)):
        room = f"/rent-points/rooms/{number}"
        for path in ("", "/building", "/spaces/new", "/spaces/1"):
            assert person.get(room + path).status_code == 404, path
        for path in ("/count", "/take-over", "/building", "/spaces/new", "/spaces/1/delete"):
            assert person.post(room + path, data=SPACE).status_code == 404, path


def test_stale_room_is_not_overwritten_by_taking_over(
    host: FlaskClient, factory: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    host.post(f"{ROOM}/spaces/new?kind=room", data=SPACE)
    monkeypatch.setattr(service.count_room, "__defaults__", (None, counted))
    host.post(f"{ROOM}/count")
    host.post(f"{ROOM}/take-over", data={"points": "1", "version": "99"})
    with factory() as session:
        assert session.get_one(Room, 1).legal_max_rent_cents is None


@pytest.mark.parametrize("kind", SpaceKind.codes())
def test_every_kind_of_space_has_its_form(host: FlaskClient, kind: str) -> None:
    page = host.get(f"{ROOM}/spaces/new?kind={kind}")
    assert page.status_code == 200
    assert 'name="area_m2"' in page.text
    assert host.post(f"{ROOM}/spaces/new?kind={kind}", data={}).status_code == 422


def test_name_of_a_space_withstands_anything(host: FlaskClient) -> None:
    withstands(
        send=lambda text: host.post(
            f"{ROOM}/spaces/new?kind=storage", data={**SPACE, "name": text}
        ),
        show=lambda: host.get(ROOM).text,
    )
