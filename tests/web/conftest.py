"""Fixtures of the web tests: an application on a fresh database, and people signed in."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from matcher.accounts import service
from matcher.audit import COMMAND_LINE
from matcher.database.accounts import Account, CareOrganisation
from matcher.database.places import Municipality
from matcher.database.session import engine_for, make_session_factory, transaction
from matcher.settings import Settings
from matcher.words import Role
from tests.factories import UTRECHT, add_municipality
from tests.services.scenes import AMERSFOORT
from tests.web.browsing import browser, live, open_page  # noqa: F401  (fixtures)
from web.app import create_app
from web.limits import limiter

PASSPHRASE = "acht blauwe olifanten zingen zacht"
MUNICIPALITY = "GM0363"
WORLD = UTRECHT  # where record 1 of everything is
ORGANISATION = "DEMO-ZORG"
FIXED_TOKEN = "always.the.same"
SECRET = "tests only, thirty-two characters or more"

SignIn = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hashing that costs nothing: the real one takes a tenth of a second and 64 MiB."""
    monkeypatch.setattr(
        service, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    )
    service._stand_in.cache_clear()
    yield
    service._stand_in.cache_clear()


@pytest.fixture
def web_database_url(request: pytest.FixtureRequest) -> str:
    """The database of the application: of the kind that --web-database or a parameter names."""
    kind = getattr(request, "param", request.config.getoption("--web-database"))
    return request.getfixturevalue(f"{kind}_url")


