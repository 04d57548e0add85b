"""Statements are compiled once per worker, as in a server, and not anew for each test.

A test has a database of its own and so an engine of its own. SQLAlchemy keeps what it compiled
per engine and per dialect: a third of the time of a test with a database was spent on it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, create_engine

from matcher.database import session

STATEMENTS = 5_000  # of all tests of a worker; a server keeps 500
_first: dict[str, Engine] = {}


def share() -> None:
    """Let every engine that the program makes from now on use what others compiled."""
    session.create_engine = _engine


def _engine(url: Any, **options: Any) -> Engine:
    engine = create_engine(url, query_cache_size=STATEMENTS, **options)
    first = _first.setdefault(engine.dialect.driver, engine)
    if first is not engine and first.dialect.server_version_info is not None:
        # What a connection needs is set up by its own dialect; this one only compiles.
        engine.dialect = first.dialect
        engine._compiled_cache = first._compiled_cache
    return engine
