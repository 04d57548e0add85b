"""What no page may stumble over: text and numbers that a database cannot hold, odd arguments."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm import Session, sessionmaker

from matcher.settings import Settings
from matcher.words import Role
from tests.web.conftest import SignIn, make_app
from web.fields import parse_cents
from web.redirects import here

LISTS = (
    "/coordinator/proposals",
    "/coordinator/rounds",
    "/coordinator/hosts",
    "/coordinator/rooms",
    "/coordinator/youths",
    "/municipality/",
    "/municipality/tables",
)
ARGUMENTS = (
    "page", "status", "sort", "order", "order_by", "round", "municipality", "q", "view", "group",
    "side", "endpoint", "_scheme", "_external", "_anchor", "_method", "values",
)  # fmt: skip
ODD = ("", "-1", "0", "9" * 30, "\x00", "' OR 1=1 --", "%_\\", "²", "nan", "<b>", "é" * 3000)
REFUSED = {200, 400, 403, 404}


@pytest.fixture
def coordinator(app: Flask, sign_in_as: SignIn) -> FlaskClient:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return sign_in_as(Role.COORDINATOR)


@pytest.mark.parametrize("path", LISTS)
def test_odd_arguments_of_a_list_are_no_server_error(coordinator: FlaskClient, path: str) -> None:
    answers = {
        (name, value): coordinator.get(path, query_string={name: value}).status_code
        for name in ARGUMENTS
        for value in ODD
    }
    assert {case: status for case, status in answers.items() if status not in REFUSED} == {}


@pytest.mark.parametrize("key", ["2147483648", "9223372036854775808", "9" * 40])
def test_number_that_no_record_can_have_is_no_such_page(coordinator: FlaskClient, key: str) -> None:
    for subject in ("proposals", "rounds", "hosts", "rooms", "youths", "import"):
        assert coordinator.get(f"/coordinator/{subject}/{key}").status_code == 404


@pytest.mark.parametrize("place", ["field", "argument", "address", "file name"])
def test_nul_byte_is_refused_wherever_it_stands(app: Flask, place: str) -> None:
    client = app.test_client()
    request: dict[str, dict[str, Any]] = {
        "field": {"path": "/account/sign-in", "method": "POST", "data": {"email": "a\x00b"}},
        "argument": {"path": "/account/sign-in", "query_string": {"next": "/\x00"}},
        "address": {"path": "/sign-up/a%00b"},
        "file name": {"path": "/sign-up", "method": "POST",
                      "data": {"file": (BytesIO(b"x"), "a\x00.csv")}},
    }  # fmt: skip
    assert client.open(**request[place]).status_code in (400, 404)


def test_links_of_a_page_stay_on_the_site_whatever_the_arguments(app: Flask) -> None:
    odd = "_external=1&_scheme=javascript&_anchor=x&endpoint=public.home&round_id=9&q=a%26b"
    with app.test_request_context(f"/coordinator/rounds/7/unmatched?{odd}&page=3&side=room"):
        made = here(page=None, side="youth")
    assert made.startswith("/coordinator/rounds/7/unmatched?_external=1&")
    assert "round_id=9" in made  # an argument, not the number of the round
    assert made.endswith("&q=a%26b&side=youth")


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("SELECT secret", {}, Exception("database is locked")),
        NoConnectionFree("QueuePool limit reached"),
    ],
)
@pytest.mark.parametrize(("language", "text"), [("nl", "Probeer"), ("en", "Try again")])
def test_outage_says_when_to_try_again(
    app: Flask, monkeypatch: pytest.MonkeyPatch, error: Exception, language: str, text: str
) -> None:
    def view() -> str:
        raise error

    monkeypatch.setitem(app.view_functions, "public.home", view)
    client = app.test_client()
    client.set_cookie("language", language)
    answer = client.get("/")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert text in answer.text


def test_value_that_no_column_holds_is_a_bad_request(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def view() -> str:
        raise DataError("SELECT", {}, Exception("integer out of range"))

    monkeypatch.setitem(app.view_functions, "public.home", view)
    assert app.test_client().get("/").status_code == 400


def test_amount_beyond_any_rent_is_a_mistake_in_the_form() -> None:
    assert parse_cents("9999999,99") == 999_999_999
    assert parse_cents("10.000.000") is None


def test_largest_upload_follows_the_setting(
    settings: Settings, factory: sessionmaker[Session]
) -> None:
    client = make_app(replace(settings, import_megabytes=1), factory).test_client()

    def send(number_of_bytes: int) -> Any:
        file = (BytesIO(b"x" * number_of_bytes), "a.csv")
        return client.post("/account/language", data={"next": "/", "file": file})

    assert send(1024 * 1024).status_code == 303
    answer = send(1024 * 1024 + 100_000)
    assert answer.status_code == 413
    assert "1 MB" in answer.text
