"""``kamermatch solve``: a matching round on files, without a database."""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from matcher.commands.fairnessscreen import fairness_lines
from matcher.errors import InvalidProblem
from matcher.workers import Workers

if TYPE_CHECKING:
    from matcher.optimiser import Parameters, Problem, Result

INVALID, INFEASIBLE = 2, 3


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--out", "out", required=True, type=click.Path(path_type=Path), help="Folder for the result."
)
@click.option(
    "--tiers",
    default="nights,priority,fit",
    show_default=True,
    help="What counts, most important first.",
)
@click.option(
    "--guarantee",
    is_flag=True,
    help="No municipality places fewer of its own youths than it could in its own rooms alone.",
)
@click.option(
    "--time-limit",
    type=float,
    metavar="SECONDS",
    help="Start no further tier after this; the first is always finished.",
)
@click.option(
    "--seed", default=0, show_default=True, help="Draws lots where lottery numbers are missing."
)
@click.option("--backups", default=3, show_default=True, help="Back-ups per room.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that solve separate regions side by side (default: KAMERMATCH_WORKERS, or 1).",
)
def solve(
    folder: Path,
    out: Path,
    tiers: str,
    guarantee: bool,
    time_limit: float | None,
    seed: int,
    backups: int,
    workers: int | None,
) -> None:
    """Match the youths and rooms in FOLDER and write assignments, prices and reasons.

    \b
    FOLDER holds youths.csv, rooms.csv, pairs.csv and, if wanted, limits.csv, fixed.csv,
    forbidden.csv and traits.csv; docs/solve.md has their columns.
    Exit code 0: solved; 2: the input is wrong, nothing was written; 3: limits clash.
    """
    # Loading the solver takes a second that `kamermatch --help` need not wait for.
    from matcher.optimiser import Parameters
    from matcher.optimiser.folder import read_problem
    from matcher.optimiser.result_folder import refusal

    started = time.monotonic()
    try:
        order = tuple(name.strip() for name in tiers.split(","))
        parameters = Parameters(order, guarantee, time_limit, seed, backups)
        problem = read_problem(folder)
    except InvalidProblem as error:
        _refuse(error)
    reason = refusal(out)
    if reason:
        raise click.UsageError(reason)
    _run(problem, parameters, out, time.monotonic() - started, Workers.in_force(workers))


def _refuse(error: InvalidProblem) -> None:
    from matcher.optimiser.faults import lines

    for line in lines(error.problems):
        click.echo(line, err=True)
    sys.exit(INVALID)


def _run(
    problem: Problem, parameters: Parameters, out: Path, read_seconds: float, workers: Workers
) -> None:
    from matcher.optimiser import solve as solve_problem
    from matcher.optimiser.result_folder import write_result

    result = solve_problem(problem, parameters, workers)
    try:
        write_result(out, result, read_seconds)
    except OSError as error:
        raise click.ClickException(
            f"the result cannot be written to {out}: {error.strerror or error}; nothing was "
            "written. Name another folder, or make room"
        ) from error
    if result.status == "infeasible":
        click.echo("These limits cannot be met together; leave out or loosen one of them:")
        for name in result.clash:
            click.echo(f"  {name}")
        sys.exit(INFEASIBLE)
    for line in _screen(problem, result, out):
        click.echo(line)


def _screen(problem: Problem, result: Result, out: Path) -> list[str]:
    """What happened, on one screen."""
    beds = int(problem.rooms["capacity"].sum())
    found = [
        f"{result.status}: {result.placed} of {len(problem.youths)} youths placed, "
        f"{beds - result.placed} of {beds} beds left, {len(problem.pairs)} eligible pairs",
        "",
        f"  {'tier':<10}{'value':>14}{'proven bound':>16}",
    ]
    for tier in (*result.tiers, *([result.lottery] if result.lottery else [])):
        how = "  (by search)" if tier.proof == "search" else ""
        found.append(f"  {tier.name:<10}{tier.value:>14}{tier.bound:>16}{how}")
    found += ["", *_reasons(result)]
    if result.guarantee_cost is not None:
        costs = result.guarantee_costs or {result.tiers[0].name: result.guarantee_cost}
        told = ", ".join(f"{cost} {name}" for name, cost in costs.items())
        found.append(f"  the guarantee costs: {told}")
    gained = [name for name, share in result.guarantee.items() if share.shared > share.alone]
    lost = [name for name, share in result.guarantee.items() if share.shared < share.alone]
    found.append(
        f"  municipalities with more youths placed than alone: {len(gained)}, with fewer: {len(lost)}"
    )
    warnings = [asdict(warning) for warning in result.warnings]
    found += ["", *(f"  {line}" for line in fairness_lines(warnings, result.passed_over))]
    took = ", ".join(f"{name} {value:.1f} s" for name, value in result.seconds.items())
    return [*found, "", f"written to {out} ({took})"]


def _reasons(result: Result) -> list[str]:
    """Unplaced youths and empty beds, counted by reason; limits of one kind together."""
    short = result.unmatched["reason"].astype(str).str.split(" ").str[:2].str.join(" ")
    counts = sorted(Counter(zip(result.unmatched["kind"], short, strict=True)).items())
    return [
        f"  {number} {'youth(s) unplaced' if kind == 'youth' else 'room(s) with an empty bed'}: "
        f"{reason.replace('_', ' ')}"
        for (kind, reason), number in counts
    ]
