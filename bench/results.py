"""The results of a session: every run, kept in a folder after each, and read back from it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from bench.peers import NAMES
from bench.runner import Run


@dataclass
class Results:
    """``settings``: how it was asked; ``instances``: what was solved, by name."""

    machine: dict[str, Any]
    settings: dict[str, Any]
    instances: dict[str, dict[str, Any]] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    is_complete: bool = False

    def save(self, folder: Path) -> None:
        """Write ``results.json`` and ``results.csv`` (a row per run)."""
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / "results.part"
        part.write_text(json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n")
        part.rename(folder / "results.json")
        self.frame().to_csv(folder / "results.csv", index=False)

    @classmethod
    def load(cls, folder: Path) -> Results:
        stored = json.loads((folder / "results.json").read_text())
        runs = [Run(**{**run, "tiers": tuple(run["tiers"])}) for run in stored.pop("runs")]
        return cls(**stored, runs=runs)

    def frame(self) -> pd.DataFrame:
        """A row per run, with what the instance is."""
        return pd.DataFrame([{**self._instance(run), **_row(run)} for run in self.runs])

    def _instance(self, run: Run) -> dict[str, Any]:
        about = self.instances[run.instance]
        return {key: about[key] for key in ("name", "seed", "youths", "rooms", "beds", "pairs")}


def _row(run: Run) -> dict[str, Any]:
    return {
        "tiers": " ".join(run.tiers),
        "peer": run.peer,
        "repetition": run.repetition,
        "status": run.status,
        **{f"seconds_{name}": value for name, value in run.seconds.items()},
        **{f"memory_{name}": value for name, value in run.memory.items()},
        **run.worth,
        "note": run.note,
    }


def merged(parts: list[Results]) -> Results:
    """Several sessions on one machine as one; later runs of the same question replace earlier."""
    last = parts[-1]
    runs: dict[tuple[str, tuple[str, ...], str], list[Run]] = {}
    for part in parts:
        own: dict[tuple[str, tuple[str, ...], str], list[Run]] = {}
        for run in part.runs:
            own.setdefault((run.instance, run.tiers, run.peer), []).append(run)
        runs |= own
    titles: dict[str, str] = {}
    for part in parts:
        titles |= part.settings["titles"]
    known = [*(name for name in NAMES if name in titles), *(t for t in titles if t not in NAMES)]
    settings = {"peers": known, "titles": {name: titles[name] for name in known}}
    return Results(
        last.machine,
        last.settings | settings,
        {name: about for part in parts for name, about in part.instances.items()},
        [run for group in runs.values() for run in group],
        [complaint for part in parts for complaint in part.complaints],
        all(part.is_complete for part in parts),
    )
