"""A country and a demo set, made once per worker: they are the same for every test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.session import engine_for, make_session_factory, transaction
from seed.demo import Size
from seed.demo.country import Country, read_country
from seed.demo.plan import DemoSet, make_set
from seed.load import load_reference

TODAY = date(2026, 3, 2)


@pytest.fixture(scope="session")
def reference_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with the reference data, to copy."""
    path = tmp_path_factory.mktemp("reference") / "reference.sqlite3"
    shutil.copy(sqlite_template, path)
    engine = engine_for(f"sqlite:///{path}")
    with transaction(make_session_factory(engine)) as session:
        load_reference(session)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def country(reference_template: Path) -> Country:
    engine = engine_for(f"sqlite:///{reference_template}")
    with transaction(make_session_factory(engine)) as session:
        found = read_country(session)
    engine.dispose()
    return found


@pytest.fixture(scope="session")
def demo(country: Country) -> DemoSet:
    """A set of middle size; tests only look at it."""
    return make_set(country, Size(1500, 900), 1, TODAY)


@pytest.fixture
def loaded_url(reference_template: Path, tmp_path: Path) -> str:
    """A SQLite database with reference data and nothing else."""
    path = tmp_path / "loaded.sqlite3"
    shutil.copy(reference_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def loaded(loaded_url: str) -> Iterator[sessionmaker[Session]]:
    engine: Engine = engine_for(loaded_url)
    yield make_session_factory(engine)
    engine.dispose()
