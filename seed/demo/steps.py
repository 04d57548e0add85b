"""The steps of `kamermatch demo-data` and `kamermatch demo`, told while they happen."""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import COMMAND_LINE
from matcher.database import migrate
from matcher.database.rounds import MatchingRound
from matcher.database.session import make_engine, make_session_factory, reading, transaction
from matcher.errors import InvalidSettings
from matcher.settings import Settings
from matcher.words import RoundStatus
from seed import demo
from seed.demo import DemoAccount, DemoSet, Size
from seed.load import is_loaded, load_reference

PORTS_TO_TRY = 50


@contextmanager
def step(title: str) -> Iterator[list[str]]:
    """Tell a step as it begins, and what came of it with its seconds when it has ended."""
    click.echo(f"  {title:<34}", nl=False, err=True)
    began = time.perf_counter()
    outcome: list[str] = []
    yield outcome
    click.echo(f"{time.perf_counter() - began:6.1f} s  {''.join(outcome)}", err=True)


def fill(
    factory: sessionmaker[Session],
    size: Size,
    seed: int,
    today: date,
    *,
    replace: bool = False,
    beside_real_data: bool = False,
    files: Path | None = None,
) -> list[DemoAccount]:
    """Make demo data in one transaction; with ``files`` the people go there instead.

    Files hold no placements, so nobody in them has been placed before.

    Raises:
        MatcherError: the database holds real data, or demo data already.
    """
    with transaction(factory) as session:
        demo.make_room_for_demo_data(session, replace=replace, beside_real_data=beside_real_data)
        if not is_loaded(session):
            with step("Reference data") as outcome:
                outcome.append(str(load_reference(session)["municipality"]))
        with step("Fictional youths, homes and rooms") as outcome:
            made = demo.plan(session, size, seed, today, with_history=files is None)
            outcome.append(_sizes(made))
        if files is not None:
            from seed.demo.files import write_files

            with step("Files for the import") as outcome:
                outcome.append(", ".join(str(path) for path in write_files(made, files)))
        return _write(session, made, seed, today, with_people=files is None)


def _sizes(made: DemoSet) -> str:
    rooms = sum(len(dwelling.rooms) for dwelling in made.dwellings)
    return (
        f"{len(made.people)} youths, {rooms} rooms, "
        f"{len(made.partners.running)} municipalities take part"
    )


def _write(
    session: Session, made: DemoSet, seed: int, today: date, *, with_people: bool
) -> list[DemoAccount]:
    number = demo.number_of_rows(made) if with_people else 0
    bar = click.progressbar(
        length=number,
        label="  Saving",
        width=30,
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
    )
    with step("Saving rows") as outcome, bar:
        accounts = demo.create(
            session,
            made,
            seed,
            today,
            lambda _table, rows: bar.update(rows),
            with_people=with_people,
        )
        outcome.append(f"{number} rows, {len(accounts)} accounts")
    return accounts


def prepare(settings: Settings, size: Size, seed: int, today: date) -> list[DemoAccount]:
    """Bring a database to the state of a demo, step by step; what is there already stays.

    Raises:
        InvalidSettings: the port of the web server is taken. Told first, before the long work.
        MatcherError: the database holds real data.
    """
    require_free_port(settings)
    click.echo("Preparing the demo:", err=True)
    engine = make_engine(settings)
    with step("Database") as outcome:
        migrate.upgrade(engine)
        outcome.append(engine.url.render_as_string(hide_password=True))
    factory = make_session_factory(engine)
    with step("Reference data") as outcome, transaction(factory) as session:
        outcome.append(f"municipalities: {load_reference(session)['municipality']}")
    if is_there := _has_demo(factory):
        click.echo("  Demo data                         already there", err=True)
    else:
        fill(factory, size, seed, today)
    _match(factory, today, is_there)
    with reading(factory) as session:
        return demo.find_accounts(session)


def _has_demo(factory: sessionmaker[Session]) -> bool:
    with reading(factory) as session:
        return demo.has_demo_data(session) and not demo.real_data(session)


def _match(factory: sessionmaker[Session], today: date, is_repeated: bool) -> None:
    """Run one matching round, unless there is one that went well."""
    with transaction(factory) as session:
        done = select(MatchingRound.id).where(MatchingRound.status == RoundStatus.DONE).limit(1)
        if is_repeated and session.scalar(done) is not None:
            click.echo("  Matching round                    already there", err=True)
            return
        from matcher.rounds import service  # takes seconds to load, and is often not needed

        service.requeue_stale(session)
        waiting = service.queued_ids(session)
        round_id = waiting[0] if waiting else service.queue_round(session, COMMAND_LINE, today).id
    with step("Matching round") as outcome:
        from matcher.rounds.running import run_round

        found = run_round(factory, round_id)
        outcome.append(f"round {found.id}: {found.status.en}")
    with step("Introductions") as outcome:
        from seed.demo.after.introductions import begin_introductions

        outcome.append(f"{begin_introductions(factory, today)} under way or stopped")


def require_free_port(settings: Settings) -> None:
    """Check that the web server will be able to listen.

    Raises:
        InvalidSettings: with a port that is free.
    """
    if is_free(settings.host, settings.port):
        return
    others = range(settings.port + 1, min(settings.port + PORTS_TO_TRY, 65_536))
    free = next((port for port in others if is_free(settings.host, port)), settings.port + 1)
    raise InvalidSettings(
        f"port {settings.port} on {settings.host} is taken, perhaps by an earlier demo "
        f"(look at {settings.public_url}); stop that program, or choose another port: "
        f"KAMERMATCH_PORT={free} make demo"
    )


def is_free(host: str, port: int) -> bool:
    """Say whether a server could listen there at this moment."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as attempt:
        # As servers do: a connection that is still closing does not keep the port.
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OSError:
            return False
    return True
