"""Read a problem from a folder of CSV files, with every fault named by file, row, column and value.

Files are read twice over only when something is wrong: first quickly by pandas, and, when that or a
check fails, slowly line by line, to say exactly where.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from matcher.errors import InvalidProblem
from matcher.optimiser.columns import Ints
from matcher.optimiser.faults import Fault
from matcher.optimiser.problem import REQUIRED, Problem

OPTIONAL_FILES = ("limits", "fixed", "forbidden", "traits")
_OPTIONAL_COLUMNS = {"youths": ["lottery", "group"]}
_QUICK_TYPES = {"youth": "category", "room": "category", "nights": "int64", "fit": "int64"}


def read_problem(folder: Path) -> Problem:
    """Read and check the files of ``docs/solve.md``. Raises ``InvalidProblem``; changes nothing."""
    if not folder.is_dir():
        raise InvalidProblem([Fault(str(folder), 0, "", "", "there is no such folder")])
    present = _present(folder)
    try:
        return Problem.from_tables({name: _quick(folder, name) for name in present})
    except (InvalidProblem, ValueError, OverflowError, csv.Error):
        return _careful_problem(folder, present)


def _present(folder: Path) -> list[str]:
    missing = [
        Fault(f"{name}.csv", 0, "", "", "this file is missing")
        for name in REQUIRED
        if name not in OPTIONAL_FILES and not (folder / f"{name}.csv").is_file()
    ]
    # A limit that is passed over because of a misspelt name would go unnoticed.
    known = {f"{name}.csv" for name in REQUIRED}
    unknown = [
        Fault(path.name, 0, "", "", f"is not one of {', '.join(sorted(known))}")
        for path in sorted(folder.iterdir())
        if path.suffix.lower() == ".csv" and (path.name not in known or not path.is_file())
    ]
    if missing or unknown:
        raise InvalidProblem(missing + unknown)
    return [name for name in REQUIRED if (folder / f"{name}.csv").is_file()]


def _columns(name: str) -> list[str]:
    return REQUIRED[name] + _OPTIONAL_COLUMNS.get(name, [])


def _quick(folder: Path, name: str) -> pd.DataFrame:
    """One file by pandas; other columns than the known ones are passed over.

    Raises ``ValueError`` where the file has to be read carefully. Columns are not selected while
    reading: pandas would then cut rows with too many values without a word.
    """
    types = _QUICK_TYPES if name == "pairs" else {}
    known = _known(folder / f"{name}.csv", name)
    frame = pd.read_csv(
        folder / f"{name}.csv",
        encoding="utf-8-sig",
        dtype={column: types.get(column, "object") for column in _columns(name)},
        keep_default_na=False,
        na_filter=False,
    )
    if not isinstance(frame.index, pd.RangeIndex):
        raise ValueError("the first row has more values than the header")
    return frame[known]


def _known(path: Path, name: str) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file), [])
    known = [column for column in header if column in _columns(name)]
    if len(set(known)) < len(known):
        raise ValueError("a column appears twice")
    return known


def _careful_problem(folder: Path, present: list[str]) -> Problem:
    """The slow way, that knows the line of every row."""
    faults: list[Fault] = []
    frames: dict[str, pd.DataFrame] = {}
    rows: dict[str, Ints] = {}
    for name in present:
        reader = _Careful(folder / f"{name}.csv", name)
        frames[name], rows[name] = reader.read()
        faults += reader.faults
    try:
        problem = Problem.from_tables(frames, rows)
    except InvalidProblem as error:
        raise InvalidProblem([*faults, *error.problems]) from None
    if faults:
        raise InvalidProblem(faults)
    return problem


class _Careful:
    """Reads one file row by row; gathers what is wrong with its shape."""

    def __init__(self, path: Path, name: str) -> None:
        self.path, self.name = path, name
        self.faults: list[Fault] = []

    def read(self) -> tuple[pd.DataFrame, Ints]:
        text = self._text()
        lines = self._lines(text)
        header = next(lines, (1, []))[1]
        self._header(header)
        kept = [header.index(column) for column in _columns(self.name) if column in header]
        values: list[list[str]] = []
        rows: list[int] = []
        for row, cells in lines:
            if not cells:
                continue
            self._width(row, cells, header)
            cells += [""] * (len(header) - len(cells))
            values.append([cells[place] for place in kept])
            rows.append(row)
        frame = pd.DataFrame(values, columns=[header[place] for place in kept], dtype=object)
        return frame, np.array(rows, np.int64)

    def _text(self) -> str:
        raw = self.path.read_bytes()
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            row = raw.count(b"\n", 0, error.start) + 1
            what = f"byte {raw[error.start]:#04x} on this line is not UTF-8; save the file as UTF-8"
            self.faults.append(Fault(self.path.name, row, "", "", what))
            return raw.decode("utf-8-sig", errors="replace")

    def _lines(self, text: str) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(text.splitlines(keepends=True), strict=True)
        while True:
            start = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self.faults.append(
                    Fault(self.path.name, start, "", "", f"this line cannot be read: {error}")
                )
                return
            yield start, cells

    def _header(self, header: list[str]) -> None:
        for column in _columns(self.name):
            if header.count(column) > 1:
                self.faults.append(
                    Fault(self.path.name, 1, column, column, "this column appears more than once")
                )
        if len(header) == 1 and ";" in header[0]:
            self.faults.append(
                Fault(self.path.name, 1, "", "", "columns are separated by ';'; use commas")
            )

    def _width(self, row: int, cells: list[str], header: list[str]) -> None:
        if len(cells) == len(header) or (
            len(cells) > len(header) and not any(cells[len(header) :])
        ):
            return
        what = f"has {len(cells)} values, the header has {len(header)} columns"
        self.faults.append(Fault(self.path.name, row, "", "", what))
