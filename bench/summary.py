"""What the runs say together: medians, ratios to ours, and how fast the time grows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

import numpy as np

from bench.results import Results
from bench.runner import Run

OURS = "ours"
_BUSY = 1.2
Question = tuple[str, tuple[str, ...]]  # instance and tiers


@dataclass(frozen=True)
class Line:
    """One peer on one instance. ``seconds``: medians; ``ratio``: its seconds over ours by the clock."""

    peer: str
    question: Question
    status: str
    note: str
    repetitions: int
    seconds: dict[str, float]
    memory: dict[str, int]
    worth: dict[str, int]
    ratio: float | None
    clock: str

    @property
    def has_answer(self) -> bool:
        return self.status in ("solved", "unproven")

    @property
    def took(self) -> float:
        return self.seconds[self.clock]


def waiting(results: Results) -> float:
    """How many times longer runs took than they used a processor: 1 on a machine that is idle."""
    runs = [run for run in results.runs if run.has_answer and run.seconds["solve"] > 0.5]
    shares = [run.seconds["solve"] / max(run.seconds["cpu"], 1e-9) for run in runs]
    return median(shares) if shares else 1.0


def clock(results: Results) -> str:
    """What peers are compared by: seconds, or processor time where runs had to wait for others."""
    return "cpu" if waiting(results) > _BUSY else "solve"


def questions(results: Results) -> list[Question]:
    """Instances and tiers, in the order in which they were asked."""
    return list(dict.fromkeys((run.instance, run.tiers) for run in results.runs))


def lines(results: Results, question: Question) -> list[Line]:
    """A line per peer that was asked, in the order of the peers."""
    runs = [run for run in results.runs if (run.instance, run.tiers) == question]
    peers = [peer for peer in results.settings["peers"] if any(r.peer == peer for r in runs)]
    ours = _medians(run for run in runs if run.peer == OURS)
    by = clock(results)
    return [_line(question, [run for run in runs if run.peer == peer], ours, by) for peer in peers]


def _line(question: Question, runs: list[Run], ours: dict[str, float], by: str) -> Line:
    shown = next((run for run in runs if run.has_answer), runs[0])
    seconds = _medians(runs)
    return Line(
        peer=shown.peer,
        question=question,
        status=shown.status,
        note=shown.note,
        repetitions=len([run for run in runs if run.has_answer]) or len(runs),
        seconds=seconds,
        memory={name: max(run.memory.get(name, 0) for run in runs) for name in shown.memory},
        worth=shown.worth,
        ratio=seconds[by] / ours[by] if seconds and ours and ours[by] > 0 else None,
        clock=by,
    )


def _medians(runs: Iterable[Run]) -> dict[str, float]:
    answered = [run for run in runs if run.has_answer]
    if not answered:
        return {}
    return {name: median(run.seconds[name] for run in answered) for name in answered[0].seconds}


@dataclass(frozen=True)
class Growth:
    """Seconds grow as pairs to this power: fitted over all sizes, and over the last step."""

    overall: float
    last_step: float


def growth(results: Results, tiers: tuple[str, ...], peer: str) -> Growth | None:
    """Over generated instances without limits; None when fewer than two sizes were solved."""
    points = []
    for name, asked in questions(results):
        about = results.instances[name]
        if asked != tiers or about["kind"] != "national":
            continue
        line = next((one for one in lines(results, (name, asked)) if one.peer == peer), None)
        if line and line.status == "solved":
            points.append((about["pairs"], line.took))
    if len(points) < 2:
        return None
    pairs, seconds = np.log(np.array(sorted(points), float)).T
    last = (seconds[-1] - seconds[-2]) / (pairs[-1] - pairs[-2])
    return Growth(float(np.polyfit(pairs, seconds, 1)[0]), float(last))
