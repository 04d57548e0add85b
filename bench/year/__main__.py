"""``python -m bench.year``: live a year and tell how it went; exit code 1 when it had a fault."""

from __future__ import annotations

import sys
import tempfile
from datetime import date, datetime
from pathlib import Path

import click

from bench.year.days import live
from bench.year.report import report
from bench.year.world import Plan


@click.command()
@click.option("--days", default=365, show_default=True, type=click.IntRange(1, 3660))
@click.option("--youths", default=500, show_default=True, type=click.IntRange(1, 20_000))
@click.option("--rooms", default=350, show_default=True, type=click.IntRange(1, 20_000))
@click.option("--seed", default=1, show_default=True)
@click.option("--from", "first", default="2027-01-04", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--wait-for-disk", is_flag=True, help="As in service, at each command.")
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), help="Keep it here.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the report.")
def year(
    days: int, youths: int, rooms: int, seed: int, first: datetime, wait_for_disk: bool,
    folder: Path | None, out: Path | None,
) -> None:  # fmt: skip
    """Live so many days with so many people, through the services, and check each day."""
    with tempfile.TemporaryDirectory() as scratch:
        place = folder or Path(scratch)
        place.mkdir(parents=True, exist_ok=True)
        lived = live(
            Plan(place, youths, rooms, seed, _day(first), days, wait_for_disk),
            lambda line: click.echo(line, err=True),
        )
        lines = list(report(lived))
    click.echo("\n".join(lines))
    if out is not None:
        out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.exit(1 if lived.year.tally.faults else 0)


def _day(given: datetime) -> date:
    return given.date()


if __name__ == "__main__":
    year()
