"""``kamermatch work``: the worker that runs queued rounds."""

from __future__ import annotations

import logging

import click

from matcher.settings import Settings


@click.command()
@click.option("--once", is_flag=True, help="Run what waits now, then stop.")
@click.option("--quiet", is_flag=True, help="Tell problems only.")
def work(once: bool, quiet: bool) -> None:
    """Run queued rounds until interrupted (Ctrl-C). One worker is enough."""
    from matcher.database.guards import require_guards
    from matcher.database.session import make_engine, make_session_factory
    from matcher.jobs import queue, run_waiting

    logging.basicConfig(
        level=logging.WARNING if quiet else logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    settings = Settings.from_environment()
    engine = make_engine(settings)
    with engine.connect() as connection:
        require_guards(connection)
    # Whatever waited while no worker was there does not have to wait for the first sweep.
    done = run_waiting(make_session_factory(engine))
    if once:
        click.echo(f"{len(done)} round(s) run.")
        return
    if not quiet:
        click.echo("The worker waits for rounds (stop with Ctrl-C).")
    queue(settings).consumer().run()
