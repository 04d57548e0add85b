"""``kamermatch round``: run a matching round on the database, and look at earlier ones."""

from __future__ import annotations

import sys
import time
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from matcher.audit import COMMAND_LINE
from matcher.errors import NotFound
from matcher.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

    from matcher.rounds.parameters import RoundParameters
    from matcher.rounds.traits import Share

INFEASIBLE = 3

STEP_NAMES = {
    "freeze": "reading youths and rooms",
    "eligibility": "finding the pairs that are possible",
    "fit": "scoring pairs and youths",
    "problem": "checking the problem",
    "keep": "keeping the problem for replay",
    "solve": "solving and verifying",
    "explain": "explaining, and comparing with simpler ways",
    "compare": "comparing with the open proposals",
    "otherwise": "solving without a rule, to tell its price",
    "hosts": "looking where one more host helps",
    "store": "saving the proposals",
}


@click.group(invoke_without_command=True)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The date to apply the rules to (default: today).",
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Draws lots."
)
@click.option("--guarantee", is_flag=True, help="No municipality is worse off by sharing.")
@click.option(
    "--horizon",
    type=click.IntRange(1, 3660),
    metavar="NIGHTS",
    help="Nights ahead that count (default: the policy's).",
)
@click.option(
    "--tiers",
    default="nights,priority,fit",
    show_default=True,
    help="What counts, most important first.",
)
@click.option(
    "--share",
    "shares",
    multiple=True,
    metavar="GROUP=VALUE:PERCENT",
    help="At least PERCENT of all placements are for this group, such as severity=heavy:25.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="Start no further tier after this.",
)
@click.pass_context
def round_command(
    context: click.Context,
    today: datetime | None,
    seed: int,
    guarantee: bool,
    horizon: int | None,
    tiers: str,
    shares: tuple[str, ...],
    time_limit: float | None,
) -> None:
    """Run a matching round: freeze the records, solve, verify, save proposals.

    Exit code 0: done; 3: limits clash, nothing was proposed; 1: an error, nothing was saved.
    """
    if context.invoked_subcommand is not None:
        return
    from matcher.rounds.parameters import TIERS, RoundParameters

    order = tuple(name.strip() for name in tiers.split(","))
    if not set(order) <= set(TIERS) or len(set(order)) < len(order):
        raise click.BadParameter(
            f"name each of {', '.join(TIERS)} at most once", param_hint="tiers"
        )
    parameters = RoundParameters(
        tiers=order,
        guarantee=guarantee,
        seed=seed,
        horizon_nights=horizon,
        time_limit=time_limit,
        shares=_shares(shares),
    )
    _run(_factory(), today.date() if today else None, parameters)


def _shares(words: tuple[str, ...]) -> tuple[Share, ...]:
    from matcher.rounds.traits import read_shares

    try:
        return read_shares(words)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--share") from error


@round_command.command("list")
@click.option("--number", default=20, show_default=True, help="How many, newest first.")
def list_rounds(number: int) -> None:
    """List the newest rounds."""
    from rich.console import Console
    from sqlalchemy import select

    from matcher.commands.roundscreen import rounds_table
    from matcher.database.rounds import MatchingRound
    from matcher.database.session import reading

    with reading(_factory()) as session:
        query = select(MatchingRound).where(~MatchingRound.is_trial)
        query = query.order_by(MatchingRound.id.desc()).limit(number)
        Console().print(rounds_table(session.scalars(query).all()))


@round_command.command()
@click.argument("round_id", type=int)
def show(round_id: int) -> None:
    """Show what happened in round ROUND_ID."""
    _show(_factory(), round_id)


@round_command.command("export-problem")
@click.argument("round_id", type=int)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export_problem(round_id: int, folder: Path) -> None:
    """Write the frozen problem of round ROUND_ID into FOLDER, for `kamermatch solve`."""
    from matcher.rounds.files import unzip
    from matcher.rounds.running import read_problem

    content = read_problem(_factory(), round_id)
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} is not empty; name a new folder")
    for path in unzip(content, folder):
        click.echo(f"wrote {path}")
    click.echo(f"Solve it again with: {_solve_command(content, folder)}")


@round_command.command("export-hosts")
@click.argument("round_id", type=int)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def export_hosts(round_id: int, file: Path) -> None:
    """Write into FILE (CSV) what one more host of each kind would bring, per municipality."""
    from matcher.database.session import reading
    from matcher.hostvalue.service import table_as_csv, values_of_round

    with reading(_factory()) as session:
        table = values_of_round(session, round_id)
    if table is None:
        raise NotFound("count of hosts in matching round", round_id)
    file.write_text(table_as_csv(table), encoding="utf-8")
    click.echo(f"wrote {file}: {len(table):,} rows")


@round_command.command()
@click.argument("round_id", type=int)
def requeue(round_id: int) -> None:
    """Put the failed round ROUND_ID in the queue again, for `kamermatch work`."""
    from matcher.database.session import transaction
    from matcher.rounds import service

    with transaction(_factory()) as session:
        service.requeue(session, COMMAND_LINE, round_id)
    click.echo(f"Round {round_id} is in the queue.")


def _factory() -> sessionmaker[Session]:
    from matcher.database.opening import open_guarded

    return open_guarded(Settings.from_environment())


def _run(factory: sessionmaker[Session], today: date | None, parameters: RoundParameters) -> None:
    from matcher.database.session import transaction
    from matcher.inforce import today_in_the_netherlands
    from matcher.rounds import service
    from matcher.rounds.running import run_round

    with transaction(factory) as session:  # by itself: a round that waits keeps ours from the queue
        service.requeue_stale(session)
    with transaction(factory) as session:
        queued = service.queue_round(
            session, COMMAND_LINE, today or today_in_the_netherlands(), parameters
        )
        round_id = queued.id
    steps = Steps()
    try:
        found = run_round(factory, round_id, steps.begin)
    finally:
        steps.end()
    click.echo()
    _show(factory, round_id)
    if found.summary.get("status") == "infeasible":
        sys.exit(INFEASIBLE)


def _show(factory: sessionmaker[Session], round_id: int) -> None:
    from rich.console import Console

    from matcher.commands.roundscreen import screen
    from matcher.database.rounds import MatchingRound
    from matcher.database.session import reading

    with reading(factory) as session:
        found = session.get(MatchingRound, round_id)
        if found is None:
            raise NotFound("matching round", round_id)
        Console().print(screen(found))


class Steps:
    """Tells each step as it begins, and how long it took."""

    def __init__(self) -> None:
        self._began: float | None = None

    def begin(self, step: str) -> None:
        self.end()
        click.echo(f"  {STEP_NAMES.get(step, step):<48}", nl=False, err=True)
        self._began = time.perf_counter()

    def end(self) -> None:
        if self._began is not None:
            click.echo(f"{time.perf_counter() - self._began:6.1f} s", err=True)
            self._began = None


def _solve_command(content: bytes, folder: Path) -> str:
    import json

    from matcher.rounds.files import PARAMETERS, read_file

    given = json.loads(read_file(content, PARAMETERS))
    words = ["kamermatch", "solve", str(folder), "--out", f"{folder}-result"]
    words += ["--tiers", ",".join(given["tiers"])]
    words += ["--seed", str(given["seed"]), "--backups", str(given["backups"])]
    if given["guarantee"]:
        words.append("--guarantee")
    if given["time_limit"] is not None:
        words += ["--time-limit", str(given["time_limit"])]
    return " ".join(words)
