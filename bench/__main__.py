"""``python -m bench``: Kamermatch beside its peers, in one run on one machine."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console

from bench.machine import machine, total_memory
from bench.peers import NAMES, WITH_LIMITS
from bench.report import markdown
from bench.results import Results
from bench.runner import Allowance, run
from bench.screen import show
from bench.session import Question, Session, settings
from bench.store import SIZES, Stored, generated, given

TWO, THREE = ("nights", "fit"), ("nights", "priority", "fit")
# Mode -> kind of instance and tiers.
MODES = {
    "two": ("national", TWO),
    "three": ("national", THREE),
    "heads": ("heads", TWO),
    "limits": ("limited", TWO),
    "limits-three": ("limited", THREE),
}
_REPEAT = {"tiny": 5, "1k": 5, "5k": 3, "10k": 3, "50k": 2}
_WRONG = 1


def _listed(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in value.split(","))))


@click.command()
@click.option(
    "--sizes", default="1k,5k", show_default=True, callback=_listed, help=", ".join(SIZES)
)
@click.option("--modes", default="two", show_default=True, callback=_listed, help=", ".join(MODES))
@click.option("--peers", default="", callback=_listed, help="Who is asked (default: everybody).")
@click.option("--folder", type=click.Path(exists=True, path_type=Path), help="Solve these files.")
@click.option("--seconds", default=120.0, show_default=True, help="Time limit of a run.")
@click.option("--memory", type=float, help="Most gigabytes of a run (default: 60 % of all).")
@click.option("--repeat", type=click.IntRange(1), help="Runs per peer (default: by size).")
@click.option("--seed", default=1, show_default=True, help="Draws the instances.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Keep results.json, .csv and .md here."
)
def bench(
    sizes: tuple[str, ...],
    modes: tuple[str, ...],
    peers: tuple[str, ...],
    folder: Path | None,
    seconds: float,
    memory: float | None,
    repeat: int | None,
    seed: int,
    out: Path | None,
) -> None:
    """Put the same instances to Kamermatch and its peers, and print the table.

    Ends with exit code 1 when an answer breaks a rule or proven answers differ.
    """
    # The widest table; a narrower window wraps it, and a file has no width of its own.
    console = Console(width=max(Console().width, 124))
    most = round(memory * 1e9) if memory else int(total_memory() * 0.6)
    if folder is None:
        asked = _generated(sizes, modes, peers, seconds, repeat, seed, console)
    else:
        asked = _given(folder, modes, peers, seconds, repeat)
    results = Results(machine(), settings(asked, most))
    session = Session(
        results, out, most, lambda line: console.print(line, highlight=False, soft_wrap=True)
    )
    _warm_up(asked, most)
    try:
        with _stopped_politely():
            for question in asked:
                session.ask(question)
            session.finish()
    except KeyboardInterrupt:
        console.print("[yellow]Stopped; this is what was done.[/]")
    show(results, console)
    if out:
        (out / "results.md").write_text(markdown(results))
    sys.exit(_WRONG if results.complaints else 0)


@contextmanager
def _stopped_politely() -> Iterator[None]:
    """However it is asked to stop, the peer that runs is stopped too, and what was done is shown."""
    before = {name: signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM)}
    for name in before:
        signal.signal(name, signal.default_int_handler)
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def _generated(
    sizes: tuple[str, ...],
    modes: tuple[str, ...],
    peers: tuple[str, ...],
    seconds: float,
    repeat: int | None,
    seed: int,
    console: Console,
) -> list[Question]:
    """Sizes inside modes, small to large, so that who gives up is not asked for more."""
    questions = []
    for mode in modes:
        kind, tiers = _mode(mode)
        for size in sizes:
            if size not in SIZES:
                raise click.UsageError(f"no size {size!r}; choose from {', '.join(SIZES)}")
            stored = generated(SIZES[size], seed, kind)
            console.print(f"{stored.name}: {stored.pairs:,} pairs", highlight=False)
            who = peers or (WITH_LIMITS if kind == "limited" else NAMES)
            questions.append(Question(stored, tiers, who, repeat or _REPEAT[size], seconds))
    return questions


def _given(
    folder: Path,
    modes: tuple[str, ...],
    peers: tuple[str, ...],
    seconds: float,
    repeat: int | None,
) -> list[Question]:
    stored: Stored = given(folder)
    who = peers or (WITH_LIMITS if stored.limits or stored.groups else NAMES)
    return [Question(stored, _mode(mode)[1], who, repeat or 1, seconds) for mode in modes]


def _mode(name: str) -> tuple[str, tuple[str, ...]]:
    if name not in MODES:
        raise click.UsageError(f"no mode {name!r}; choose from {', '.join(MODES)}")
    return MODES[name]


def _warm_up(asked: list[Question], memory: int) -> None:
    """Let compiled kernels be made and kept, as they are on any machine after the first round."""
    for kind in {question.stored.kind for question in asked} - {"given"} or {"national"}:
        run("ours", generated(SIZES["tiny"], 1, kind), TWO, 0, Allowance(300, memory))


if __name__ == "__main__":
    bench()
