"""``kamermatch reference``, ``demo-data`` and ``demo``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from matcher.errors import ImportRejected
from matcher.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

    from seed.demo import DemoAccount
    from seed.load import Change

INVALID_FILE = 2

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
YOUTHS = click.option("--youths", default=8500, show_default=True, type=click.IntRange(0, 99_999))
ROOMS = click.option("--rooms", default=5000, show_default=True, type=click.IntRange(0, 99_999))
SEED = click.option(
    "--seed", default=1, show_default=True, type=click.IntRange(min=0), help="Same seed, same data."
)
TODAY = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The date around which everything happens (default: today).",
)


def _factory() -> sessionmaker[Session]:
    from matcher.database.opening import open_guarded

    return open_guarded(Settings.from_environment())


def _day(given: datetime | None) -> date:
    from matcher.inforce import today_in_the_netherlands

    return given.date() if given else today_in_the_netherlands()


# --- reference -----------------------------------------------------------------------------------


@click.group()
def reference() -> None:
    """Load municipalities, places and postcodes, and show what is there."""


@reference.command()
def load() -> None:
    """Load the built-in reference data; safe to repeat.

    Contracts and official population stay. Postcodes of an official file are overwritten: load
    that file again afterwards.
    """
    from matcher.audit import COMMAND_LINE, record
    from matcher.database.session import transaction
    from seed.load import load_reference

    with transaction(_factory()) as session:
        changes = load_reference(session)
        counts = {f"{table}_{kind}": n for table, c in changes.items() for kind, n in c.counts()}
        record(session, COMMAND_LINE, "reference.load", None, **counts)
    for table, change in changes.items():
        click.echo(f"{table:13} {change}")


@reference.command("load-population")
@click.argument("file", type=FILE)
def load_population(file: Path) -> None:
    """Load the official population of municipalities from FILE, a CSV of CBS StatLine.

    Exit code 2: the file has problems, each told with row, column and remedy; nothing is saved.
    """
    from seed.load_official import load_population

    _load_official(load_population, file, "municipality")


@reference.command("load-postcodes")
@click.argument("file", type=FILE)
def load_postcodes(file: Path) -> None:
    """Load which municipality each postcode lies in from FILE, such as the address file of CBS.

    Exit code 2: the file has problems, each told with row, column and remedy; nothing is saved.
    """
    from seed.load_official import load_postcodes

    _load_official(load_postcodes, file, "postcode")


def _load_official(loader: Callable[[Session, Path], Change], file: Path, table: str) -> None:
    from matcher.audit import COMMAND_LINE, record
    from matcher.database.session import transaction

    try:
        with transaction(_factory()) as session:
            change = loader(session, file)
            record(session, COMMAND_LINE, f"reference.load_{table}", None, **dict(change.counts()))
    except ImportRejected as error:
        for problem in error.problems:
            click.echo(f"{file.name}: {problem}", err=True)
        click.echo(f"Nothing was saved: {len(error.problems)} problem(s).", err=True)
        sys.exit(INVALID_FILE)
    click.echo(f"{table:13} {change}")


@reference.command()
def show() -> None:
    """Show how much reference data there is, and where it comes from."""
    from matcher.database.session import reading
    from seed.load import counts, sources

    with reading(_factory()) as session:
        for label, number in counts(session):
            click.echo(f"{number:6}  {label}")
    for source in sources():
        click.echo(f"\n{source.name}: {source.holds}")
        click.echo(f"  from     {source.origin}")
        click.echo(f"  licence  {source.licence}")
        click.echo(f"  credit   {source.attribution}")


# --- demo data -----------------------------------------------------------------------------------


@click.command("demo-data")
@YOUTHS
@ROOMS
@SEED
@TODAY
@click.option("--replace", is_flag=True, help="Remove the demo data that is there first.")
@click.option(
    "--beside-real-data", is_flag=True, help="Allow a database that holds other data as well."
)
@click.option(
    "--files",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write hosts.csv and youths.csv into this folder, to try the import with; nobody in "
    "them has been placed. The database gets contracts, organisations and accounts only.",
)
def demo_data(
    youths: int,
    rooms: int,
    seed: int,
    today: datetime | None,
    replace: bool,
    beside_real_data: bool,
    folder: Path | None,
) -> None:
    """Fill the database with fictional youths, homes and rooms."""
    from seed.demo import Size
    from seed.demo.steps import fill

    fill(
        _factory(),
        Size(youths, rooms),
        seed,
        _day(today),
        replace=replace,
        beside_real_data=beside_real_data,
        files=folder,
    )


@click.command()
@click.option("--youths", default=400, show_default=True, type=click.IntRange(1, 99_999))
@click.option("--rooms", default=260, show_default=True, type=click.IntRange(1, 99_999))
@SEED
@TODAY
def demo(youths: int, rooms: int, seed: int, today: datetime | None) -> None:
    """Prepare a demo: database, reference data, demo data, one matching round; safe to repeat."""
    from seed.demo import Size
    from seed.demo.steps import prepare

    settings = Settings.from_environment()
    accounts = prepare(settings, Size(youths, rooms), seed, _day(today))
    _tell(settings, accounts)


def _tell(settings: Settings, accounts: list[DemoAccount]) -> None:
    from matcher.accounts.rules import DEMO_PASSPHRASE

    click.echo("\nEverybody in this demo is made up. Sign in as:\n")
    for account in accounts:
        click.echo(f"  {account.role.en:20} {account.email:28} {account.name}")
    click.echo(f"\n  Passphrase for all:  {DEMO_PASSPHRASE}")
    click.echo(f"  Address:             {settings.public_url}")
    click.echo("\nThe server is started by `kamermatch serve` (`make demo` does so by itself).")
    click.echo("Start afresh with `make clean-demo`.")
