"""From which size several workers pay: ``python -m bench.workers``.

The pair stage (who could live where, and how well it fits), the solve of a country in one piece, and
the solve of one that falls apart in regions; in this process, with two local processes, and on a
local Dask cluster of two. Every measurement is a process of its own, in mixed order. The first run
in it pays for starting the workers, the later ones do not. All must give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import click
import pandas as pd
from rich.console import Console
from rich.table import Table

from bench import words
from bench.machine import is_busy
from bench.national import Frames, national

SETTINGS = ("here", "loky", "dask")
STAGES = ("pairs", "country", "regions")
NUMBER_OF_REGIONS = 8
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Question:
    stage: str
    youths: int
    setting: str
    workers: int
    runs: int

    @property
    def rooms(self) -> int:
        return self.youths * 6 // 10


def measured(asked: Question) -> dict[str, Any]:
    """Answer a question in this process: seconds and processor seconds per run, memory, digest."""
    from matcher.workers import HERE, Workers

    workers = HERE if asked.setting == "here" else Workers(asked.workers, asked.setting)
    work = _pairs(asked) if asked.stage == "pairs" else _solve(asked)
    found: dict[str, Any] = {"seconds": [], "cpu": [], "digests": []}
    for _ in range(asked.runs):
        began, used = time.perf_counter(), _processor_seconds()
        pairs, told = work(workers)
        found["seconds"].append(time.perf_counter() - began)
        found["cpu"].append(_processor_seconds() - used)
        found["digests"].append(hashlib.sha256(told()).hexdigest())
        found["pairs"] = pairs
        del told
    found["memory"] = sum(_figures(pid)[1] for pid in _family())
    return found


Work = Callable[[Any], tuple[int, Callable[[], bytes]]]


def _pairs(asked: Question) -> Work:
    from matcher import fit
    from matcher.eligibility import find_pairs
    from matcher.policy import load_policy
    from tests.eligibility.instances import TODAY
    from tests.eligibility.instances import national as people

    country, policy = people(asked.youths, asked.rooms), load_policy()
    frames = (country.youths, country.rooms, country.places)

    def work(workers: Any) -> tuple[int, Callable[[], bytes]]:
        found = find_pairs(*frames, country.exclusions, today=TODAY, policy=policy, workers=workers)
        scored = fit.score(
            found.pairs,
            *frames,
            policy,
            youth_index=found.youth_index,
            room_index=found.room_index,
            workers=workers,
        )
        return len(scored), lambda: pd.util.hash_pandas_object(scored).to_numpy().tobytes()

    return work


def _solve(asked: Question) -> Work:
    from matcher.optimiser import Parameters, Problem, solve

    pieces = 1 if asked.stage == "country" else NUMBER_OF_REGIONS
    problem = Problem.checked(**_apart(asked.youths, asked.rooms, pieces))

    def work(workers: Any) -> tuple[int, Callable[[], bytes]]:
        result = solve(problem, Parameters(), workers)
        certificates = [(one.room.tobytes(), one.group.tobytes()) for one in result.certificates]
        told = (result.assignments.to_csv(), result.prices.to_csv(), certificates)
        return len(problem.pairs), lambda: repr(told).encode()

    return work


def _apart(youths: int, rooms: int, pieces: int) -> Frames:
    """So many countries that share no pair and no municipality."""
    parts: list[Frames] = []
    for piece in range(pieces):
        frames = national(youths // pieces, rooms // pieces, piece + 1, area=1 / pieces)
        for table in frames.values():
            for column in {"youth", "room", "municipality"} & set(table.columns):
                table[column] = f"{piece}-" + table[column].astype(str)
        parts.append(frames)
    return {name: pd.concat([part[name] for part in parts], ignore_index=True) for name in parts[0]}


def _family() -> list[int]:
    """This process and all that it started."""
    parents = {int(path.name): _parent(path) for path in Path("/proc").glob("[0-9]*")}
    found = [os.getpid()]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _figures(pid: int) -> tuple[float, int]:
    """Processor seconds, and the most memory in bytes, of one process; shared pages count fully."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0, 0
    peak = next((line.split()[1] for line in lines if line.startswith("VmHWM")), "0")
    return (int(fields[11]) + int(fields[12])) / _TICKS, int(peak) * 1024


def _processor_seconds() -> float:
    return sum(_figures(pid)[0] for pid in _family())