@pytest.fixture
def settings(web_database_url: str, tmp_path: Path) -> Settings:
    return Settings.from_environment(
        {
            "DATABASE_URL": web_database_url,
            "KAMERMATCH_INSTANCE": str(tmp_path / "instance"),
            "KAMERMATCH_SECRET_KEY": SECRET,
        }
    )


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    engine = engine_for(settings.database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def factory(engine: Engine) -> sessionmaker[Session]:
    """Sessions on the database of the application, with a municipality and an organisation."""
    factory = make_session_factory(engine)
    with transaction(factory) as session:
        if session.get(Municipality, MUNICIPALITY) is None:
            session.add(a_municipality())
        session.add(CareOrganisation(code=ORGANISATION, name="Zorg voor morgen"))
    return factory


def a_municipality() -> Municipality:
    return Municipality(
        code=MUNICIPALITY,
        name="Amsterdam",
        province="Noord-Holland",
        latitude=52.37,
        longitude=4.9,
    )


def make_app(settings: Settings, factory: sessionmaker[Session], **configuration: object) -> Flask:
    app = create_app(
        settings,
        session_factory=factory,
        configuration={"TESTING": True, "WTF_CSRF_ENABLED": False, **configuration},
    )
    if not app.config["WTF_CSRF_ENABLED"]:
        # A random token in each page holds any short secret that a test looks for, now and then.
        app.jinja_env.globals["csrf_token"] = lambda: FIXED_TOKEN
    limiter.reset()
    return app


@pytest.fixture(scope="session")
def one_app() -> Flask:
    """Made once per worker: compiling its 400 routes and its templates takes longer than a test."""
    settings = Settings.from_environment({"KAMERMATCH_SECRET_KEY": SECRET})
    return make_app(settings, sessionmaker())


@pytest.fixture
def app(one_app: Flask, settings: Settings, factory: sessionmaker[Session]) -> Iterator[Flask]:
    """The application on the database of this test; what the test changes in it is put back.

    A module that adds routes overrides this fixture with ``own_app``.
    """
    kept = [(store, dict(store)) for store in
            (one_app.config, one_app.extensions, one_app.view_functions,
             one_app.extensions["entrants"])]  # fmt: skip
    routes = len(list(one_app.url_map.iter_rules()))
    one_app.extensions.update(settings=settings, session_factory=factory)
    limiter.reset()
    yield one_app
    added = len(list(one_app.url_map.iter_rules())) - routes
    assert added == 0, "a route cannot be taken away again: use own_app"
    for store, content in kept:
        store.clear()
        store.update(content)


@pytest.fixture
def own_app(settings: Settings, factory: sessionmaker[Session]) -> Flask:
    """An application for this test alone."""
    return make_app(settings, factory)


@pytest.fixture
def csrf_app(settings: Settings, factory: sessionmaker[Session]) -> Flask:
    """The application as it is outside the tests: every POST needs its token."""
    return make_app(settings, factory, WTF_CSRF_ENABLED=True)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def make_account(factory: sessionmaker[Session]) -> Callable[..., Account]:
    """``make_account(Role.COORDINATOR, …, regions=[…])``: with a passphrase that is PASSPHRASE."""
    numbers = count(1)

    def make(*roles: Role, passphrase: str | None = PASSPHRASE, **ties: object) -> Account:
        email = str(ties.pop("email", f"persoon{next(numbers)}@demo.example"))
        if Role.COORDINATOR in roles:
            ties.setdefault("regions", [MUNICIPALITY])
        if Role.REFERRER in roles:
            ties.setdefault("organisation", ORGANISATION)
        if Role.MUNICIPALITY_OFFICER in roles:
            ties.setdefault("municipality", MUNICIPALITY)
        with transaction(factory) as session:
            account = service.create_account(
                session,
                COMMAND_LINE,
                email,
                "Noor Jansen",
                roles,
                passphrase=passphrase,
                **ties,  # type: ignore[arg-type]
            )
        return account

    return make


@pytest.fixture
def sign_in_as(app: Flask, make_account: Callable[..., Account]) -> SignIn:
    """``sign_in_as(Role.COORDINATOR, regions=["GM0363"])`` returns a client, signed in.

    The session is written directly: the sign-in page has tests of its own, and its
    hashing would make all others slow.
    """

    def sign_in(*roles: Role, app: Flask = app, **ties: object) -> FlaskClient:
        account = make_account(*roles, passphrase=None, **ties)
        return signed_in_client(app, account)

    return sign_in


@pytest.fixture
def coordinator(factory: sessionmaker[Session], sign_in_as: SignIn) -> FlaskClient:
    """A coordinator of Utrecht who reads English, and does not reach Amersfoort."""
    with transaction(factory) as session:
        add_municipality(session)
        add_municipality(session, **AMERSFOORT)
    client = sign_in_as(Role.COORDINATOR, regions=[UTRECHT])
    client.set_cookie("language", "en")
    return client


@pytest.fixture
def somebody(
    app: Flask, factory: sessionmaker[Session], make_account: Callable[..., Account]
) -> SignIn:
    """``somebody(Role.HOST)`` is signed in, and record 1 of everything is theirs."""
    from tests.web.worlds import add_world, tie_to_world  # made of scenes that import this file

    with transaction(factory) as session:
        add_world(session)

    def sign_in(role: Role, **ties: object) -> FlaskClient:
        where: dict[Role, dict[str, object]] = {
            Role.COORDINATOR: {"regions": [WORLD]},
            Role.MUNICIPALITY_OFFICER: {"municipality": WORLD},
        }
        account = make_account(role, passphrase=None, **(where.get(role, {}) | ties))
        with transaction(factory) as session:
            tie_to_world(session, session.get_one(Account, account.id))
        return signed_in_client(app, account)

    return sign_in


def signed_in_client(app: Flask, account: Account) -> FlaskClient:
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = f"{account.id}.{account.session_version}"
        session["_fresh"] = True
        session["began"] = session["seen"] = int(time.time())
    return client


@pytest.fixture
def number_of_commits(engine: Engine) -> list[int]:
    """Grows by one entry at each commit on the database."""
    commits: list[int] = []
    event.listen(engine, "commit", lambda connection: commits.append(1))
    return commits


def without_address(answer: TestResponse) -> str:
    """Return the page without its own address, which the choice of language returns to.

    Two pages that are the same otherwise tell nobody which of the two addresses exists.
    """
    return answer.text.replace(answer.request.path, "")
