"""``kamermatch repair``: fill what came free after a round, and leave open proposals alone."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from matcher.audit import COMMAND_LINE
from matcher.commands.rounds import Steps
from matcher.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

    from matcher.repair.outlook import Outlook
    from matcher.repair.plan import Plan


@click.command()
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The date to apply the rules to (default: today).",
)
@click.option("--dry-run", is_flag=True, help="Show the best repair, propose nothing.")
@click.option(
    "--full", is_flag=True, help="Also work out what everything anew would fill and change."
)
def repair(today: datetime | None, dry_run: bool, full: bool) -> None:
    """Propose the best youths and rooms among those free since the last round.

    Open proposals stay as they are, and keep their places in contracts.
    """
    from matcher.inforce import today_in_the_netherlands

    factory = _factory()
    day = today.date() if today else today_in_the_netherlands()
    plan = _plan(factory, day)
    _show(factory, plan)
    if full:
        _show_outlook(_outlook(factory, day))
    if plan.moves and not dry_run:
        _propose(factory, plan, day)


def _factory() -> sessionmaker[Session]:
    from matcher.database.opening import open_guarded

    return open_guarded(Settings.from_environment())


def _plan(factory: sessionmaker[Session], day: date) -> Plan:
    """Read at one moment, then solve: no transaction is held meanwhile."""
    from matcher.repair.plan import best_repair, load_free
    from matcher.repair.standing import standing
    from matcher.rounds.snapshot import frozen

    with frozen(factory) as session:
        free = load_free(session, standing(session, day))
    return best_repair(free)


def _show(factory: sessionmaker[Session], plan: Plan) -> None:
    from rich.console import Console

    from matcher.commands.repairscreen import screen
    from matcher.database.session import reading

    with reading(factory) as session:
        Console().print(screen(session, plan))


def _outlook(factory: sessionmaker[Session], day: date) -> Outlook | None:
    """Run a trial of a whole round; None when its limits clash."""
    from matcher.database.session import transaction
    from matcher.repair.outlook import Outlook, ask
    from matcher.repair.standing import standing
    from matcher.rounds.running import run_round

    with transaction(factory) as session:
        trial_id = ask(session, COMMAND_LINE, standing(session, day)).id
    steps = Steps()
    try:
        found = run_round(factory, trial_id, steps.begin)
    finally:
        steps.end()
    if found.summary.get("status") == "infeasible":
        return None
    return Outlook.from_json(found.summary["outlook"])


def _show_outlook(found: Outlook | None) -> None:
    from rich.console import Console

    from matcher.commands.repairscreen import beside

    Console().print(beside(found))


def _propose(factory: sessionmaker[Session], plan: Plan, day: date) -> None:
    from matcher.database.session import transaction
    from matcher.repair.service import propose_pairs

    with transaction(factory) as session:
        done = propose_pairs(
            session, COMMAND_LINE, [move.pair.key for move in plan.moves], today=day
        )
        number = len(done.proposals)
    click.echo(f"{number} proposal(s) made; the other open proposals stayed as they were.")
    for skipped in done.skipped:
        youth, room = skipped.wanted
        click.echo(f"not proposed: youth {youth} with room {room}: {skipped.why}")
