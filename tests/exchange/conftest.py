"""A database with a few municipalities, and a memory one for the tests that save nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock
from matcher.database.session import engine_for, make_session_factory
from matcher.exchange import service
from matcher.exchange.columns import FileKind
from matcher.exchange.problems import Problem
from tests.exchange.files import TODAY, add_reference


@pytest.fixture(scope="module")
def reference_factory(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[sessionmaker[Session]]:
    """A SQLite database with reference data only; tests must leave it as it is."""
    path = tmp_path_factory.mktemp("exchange") / "reference.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    engine = engine_for(f"sqlite:///{path}")
    factory = make_session_factory(engine)
    with factory() as session, session.begin():
        add_reference(session)
    yield factory
    engine.dispose()


Judge = Callable[..., tuple[Problem, ...]]


@pytest.fixture
def judge(reference_factory: sessionmaker[Session]) -> Iterator[Judge]:
    """Return the problems of a file, on a database that holds no records."""
    with reference_factory() as session:

        def problems(kind: FileKind, content: bytes, **options: object) -> tuple[Problem, ...]:
            found = service.preview(session, kind, "file", content, TODAY, **options)  # type: ignore[arg-type]
            return found.problems

        yield problems
        session.rollback()


@pytest.fixture
def loaded(session: Session) -> Session:
    """A session on SQLite and on PostgreSQL, with reference data."""
    add_reference(session)
    return session


@pytest.fixture
def day_of_the_files() -> Iterator[None]:
    """It is the day of the files: a step of a known record looks at the clock."""
    with clock.at(datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC)):
        yield
