"""Runs the migrations on a given connection, without the guards, then re-applies them."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from matcher.database import Base
from matcher.database.guards import apply_guards, drop_guards
from matcher.database.migrate import changing_tables
from matcher.database.session import make_engine
from matcher.settings import Settings


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        user_module_prefix="base.",
    )
    with context.begin_transaction():
        drop_guards(connection)
        context.run_migrations()
        apply_guards(connection)


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with changing_tables(make_engine(Settings.from_environment())) as connection:
        run(connection)
