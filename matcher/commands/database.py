"""``kamermatch database``: bring the database to the newest schema, or check it."""

from __future__ import annotations

import sys

import click

from matcher.settings import Settings


@click.group()
def database() -> None:
    """Make, upgrade and check the database."""


@database.command()
def upgrade() -> None:
    """Apply all migrations and the guards; safe to repeat."""
    from matcher.database import migrate
    from matcher.database.session import make_engine

    settings = Settings.from_environment()
    engine = make_engine(settings)
    migrate.upgrade(engine)
    click.echo(f"The database is up to date: {engine.url.render_as_string(hide_password=True)}")


@database.command()
def check() -> None:
    """Say whether schema and guards are in place; exit code 1 when they are not."""
    from matcher.database import migrate
    from matcher.database.guards import missing_guards
    from matcher.database.session import make_engine

    with make_engine(Settings.from_environment()).connect() as connection:
        problems = [f"guard missing: {name}" for name in missing_guards(connection)]
        if not migrate.is_current(connection):
            problems.append("not at the newest migration")
        problems += [
            f"differs from the tables in the code: {d}" for d in migrate.differences(connection)
        ]
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        click.echo("Remedy: kamermatch database upgrade", err=True)
        sys.exit(1)
    click.echo("Schema and guards are in place.")
