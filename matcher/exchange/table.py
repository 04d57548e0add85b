"""A file as a plain table of cells, before any column is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from matcher.errors import ImportRejected
from matcher.exchange.problems import Problem, problem

MOST_COLUMNS = 200


@dataclass(frozen=True)
class Limits:
    """How much a file may hold, so that one upload cannot exhaust the machine."""

    megabytes: int = 20
    rows: int = 50_000
    unpacked_megabytes: int = 400
    problems: int = 5_000


@dataclass(frozen=True)
class Table:
    """``rows`` are (row number as in a spreadsheet, cells); empty rows are left out.

    A cell is None when empty, a stripped text, or what Excel stored (number, date, boolean).
    ``problems`` are about cells that could not be read at all, by (row, position).
    """

    header: tuple[str, ...]
    rows: Sequence[tuple[int, tuple[object, ...]]]
    faults: dict[tuple[int, int], str] = field(default_factory=dict)


def refused(code: str, **details: object) -> ImportRejected:
    """Return the error for a file that cannot be read as a whole."""
    found: Problem = problem(code, **details)  # type: ignore[arg-type]
    return ImportRejected([found])
