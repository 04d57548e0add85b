"""What every page has: headers, tokens, language, error pages; and the public pages."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.routing import Rule

from matcher.database.accounts import Account
from matcher.database.guards import drop_guards
from matcher.database.session import transaction
from matcher.errors import (
    AlreadyTaken,
    MatcherError,
    NotAllowed,
    NotFound,
    Stale,
    StepNotAllowed,
    TextRefused,
)
from matcher.settings import Settings
from matcher.words import Role
from tests.web.conftest import SignIn, make_app
from web.app import csrf
from web.limits import limiter
from web.menu import GROUPS, MANY, MenuItem, _home_of

PUBLIC = ["/", "/how-it-works", "/municipalities", "/about", "/privacy", "/accessibility",
          "/account/sign-in"]  # fmt: skip


def speak(client: FlaskClient, language: str) -> None:
    client.set_cookie("language", language)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", PUBLIC)
def test_public_page_opens_in_the_language_and_has_one_heading(
    client: FlaskClient, path: str, language: str
) -> None:
    speak(client, language)
    answer = client.get(path)
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("path", [*PUBLIC, "/no-such-page", "/healthz", "/static/kamermatch.css"])
def test_every_answer_carries_the_security_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in headers


def test_pages_are_not_kept_in_caches_and_style_sheets_may_be(client: FlaskClient) -> None:
    assert client.get("/").headers["Cache-Control"] == "no-store"
    assert "no-store" not in client.get("/static/kamermatch.css").headers["Cache-Control"]


def test_behind_https_cookies_are_secure_and_browsers_stay_on_https(
    settings: Settings, factory: sessionmaker[Session]
) -> None:
    app = make_app(dataclasses.replace(settings, secure_cookies=True), factory)
    answer = app.test_client().post("/account/language", data={"language": "en"})
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    assert "Secure" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("path", PUBLIC)
def test_page_has_no_inline_script_or_style_and_no_other_host(
    client: FlaskClient, path: str
) -> None:
    text = client.get(path).text
    assert "<script" not in text
    assert "<style" not in text
    assert not re.search(r"\sstyle=|\son[a-z]+=", text)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', text)


def test_style_sheets_load_nothing_from_another_host(client: FlaskClient) -> None:
    folder = Path(client.application.static_folder or "")
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.css"))
    assert {"kamermatch.css", "vendor/utrecht.css", "vendor/tokens.css"} <= set(names)
    for name in names:
        text = client.get(f"/static/{name}").text
        addresses = re.findall(r"url\([\"']?([^\"')]+)", text)
        assert all(a.startswith(("data:image/svg+xml", "vendor/noto-sans")) for a in addresses)
        assert "@import" not in text


POSTS = ["/account/sign-in", "/account/language", "/account/sign-out", "/account/passphrase",
         "/account/sign-out-everywhere"]  # fmt: skip


@pytest.mark.parametrize("path", POSTS)
def test_post_without_its_token_is_refused(csrf_app: Flask, sign_in_as: SignIn, path: str) -> None:
    client = sign_in_as(Role.HOST, app=csrf_app)
    answer = client.post(path, data={"language": "en"})
    assert answer.status_code == 400
    assert "Dit formulier stond te lang open" in answer.text
    assert client.get("/account/").status_code == 200  # nothing happened


def test_every_post_route_asks_for_a_token(csrf_app: Flask) -> None:
    """New routes too: no view is exempt."""
    assert csrf._exempt_views == set()
    assert csrf._exempt_blueprints == set()


def test_post_with_its_token_works(csrf_app: Flask) -> None:
    client = csrf_app.test_client()
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/about").text)
    assert found is not None
    data = {"csrf_token": found[1], "language": "en", "next": "/about"}
    answer = client.post("/account/language", data=data)
    assert answer.headers["Location"] == "/about"
    assert "About Kamermatch" in client.get("/about").text


def test_language_switch_keeps_the_page_and_stays_on_the_account(
    sign_in_as: SignIn, factory: sessionmaker[Session]
) -> None:
    client = sign_in_as(Role.HOST)
    answer = client.post("/account/language", data={"language": "en", "next": "/privacy?a=1"})
    assert answer.headers["Location"] == "/privacy?a=1"
    assert '<html lang="en"' in client.get("/privacy").text
    with factory() as session:
        assert [account.language for account in session.query(Account)] == ["en"]


@pytest.mark.parametrize("language", ["fr", "", "../../etc"])
def test_unknown_language_changes_nothing(client: FlaskClient, language: str) -> None:
    answer = client.post("/account/language", data={"language": language})
    assert answer.status_code == 303
    assert "Set-Cookie" not in answer.headers
    speak(client, language or "xx")
    assert '<html lang="nl"' in client.get("/").text


def test_switch_on_an_error_page_leads_to_a_page_that_exists(client: FlaskClient) -> None:
    assert 'name="next" value="/"' in client.get("/no-such-page").text


TEXTS = {
    "nl": {404: "We kunnen deze pagina niet vinden", 405: "Zo werkt deze pagina niet"},
    "en": {404: "We cannot find this page", 405: "This page does not work this way"},
}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_missing_page_and_wrong_method_have_a_page(client: FlaskClient, language: str) -> None:
    speak(client, language)
    assert TEXTS[language][404] in client.get("/no-such-page").text
    answer = client.get("/account/sign-out")
    assert answer.status_code == 405
    assert TEXTS[language][405] in answer.text
    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        (NotFound("youth", 3), 404, "niet vinden"),
        (NotAllowed("no"), 403, "mag deze pagina niet openen"),
        (Stale("room", 3), 409, "Iemand was je voor"),
        (AlreadyTaken("room"), 409, "Iemand was je voor"),
        (StepNotAllowed("proposal", "a", "b"), 422, "Deze stap kan nu niet"),
        (
            StepNotAllowed("placement", "booked", "start", missing=("rent_signed",)),
            422,
            "Er is nog nodig: een getekende huurovereenkomst.",
        ),
        (TextRefused("motivation", "bsn"), 422, "burgerservicenummer"),
        (MatcherError("other"), 422, "Deze stap kan nu niet"),
        (OperationalError("SELECT", {}, Exception("away")), 503, "database geeft geen antwoord"),
        (RuntimeError("a secret"), 500, "Er ging bij ons iets mis"),
    ],
)
def test_error_becomes_a_page_that_says_what_to_do(
    app: Flask, error: Exception, status: int, told: str
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def broken() -> str:
        raise error

    app.view_functions["public.home"] = broken
    answer = app.test_client().get("/")
    assert answer.status_code == status
    assert told in answer.text
    assert "a secret" not in answer.text
    assert "Traceback" not in answer.text


def test_page_of_an_outage_asks_nothing_of_the_database(
    app: Flask, sign_in_as: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    client = sign_in_as(Role.HOST)

    def away() -> Session:
        raise OperationalError("SELECT", {}, Exception("away"))

    monkeypatch.setitem(app.extensions, "session_factory", away)
    answer = client.get("/account/")
    assert answer.status_code == 503
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_too_large_file_is_refused(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 100
    answer = app.test_client().post("/account/language", data={"next": "x" * 200})
    assert answer.status_code == 413
    assert "te groot" in answer.text


def test_too_many_posts_from_one_address_are_slowed_down(app: Flask) -> None:
    limiter.reset()
    client = app.test_client()
    data = {"email": "x@demo.example", "passphrase": "x"}
    statuses = [client.post("/account/sign-in", data=data).status_code for _ in range(31)]
    assert statuses[:30] == [422] * 30
    assert statuses[30] == 429
    assert client.get("/account/sign-in").status_code == 200
    limiter.reset()


def test_not_ready_when_a_guard_of_the_database_is_missing(
    client: FlaskClient, factory: sessionmaker[Session]
) -> None:
    assert client.get("/readyz").status_code == 200
    with transaction(factory) as session:
        drop_guards(session.connection())
    assert client.get("/readyz").status_code == 503


def test_every_item_of_the_menu_has_a_place_and_a_page_of_its_own(app: Flask) -> None:
    items = app.extensions["menu"]
    assert len(items) > 15
    assert len({item.order for item in items}) == len(items)
    assert {item.endpoint for item in items} <= app.view_functions.keys()


def test_person_with_several_roles_sees_the_menus_of_all(
    own_app: Flask, sign_in_as: SignIn
) -> None:
    items: list[MenuItem] = []
    for path, role in (("/c", Role.COORDINATOR), ("/a", Role.ADMINISTRATOR)):
        endpoint = f"menu_of_{role}"
        own_app.url_map.add(Rule(path, endpoint=endpoint))
        own_app.view_functions[endpoint] = lambda: ""
        own_app.extensions["entrants"][endpoint] = frozenset({str(role)})
        items.append(MenuItem(endpoint, endpoint, len(items)))
    own_app.extensions["menu"] = items
    both = sign_in_as(Role.COORDINATOR, Role.ADMINISTRATOR, app=own_app).get("/account/").text
    one = sign_in_as(Role.ADMINISTRATOR, app=own_app).get("/account/").text
    assert 'href="/c"' in both
    assert 'href="/a"' in both
    assert 'href="/c"' not in one
    assert 'href="/a"' in one


def test_menu_of_a_coordinator_has_groups_and_opens_the_one_of_the_page(
    sign_in_as: SignIn,
) -> None:
    page = sign_in_as(Role.COORDINATOR).get("/readiness/").text
    head, under = re.findall(r'<nav class="km-menu.*?</nav>', page, re.DOTALL)
    assert head.count("<li>") <= MANY
    assert re.search(r'aria-current="true">Matchen<', head)
    assert re.search(r'aria-current="page">Matchklaar<', under)
    assert "/coordinator/hosts" not in under


def test_short_menu_has_no_groups(sign_in_as: SignIn) -> None:
    page = sign_in_as(Role.REFERRER).get("/referrer/youths").text
    assert len(re.findall(r'<nav class="km-menu', page)) == 1
    assert re.search(r'aria-current="page">Mijn jongeren<', page)


@pytest.mark.parametrize(
    ("role", "here", "item"),
    [
        (Role.REFERRER, "introductions.introduction", "placements.referrer_index"),
        (Role.REFERRER, "living.plan", "placements.referrer_index"),
        (Role.REFERRER, "living.concern", "living.concerns"),
        (Role.REFERRER, "cases.case", "referrer.youths"),
        (Role.HOST, "introductions.answer_own", "host.home"),
        (Role.YOUTH, "introductions.answer_own", "youth.home"),
    ],
)
def test_a_page_lights_the_item_of_a_short_menu_to_which_it_belongs(
    app: Flask, role: Role, here: str, item: str
) -> None:
    allowed = app.extensions["entrants"]
    items = [one for one in app.extensions["menu"] if role in allowed[one.endpoint]]
    found = _home_of(here, items)
    assert found is not None
    assert found.endpoint == item
    assert _home_of(item, items) is None


def test_an_introduction_stands_with_the_placements_as_its_trail_says() -> None:
    groups = [key for key, group in GROUPS.items() if "introductions.x".startswith(group.covers)]
    assert groups == ["living"]


def test_every_page_of_staff_is_in_one_group_or_in_none(app: Flask) -> None:
    for endpoint in app.view_functions:
        inside = [key for key, group in GROUPS.items() if endpoint.startswith(group.covers)]
        assert len(inside) <= 1, (endpoint, inside)
    for item in app.extensions["menu"]:
        if item.group:
            assert item.endpoint.startswith(GROUPS[item.group].covers), item.endpoint


def test_name_with_markup_is_shown_as_text(
    sign_in_as: SignIn, factory: sessionmaker[Session]
) -> None:
    client = sign_in_as(Role.HOST)
    with transaction(factory) as session:
        session.execute(update(Account).values(name="<img src=x onerror=alert(1)>"))
    page = client.get("/account/").text
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