def _ask(asked: Question) -> dict[str, Any]:
    words_ = [sys.executable, "-m", "bench.workers", "--measure", json.dumps(asdict(asked))]
    done = subprocess.run(words_, capture_output=True, check=False, text=True)
    if done.returncode:
        raise click.ClickException(f"{asked} failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def _table(stage: str, found: dict[Question, list[dict[str, Any]]]) -> Table:
    table = Table(title=_TITLES[stage], title_justify="left")
    for column in ("youths", "rooms", "pairs", "workers", "first run", "later runs", "× here"):
        table.add_column(column, justify="right")
    for column in ("cpu first", "cpu later", "memory"):
        table.add_column(column, justify="right")
    asked = sorted(
        (one for one in found if one.stage == stage),
        key=lambda one: (one.youths, SETTINGS.index(one.setting)),
    )
    here = {one.youths: _later(found[one], "seconds") for one in asked if one.setting == "here"}
    for one in asked:
        answers = found[one]
        later = _later(answers, "seconds")
        table.add_row(
            f"{one.youths:,}",
            f"{one.rooms:,}",
            f"{answers[0]['pairs']:,}",
            one.setting if one.setting == "here" else f"{one.workers} × {one.setting}",
            words.seconds(median(answer["seconds"][0] for answer in answers)),
            words.seconds(later),
            words.times(later / here[one.youths]) if one.youths in here else "",
            words.seconds(median(answer["cpu"][0] for answer in answers)),
            words.seconds(_later(answers, "cpu")),
            words.memory(int(median(answer["memory"] for answer in answers))),
        )
    return table


_TITLES = {
    "pairs": "Finding and scoring pairs",
    "country": "Solving a country in one piece",
    "regions": f"Solving {NUMBER_OF_REGIONS} regions that share nothing",
}


def _later(answers: list[dict[str, Any]], figure: str) -> float:
    return median(value for answer in answers for value in answer[figure][1:])


def _measure(_: click.Context, __: click.Parameter, value: str | None) -> None:
    if value is not None:
        click.echo(json.dumps(measured(Question(**json.loads(value)))))
        sys.exit(0)


@click.command()
@click.option("--youths", multiple=True, type=int, default=(1_000, 5_000, 10_000, 20_000, 50_000))
@click.option("--stages", multiple=True, type=click.Choice(STAGES), default=STAGES)
@click.option("--settings", multiple=True, type=click.Choice(SETTINGS), default=SETTINGS)
@click.option("--workers", default=2, show_default=True, help="Processes beside this one.")
@click.option("--runs", default=4, show_default=True, help="In one process; the first starts up.")
@click.option("--repeat", default=1, show_default=True, help="Processes per measurement.")
@click.option("--measure", hidden=True, is_eager=True, expose_value=False, callback=_measure)
def bench(
    youths: tuple[int, ...],
    stages: tuple[str, ...],
    settings: tuple[str, ...],
    workers: int,
    runs: int,
    repeat: int,
) -> None:
    """Measure at which size workers pay, for the pair stage and for the solve."""
    console = Console()
    console.width = max(console.width, 110)
    if is_busy(os.getloadavg()[0], os.cpu_count()):
        console.print("Others use this machine: look at the processor time and the ratios.")
    mixed = random.Random(1)
    asked = [
        Question(stage, size, setting, workers, max(runs, 2))
        for stage in stages
        for size in sorted(youths)
        for _ in range(repeat)
        for setting in mixed.sample(settings, len(settings))
    ]
    found: dict[Question, list[dict[str, Any]]] = defaultdict(list)
    for place, one in enumerate(asked):
        print(f"\r{place}/{len(asked)} {one.stage} {one.youths:,} {one.setting:<8}", end="",
              file=sys.stderr)  # fmt: skip
        found[one].append(_ask(one))
    print(file=sys.stderr)
    for stage in stages:
        console.print(_table(stage, found))
        for size in youths:
            _require_same(stage, size, found)
    console.print("All workers gave the same bytes.")


def _require_same(stage: str, youths: int, found: dict[Question, list[dict[str, Any]]]) -> None:
    digests = {
        digest
        for one, answers in found.items()
        if (one.stage, one.youths) == (stage, youths)
        for answer in answers
        for digest in answer["digests"]
    }
    if len(digests) > 1:
        raise click.ClickException(f"{stage} at {youths:,} youths: the bytes differ")


if __name__ == "__main__":
    bench()
