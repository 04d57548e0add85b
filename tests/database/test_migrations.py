"""The migrations make the tables of the code, down and up again, guards included."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, inspect, text

from matcher.database import migrate
from matcher.database.guards import drop_guards, missing_guards, require_guards
from matcher.errors import GuardMissing


def test_migrated_database_equals_the_tables_in_the_code(engine: Engine) -> None:
    with engine.connect() as connection:
        assert migrate.is_current(connection)
        assert migrate.differences(connection) == []


def test_a_difference_with_the_code_is_noticed(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE place DROP COLUMN population"))
        assert migrate.differences(connection) != []


def test_every_migration_goes_down_and_up_again_with_its_guards(engine: Engine) -> None:
    migrate.downgrade(engine, "base")
    with engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    migrate.upgrade(engine)
    with engine.connect() as connection:
        assert missing_guards(connection) == []
        assert migrate.differences(connection) == []


def test_the_program_refuses_a_database_without_guards(engine: Engine) -> None:
    with engine.begin() as connection:
        require_guards(connection)
        drop_guards(connection)
        with pytest.raises(GuardMissing, match="kamermatch database upgrade"):
            require_guards(connection)


def test_upgrading_again_brings_lost_guards_back(engine: Engine) -> None:
    with engine.begin() as connection:
        drop_guards(connection)
    migrate.upgrade(engine)
    with engine.connect() as connection:
        assert missing_guards(connection) == []
