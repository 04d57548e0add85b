"""Instances on disk, made once: CSV files for the command, arrays for the peers, frames for ours.

A stored instance is a folder with ``input/`` (the format of ``kamermatch solve``), ``arrays.npz``,
``frames.pickle`` and ``about.json`` (name, counts, how it was made).
"""

from __future__ import annotations

import json
import pickle
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bench.arrays import Arrays, Codes
from bench.instances import Frames, limited, national
from matcher.optimiser import Problem
from matcher.optimiser.folder import read_problem

CACHE = Path(".bench")
# Raise it when the generator changes: stored instances of another version are made anew.
_GENERATOR = 2
_CALLED = {"national": "", "limited": " with limits", "heads": ", counting heads"}


@dataclass(frozen=True)
class Size:
    """A generated instance. ``area`` is chosen so that the pairs are those of the yardstick."""

    youths: int
    rooms: int
    area: float | None = None

    @property
    def name(self) -> str:
        return f"{self.youths:,} × {self.rooms:,}"


@dataclass(frozen=True)
class Stored:
    """An instance on disk."""

    folder: Path
    name: str
    kind: str  # national, limited, heads, or given
    seed: int | None
    youths: int
    rooms: int
    beds: int
    pairs: int
    limits: int
    groups: int

    def arrays(self) -> Arrays:
        return Arrays.load(self.folder / "arrays.npz")

    def about(self) -> dict[str, object]:
        return {**asdict(self), "folder": str(self.folder)}


SIZES = {
    "tiny": Size(200, 120, 0.05),
    "1k": Size(1_000, 600, 0.22),
    "5k": Size(5_000, 4_000, 0.68),
    "10k": Size(10_000, 7_000),
    "50k": Size(50_000, 40_000),
}


def generated(size: Size, seed: int, kind: str = "national", cache: Path = CACHE) -> Stored:
    """A national instance of a size, from the cache when it is there.

    ``kind``: ``national``; ``limited`` adds limits and groups; ``heads`` makes every pair one night
    long, so that the first tier counts heads.
    """
    folder = cache / f"{kind}-{size.youths}x{size.rooms}-seed{seed}-v{_GENERATOR}"
    if (folder / "about.json").is_file():
        about = json.loads((folder / "about.json").read_text())
        return Stored(**{**about, "folder": folder})
    frames = _frames(size, seed, kind)
    name = size.name + _CALLED[kind]
    folder.mkdir(parents=True, exist_ok=True)
    _write_csv(frames, folder / "input")
    return _store(Problem.from_tables(frames), folder, name, kind, seed)


def _frames(size: Size, seed: int, kind: str) -> Frames:
    if kind == "limited":
        # As many to a municipality, an organisation and so on as in the whole country.
        share = size.youths / 10_000
        return limited(
            size.youths, size.rooms, seed, max(round(342 * share), 12), max(round(60 * share), 4),
            max(round(200 * share), 6), size.area,
        )  # fmt: skip
    frames = national(size.youths, size.rooms, seed, area=size.area)
    if kind == "heads":
        frames["pairs"]["nights"] = np.int32(1)
    return frames


def given(path: Path, cache: Path = CACHE) -> Stored:
    """The instance in a folder with the files of ``kamermatch solve``; read anew every time."""
    folder = cache / f"given-{path.resolve().name}"
    shutil.rmtree(folder, ignore_errors=True)
    problem = read_problem(path)
    shutil.copytree(path, folder / "input")
    return _store(problem, folder, path.resolve().name, "given", None)


def _write_csv(frames: Frames, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for name, frame in frames.items():
        frame.to_csv(folder / f"{name}.csv", index=False)


def _store(problem: Problem, folder: Path, name: str, kind: str, seed: int | None) -> Stored:
    arrays = arrays_of(problem)
    arrays.save(folder / "arrays.npz")
    names = ("youths", "rooms", "pairs", "limits", "fixed", "forbidden", "traits")
    frames = {table: getattr(problem, table) for table in names if hasattr(problem, table)}
    (folder / "frames.pickle").write_bytes(pickle.dumps(frames))
    stored = Stored(
        folder, name, kind, seed, arrays.number_of_youths, arrays.number_of_rooms,
        int(arrays.capacity.sum()), arrays.number_of_pairs, len(arrays.limit),
        int(arrays.group.max(initial=-1)) + 1,
    )  # fmt: skip
    # Written last: without it, what is there is made anew.
    (folder / "about.json").write_text(json.dumps(stored.about()))
    return stored


def arrays_of(problem: Problem) -> Arrays:
    """The arrays of a checked problem."""
    youths, rooms, limits = problem.youths, problem.rooms, problem.limits
    allowed = np.flatnonzero(problem.allowed())
    towns = pd.Index(np.union1d(youths["municipality"], rooms["municipality"]))
    organisations = pd.Index(np.unique(youths["organisation"].astype(str)))
    turn = np.empty(len(youths), np.int32)
    turn[np.argsort(youths["lottery"].fillna(2**40).to_numpy(), kind="stable")] = np.arange(
        len(youths)
    )
    by_organisation = (limits["kind"] == "organisation").to_numpy()
    key = towns.get_indexer(limits["key"])
    key[by_organisation] = organisations.get_indexer(limits["key"])[by_organisation]
    return Arrays(
        youth=problem.pair_youth[allowed],
        room=problem.pair_room[allowed],
        nights=_codes(problem.pairs["nights"])[allowed],
        fit=_codes(problem.pairs["fit"])[allowed],
        priority=_codes(youths["priority"]),
        turn=turn,
        capacity=_codes(rooms["capacity"]),
        youth_town=_codes(towns.get_indexer(youths["municipality"])),
        room_town=_codes(towns.get_indexer(rooms["municipality"])),
        organisation=_codes(organisations.get_indexer(youths["organisation"].astype(str))),
        group=_groups(youths),
        limit_kind=limits["kind"].to_numpy(str),
        limit_key=_codes(key),
        limit=_codes(limits["limit"]),
        fixed=_codes(np.searchsorted(allowed, problem.fixed_pair)),
    )


def _codes(values: pd.Series | NDArray) -> Codes:
    return np.asarray(values).astype(np.int32)


def _groups(youths: pd.DataFrame) -> Codes:
    if "group" not in youths:
        return np.full(len(youths), -1, np.int32)
    name = youths["group"].fillna("").astype(str).to_numpy(str)
    names = np.unique(name[name != ""])
    return np.where(name == "", -1, np.searchsorted(names, name)).astype(np.int32)
