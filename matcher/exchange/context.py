"""What planning needs to know besides the file: names, the day, the policy, and the region."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy.orm import Session

from matcher.exchange.gazetteer import Gazetteer
from matcher.exchange.problems import Problems
from matcher.exchange.rules import Fault
from matcher.exchange.sheet import Row, Sheet

AT_ONCE = 500  # SQLite allows a limited number of values in one statement


class Ends(NamedTuple):
    """A proposal or its introduction that saving the file would end.

    ``row`` and ``reference``: of the room, host or youth that it ends for, in the file.
    """

    row: int
    reference: str
    proposal: int


class RowState(StrEnum):
    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass
class Context:
    """``region`` holds the municipality codes that may be imported; None: all of them."""

    session: Session
    gazetteer: Gazetteer
    sheet: Sheet
    problems: Problems
    today: date
    ages: tuple[int, int]
    region: frozenset[str] | None
    states: dict[int, RowState] = field(default_factory=dict)

    def may_touch(self, municipality: str | None) -> bool:
        return self.region is None or municipality in self.region

    def mark_updated(self, row: Row) -> None:
        """Count the row as an update, unless what it brings is new."""
        if self.states.get(row.number) is not RowState.NEW:
            self.states[row.number] = RowState.UPDATED

    def report(self, row: Row, name: str, code: str, **details: object) -> None:
        self.problems.add(self.sheet.problem(row, name, code, **details))

    def report_faults(self, row: Row, faults: Iterator[Fault]) -> None:
        for fault in faults:
            self.report(row, fault.name, fault.code, **fault.details)


def chunks(values: Collection[str]) -> Iterator[Sequence[str]]:
    """Yield the values, sorted, in pieces that fit into one statement."""
    ordered = sorted(values)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]
