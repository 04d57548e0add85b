"""A whole national round beside the bare solve: ``python -m bench.round``.

Fictional youths and rooms are imported into a database of their own, as files of organisations
are. Then, in turns, a round runs on it (``kamermatch round``: read, find and score pairs, solve,
verify, explain, save) and the problem that it froze is solved bare. Prints the ratio.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from bench import words
from bench.machine import machine, total_memory
from bench.runner import ROOT, Allowance, run
from bench.store import Stored, given

TIERS = ("nights", "priority", "fit")
_PATIENCE = 1800.0


@dataclass
class Rounds:
    """``seconds``: per repetition, the steps of the round, and of the bare solve and command."""

    machine: dict[str, Any]
    youths: int
    rooms: int
    taking_part: dict[str, int] = field(default_factory=dict)
    seconds: list[dict[str, float]] = field(default_factory=list)

    def middle(self) -> dict[str, float]:
        """Medians over the repetitions, in the order of the steps."""
        names = self.seconds[0] if self.seconds else {}
        return {name: median(one[name] for one in self.seconds) for name in names}

    def ratio(self) -> float:
        """Seconds of a round over those of the bare solve."""
        return self.middle()["round"] / self.middle()["bare solve"]


@dataclass(frozen=True)
class Site:
    """A database of its own, with the commands of this checkout."""

    instance: Path

    def command(self, *arguments: object) -> float:
        """Run a command of Kamermatch; its seconds. Raises ``RuntimeError`` with what it said."""
        environment = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "KAMERMATCH_INSTANCE": str(self.instance),
        }
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", "from matcher.cli import main; main()", *map(str, arguments)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        took = time.perf_counter() - start
        if done.returncode:
            raise RuntimeError(f"kamermatch {arguments[0]} failed:\n{done.stderr[-2000:]}")
        return took

    def fill(self, youths: int, rooms: int, seed: int) -> None:
        """Reference data, municipalities with contracts, and people from import files."""
        files = self.instance / "files"
        size = ("--youths", youths, "--rooms", rooms, "--seed", seed)
        self.command("database", "upgrade")
        self.command("reference", "load")
        self.command("demo-data", *size, "--files", files)
        self.command("import", "hosts", files / "hosts.csv")
        self.command("import", "youths", files / "youths.csv")

    def round(self) -> tuple[int, dict[str, Any], float]:
        """Run a round; its number, its own summary, and the seconds of the process."""
        whole = self.command("round")
        with sqlite3.connect(self.instance / "kamermatch.sqlite3") as database:
            query = "SELECT id, summary FROM matching_round ORDER BY id DESC LIMIT 1"
            number, summary = database.execute(query).fetchone()
        return number, json.loads(summary), whole


def measure(youths: int, rooms: int, repetitions: int, seed: int, console: Console) -> Rounds:
    """Fill a database, and run rounds and bare solves in turns."""
    found = Rounds(machine(), youths, rooms)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        site = Site(Path(name) / "instance")
        site.instance.mkdir()
        console.print(f"Importing {youths:,} youths and {rooms:,} rooms")
        site.fill(youths, rooms, seed)
        for repetition in range(repetitions):
            number, summary, whole = site.round()
            steps = dict(summary["seconds"])
            total = steps.pop("total")
            if repetition == 0:
                stored = _exported(site, number, Path(name))
                found.taking_part = {
                    **{key: summary[key] for key in ("youths", "rooms", "pairs")},
                    "placed": summary["outcome"]["placed"],
                }
            found.seconds.append(
                {**steps, "round": total, "round, whole process": whole, **_bare(stored)}
            )
            console.print(f"round {total:.1f} s, bare {found.seconds[-1]['bare solve']:.2f} s")
    return found


def _exported(site: Site, number: int, folder: Path) -> Stored:
    """The problem that a round froze, as an instance."""
    site.command("round", "export-problem", number, folder / "problem")
    return given(folder / "problem", cache=folder)


def _bare(stored: Stored) -> dict[str, float]:
    """Seconds of the engine on the same problem: the call, and the command from file to file."""
    allowed = Allowance(_PATIENCE, total_memory())
    seconds = {}
    for name, peer in (("bare solve", "ours"), ("kamermatch solve", "ours_command")):
        reading, _ = run(peer, stored, TIERS, 0, allowed)
        if not reading.has_answer:
            raise RuntimeError(f"{peer} gave no answer: {reading.note}")
        seconds[name] = reading.seconds["whole" if peer == "ours_command" else "solve"]
    return seconds


def told(found: Rounds) -> str:
    """One sentence about a measurement."""
    part = found.taking_part
    return (
        f"{found.youths:,} youths and {found.rooms:,} rooms in the database, of which "
        f"{part['youths']:,} and {part['rooms']:,} take part with {part['pairs']:,} pairs; "
        f"{part['placed']:,} proposals saved: the round takes {found.ratio():.1f} times as long "
        "as the bare solve."
    )


def markdown(found: Rounds) -> str:
    """The table for the page."""
    rows = [f"| {name} | {words.seconds(value)} |" for name, value in found.middle().items()]
    head = f"| step (median of {len(found.seconds)}) | seconds |\n| --- | --- |"
    return "\n".join([told(found), "", head, *rows])


@click.command()
@click.option("--youths", default=8500, show_default=True, type=click.IntRange(1, 99_999))
@click.option("--rooms", default=5000, show_default=True, type=click.IntRange(1, 99_999))
@click.option("--repeat", default=3, show_default=True, type=click.IntRange(1))
@click.option("--seed", default=1, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Keep round.json here.")
def rounds(youths: int, rooms: int, repeat: int, seed: int, out: Path | None) -> None:
    """Time a whole matching round on a database against the bare solve of its problem."""
    console = Console()
    found = measure(youths, rooms, repeat, seed, console)
    table = Table(title=f"Median of {repeat}", title_justify="left")
    table.add_column("step")
    table.add_column("seconds", justify="right")
    for name, value in found.middle().items():
        table.add_row(name, words.seconds(value))
    console.print(table)
    console.print(told(found), highlight=False)
    if out:
        out.mkdir(parents=True, exist_ok=True)
        (out / "round.json").write_text(json.dumps(asdict(found), indent=1) + "\n")


def load(folder: Path) -> Rounds:
    return Rounds(**json.loads((folder / "round.json").read_text()))


if __name__ == "__main__":
    rounds()
