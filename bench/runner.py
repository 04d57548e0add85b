"""Runs a peer in a process of its own, and stops it when its time or memory is used up."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from bench.arrays import Ints
from bench.store import Stored

ROOT = Path(__file__).resolve().parent.parent
_LOOK_EVERY = 0.1
# Importing and loading come before the clock; they get this long on top of the limit.
_TO_START = 120.0


@dataclass(frozen=True)
class Allowance:
    """What a run may use: seconds from when its clock starts, and bytes."""

    seconds: float
    memory: int


@dataclass
class Run:
    """One run: its seconds and bytes, or why there are none.

    ``status``: ``solved``, ``unproven`` (an answer without proof), ``timeout``, ``memory``,
    ``refused`` (the peer cannot hold the instance exactly), ``failed``, or ``left out``.
    """

    peer: str
    instance: str
    tiers: tuple[str, ...]
    repetition: int
    status: str
    seconds: dict[str, float] = field(default_factory=dict)
    memory: dict[str, int] = field(default_factory=dict)
    note: str = ""
    worth: dict[str, int] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    @property
    def has_answer(self) -> bool:
        return self.status in ("solved", "unproven")


def run(
    peer: str, stored: Stored, tiers: tuple[str, ...], repetition: int, allowed: Allowance
) -> tuple[Run, Ints | None]:
    """Run a peer once; the chosen pairs are None when it gave no answer."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        request = {
            "peer": peer,
            "instance": str(stored.folder.resolve()),
            "tiers": tiers,
            "seconds": allowed.seconds,
            "asked_at": time.monotonic(),
        }
        (folder / "request.json").write_text(json.dumps(request))
        with (folder / "errors").open("wb") as errors:
            watch = _watched(folder, errors.fileno(), allowed)
        reading = Run(peer, stored.name, tiers, repetition, "failed")
        return _read(reading, folder, watch, allowed)


@dataclass
class _Watch:
    process: subprocess.Popen
    most: int = 0
    stopped: str = ""


def _watched(folder: Path, errors: int, allowed: Allowance) -> _Watch:
    """Start the process and wait for it; a thread beside it looks at its time and memory."""
    command = [sys.executable, "-m", "bench.child", str(folder / "request.json")]
    # Its own process group, so that what it starts itself is stopped with it.
    watch = _Watch(
        subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=errors, start_new_session=True
        )
    )
    done = threading.Event()
    looking = threading.Thread(target=_look, args=(watch, folder, allowed, done), daemon=True)
    looking.start()
    try:
        watch.process.wait()
    finally:
        done.set()
        looking.join()
        _stop(watch)
    return watch


def _look(watch: _Watch, folder: Path, allowed: Allowance, done: threading.Event) -> None:
    limit = time.monotonic() + _TO_START
    is_started = False
    while not done.wait(_LOOK_EVERY):
        watch.most = max(watch.most, _resident(watch.process.pid))
        if not is_started and (folder / "started.json").exists():
            is_started, limit = True, time.monotonic() + allowed.seconds
        if watch.most > allowed.memory:
            watch.stopped = "memory"
        elif time.monotonic() > limit:
            watch.stopped = "timeout"
        if watch.stopped:
            _stop(watch)
            return


def _stop(watch: _Watch) -> None:
    if watch.process.poll() is None:
        os.killpg(watch.process.pid, signal.SIGKILL)
        watch.process.wait()


def _resident(pid: int) -> int:
    """The most memory that a process has had, in bytes; 0 where the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


def _read(reading: Run, folder: Path, watch: _Watch, allowed: Allowance) -> tuple[Run, Ints | None]:
    found = _json(folder / "finished.json") or _json(folder / "started.json")
    reading.memory = {
        key.removeprefix("memory_"): value
        for key, value in found.items()
        if key.startswith("memory_")
    }
    reading.memory["peak"] = max(reading.memory.get("peak", 0), watch.most)
    if "refused" in found:
        reading.status, reading.note = "refused", found["refused"]
    elif "solve" in found:
        reading.status = "solved" if found["is_proven"] else "unproven"
        reading.note = found["note"]
        reading.seconds = {key: found[key] for key in ("solve", "cpu", "whole")}
        return reading, np.load(folder / "chosen.npy")
    elif "timeout" in found or watch.stopped == "timeout":
        reading.status, reading.note = "timeout", f"nothing in {allowed.seconds:g} s"
    elif watch.stopped:
        reading.status, reading.note = "memory", f"more than {allowed.memory / 1e9:.1f} GB"
    else:
        lines = (folder / "errors").read_text(errors="replace").strip().splitlines()
        reading.note = lines[-1][:200] if lines else f"exit code {watch.process.returncode}"
    return reading, None


def _json(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text()) if path.exists() else {}
