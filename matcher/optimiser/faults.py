"""What is wrong with the input, one line per fault: file, row, column, value, what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One fault in a table.

    ``row`` is the line in the file as a spreadsheet shows it (the header is row 1), or the position
    in the frame plus 2 when the problem comes from Python; 0 when the whole file is meant.
    """

    file: str
    row: int
    column: str
    value: str
    what: str

    def __str__(self) -> str:
        place = [self.file]
        if self.row:
            place.append(f"row {self.row}")
        if self.column:
            place.append(f"column {self.column}")
        if self.row and self.column:
            shown = self.value if len(self.value) <= 60 else self.value[:57] + "..."
            place.append(f"value {shown!r}")
        return ", ".join(place) + ": " + self.what


def lines(faults: Sequence[object], most: int = 50) -> list[str]:
    """At most ``most`` lines for people, and one line with the count."""
    shown = [str(fault) for fault in faults[:most]]
    if len(faults) > most:
        shown.append(f"... and {len(faults) - most} more")
    shown.append(f"{len(faults)} problem(s) in the input; nothing was written")
    return shown
