"""The frozen problem as a zip of the files that ``kamermatch solve`` reads, byte for byte the same.

Keys in it are pseudonyms made of row ids: the files hold no name, reference or care data.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from matcher.rounds.traits import for_shares

if TYPE_CHECKING:
    from matcher.optimiser import Problem, Result

PARAMETERS = "parameters.json"
SAME_MOMENT = (1980, 1, 1, 0, 0, 0)  # a zip holds dates: with today's, no two were alike
ROWS_AT_A_TIME = 200_000


def zip_problem(problem: Problem, parameters: Mapping[str, Any]) -> bytes:
    """Return a zip with youths, rooms, pairs and limits as CSV, and the parameters as JSON.

    Of the traits, only who counts for a minimum share: the others are care data, and no part of
    the solution rests on them.
    """
    counted = for_shares(problem.traits, problem.limits)
    return _zipped(
        {
            "youths.csv": [_csv(problem.youths)],
            "rooms.csv": [_csv(problem.rooms)],
            "pairs.csv": _pairs(problem),
            "limits.csv": [_csv(problem.limits)],
            **({"traits.csv": [_csv(counted)]} if len(counted) else {}),
            PARAMETERS: [_json(parameters)],
        }
    )


def zip_result(result: Result, more: Mapping[str, pd.DataFrame] | None = None) -> bytes:
    """Return a zip with the tables of a result as CSV, and ``more`` of them by file name."""
    from matcher.optimiser.result_folder import TABLES

    tables = {f"{name}.csv": result.table(name) for name in TABLES} | dict(more or {})
    return _zipped({name: [_csv(table)] for name, table in tables.items()})


def unzip(content: bytes, folder: Path) -> list[Path]:
    """Write the files of a zip into ``folder``, made when needed; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            path = folder / Path(name).name
            path.write_bytes(archive.read(name))
            written.append(path)
    return written


def read_file(content: bytes, name: str) -> bytes:
    """Return one file of a zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def _zipped(files: Mapping[str, Any]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, parts in files.items():
            info = zipfile.ZipInfo(name, SAME_MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # else the operating system shows in the bytes
            with archive.open(info, "w") as entry:
                for part in parts:
                    entry.write(part)
    return target.getvalue()


def _csv(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False, lineterminator="\n").encode()


def _json(values: Mapping[str, Any]) -> bytes:
    return (json.dumps(values, indent=2, sort_keys=True) + "\n").encode()


def _pairs(problem: Problem) -> Iterator[bytes]:
    """Yield the pairs as CSV. A table of ready-made texts is ten times as quick as `to_csv`."""
    yield b"youth,room,nights,fit\n"
    youth = _with_comma(problem.youths["youth"])
    room = _with_comma(problem.rooms["room"])
    nights = problem.pairs["nights"].to_numpy()
    fit = problem.pairs["fit"].to_numpy()
    night_text = _numbers(int(nights.max(initial=0)), b",")
    fit_text = _numbers(int(fit.max(initial=0)), b"\n")
    for start in range(0, len(nights), ROWS_AT_A_TIME):
        part = slice(start, start + ROWS_AT_A_TIME)
        lines = youth[problem.pair_youth[part]] + room[problem.pair_room[part]]
        yield b"".join((lines + night_text[nights[part]] + fit_text[fit[part]]).tolist())


def _with_comma(keys: pd.Series) -> np.ndarray[Any, np.dtype[np.object_]]:
    return np.array([key.encode() + b"," for key in keys], dtype=object)


def _numbers(most: int, end: bytes) -> np.ndarray[Any, np.dtype[np.object_]]:
    return np.array([str(number).encode() + end for number in range(most + 1)], dtype=object)
