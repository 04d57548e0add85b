"""Bring a database to the newest schema, guards included, and tell whether it is there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

import matcher
from matcher.database import Base

MIGRATIONS = Path(matcher.__file__).resolve().parent.parent / "migrations"


def configuration(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Apply all migrations up to ``revision`` in one transaction, then the guards."""
    with changing_tables(engine) as connection:
        command.upgrade(configuration(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    with changing_tables(engine) as connection:
        command.downgrade(configuration(connection), revision)


@contextmanager
def changing_tables(engine: Engine) -> Iterator[Connection]:
    """One transaction for migrations, on SQLite with its foreign keys checked at the end.

    SQLite changes a table by building it anew and dropping the old one. With foreign keys in
    force that drop empties the table first, and rows that refer to it go along (ON DELETE CASCADE).

    Raises:
        RuntimeError: a row refers to one that is not there; nothing was changed.
    """
    with engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            _set_foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                yield connection
                if is_sqlite:
                    _require_whole_references(connection)
        finally:
            if is_sqlite:
                _set_foreign_keys(connection, "ON")


def _set_foreign_keys(connection: Connection, value: str) -> None:
    """Past SQLAlchemy: inside a transaction SQLite ignores this without a word."""
    connection.connection.cursor().execute(f"PRAGMA foreign_keys={value}")


def _require_whole_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise RuntimeError(f"{len(broken)} row(s) refer to a row that is not there: {broken[:3]}")


def is_current(connection: Connection) -> bool:
    """Say whether the database is at the newest migration."""
    wanted = ScriptDirectory.from_config(configuration(connection)).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == wanted


def differences(connection: Connection) -> list[object]:
    """Return what the tables in the code have and the database lacks, or the other way round."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))
