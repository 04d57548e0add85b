"""Photos over HTTP: what is refused says why, and nobody sees those of another."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.accounts import Account
from matcher.database.hosts import Household
from matcher.database.photos import Photo
from matcher.database.session import transaction
from matcher.photos.rules import Refusal
from matcher.words import Role
from tests.factories import UTRECHT, add_room
from tests.photos import files
from tests.web.conftest import SignIn
from tests.web.payloads import withstands

Factory = sessionmaker[Session]
LIST = "/photos/households/1"


@pytest.fixture
def coordinator(factory: Factory, sign_in_as: SignIn) -> FlaskClient:
    with transaction(factory) as session:
        add_room(session)
        add_room(session)
    client = sign_in_as(Role.COORDINATOR, regions=[UTRECHT])
    client.set_cookie("language", "en")
    return client


def upload(client: FlaskClient, *chosen: tuple[str, bytes], room: str = "1") -> Any:
    data = {"room": room, "files": [(io.BytesIO(content), name) for name, content in chosen]}
    return client.post(LIST, data=data, content_type="multipart/form-data")


def test_photo_is_added_shown_moved_described_and_deleted(
    coordinator: FlaskClient, factory: Factory
) -> None:
    added = upload(coordinator, *((f"{n}.jpg", files.with_place(n)) for n in (1, 2)))
    assert added.status_code == 303
    answer = coordinator.get("/photos/1")
    assert (answer.mimetype, answer.data[:2]) == ("image/jpeg", b"\xff\xd8")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert files.SECRET not in answer.data
    assert len(coordinator.get("/photos/1?size=preview").data) < len(answer.data)
    coordinator.post("/photos/2/move", data={"way": "earlier"})
    coordinator.post("/photos/2/change", data={"caption": "The <b>room", "room": "house"})
    page = coordinator.get(LIST).text
    assert "The &lt;b&gt;room" in page
    coordinator.post("/photos/1/delete")
    with factory() as session:
        left = session.execute(select(Photo.id, Photo.room_id, Photo.caption)).all()
    assert left == [(2, None, "The <b>room")]


def test_refused_file_says_why_and_the_others_are_kept(
    coordinator: FlaskClient, factory: Factory
) -> None:
    heic, script = files.REFUSED["iphone.heic"][0], files.SVG
    answer = upload(coordinator, ("good.jpg", files.written(files.picture())),
                    ("iphone.heic", heic), ("script.jpg", script))  # fmt: skip
    assert answer.status_code == 303
    page = coordinator.get(LIST).text
    assert "Photos added: 1." in page
    assert "iphone.heic: This is a HEIC photo" in page
    assert f"script.jpg: {Refusal.NOT_A_PHOTO.en}" in page
    answer = upload(coordinator, ("script.jpg", script))
    assert answer.status_code == 422
    assert Refusal.NOT_A_PHOTO.en in answer.text
    assert upload(coordinator).status_code == 422  # nothing chosen
    with factory() as session:
        assert len(session.scalars(select(Photo.id)).all()) == 1


def test_nobody_reaches_photos_of_another(
    coordinator: FlaskClient, factory: Factory, sign_in_as: SignIn
) -> None:
    upload(coordinator, ("good.jpg", files.written(files.picture())))
    host = sign_in_as(Role.HOST)
    with transaction(factory) as session:
        account = session.scalars(select(Account.id).order_by(Account.id.desc())).first()
        session.get_one(Household, 2).account_id = account
    elsewhere = sign_in_as(Role.COORDINATOR, regions=["GM0363"])
    for stranger in (host, elsewhere):
        for path in (LIST, "/photos/1", "/photos/1?size=preview", "/photos/1/change", "/photos/99"):
            assert stranger.get(path).status_code == 404, path
        for path in (LIST, "/photos/1/change", "/photos/1/move", "/photos/1/delete"):
            assert stranger.post(path, data={"room": "house"}).status_code == 404, path
    assert host.get("/photos/households/2").status_code == 200
    assert upload(coordinator, ("a.jpg", files.with_place(5)), room="2").status_code == 422


def test_caption_withstands_anything(coordinator: FlaskClient) -> None:
    upload(coordinator, ("good.jpg", files.written(files.picture())))
    withstands(
        send=lambda text: coordinator.post(
            "/photos/1/change", data={"caption": text, "room": "house"}
        ),
        show=lambda: coordinator.get(LIST).text,
    )
