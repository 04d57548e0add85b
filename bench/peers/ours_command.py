"""Kamermatch as a user runs it: ``kamermatch solve FOLDER``, from the CSV files to the result's.

It reads and checks the files, solves, verifies and writes the answer with prices, reasons and
three back-ups per room; the other peers start from arrays that are ready.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from bench.peers import Answer
from bench.peers.ours import positions
from bench.peers.ours import ready as prepared
from matcher.commands.solve import solve as command

TITLE = "kamermatch solve, from file to file"
GROUP = "ours"
LIMITS = True


@dataclass(frozen=True)
class Files:
    folder: Path


def ready(folder: Path) -> Files:
    return Files(folder)


def choose(given: Files, tiers: tuple[str, ...], seconds: float) -> Path:
    out = Path(tempfile.mkdtemp(prefix="bench-"))
    options = ["--out", str(out), "--tiers", ",".join(tiers), "--time-limit", str(0.8 * seconds)]
    command.main([str(given.folder / "input"), *options], standalone_mode=False)
    return out


def answer(given: Files, out: Path) -> Answer:
    """Read the result's files back, and remove them."""
    summary = json.loads((out / "summary.json").read_text())
    pairs = pd.read_csv(out / "assignments.csv", dtype=str, keep_default_na=False)
    shutil.rmtree(out)
    chosen = positions(prepared(given.folder), pairs)
    return Answer(chosen, summary["status"] == "optimal")
