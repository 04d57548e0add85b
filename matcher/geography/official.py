"""What the readers of official files share: decoding, finding the header, naming problems."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matcher.errors import ImportRejected
from matcher.geography.names import key_of
from matcher.geography.reference import Reference

DELIMITERS = (";", "\t", ",")
# Statistics Netherlands puts a title and a few lines of notes above the header.
HEADER_WITHIN_ROWS = 30
PROBLEMS_SHOWN = 100


@dataclass(frozen=True)
class FileProblem:
    """One thing that is wrong: where (``row`` counts from 1 as a spreadsheet does), what, remedy."""

    row: int | None
    column: str
    value: str
    remedy: str

    def __str__(self) -> str:
        where = f"row {self.row}" if self.row else "file"
        if self.column:
            where += f", column '{self.column}'"
        if self.value:
            where += f", value '{self.value}'"
        return f"{where}: {self.remedy}"


class Problems:
    """Collects problems and rejects the file at the end; keeps the first hundred, counts all."""

    def __init__(self) -> None:
        self.found: list[FileProblem] = []
        self.number_of_others = 0

    def add(self, row: int | None, column: str, value: str, remedy: str) -> None:
        if len(self.found) < PROBLEMS_SHOWN:
            self.found.append(FileProblem(row, column, value, remedy))
        else:
            self.number_of_others += 1

    def reject_if_any(self) -> None:
        """Raise ``ImportRejected`` with all problems, unless there are none."""
        if self.number_of_others:
            text = f"{self.number_of_others} more problems like these"
            self.found.append(FileProblem(None, "", "", text))
        if self.found:
            raise ImportRejected(self.found)


def reject(
    remedy: str, *, row: int | None = None, column: str = "", value: str = ""
) -> ImportRejected:
    """Return the error for a file that cannot be read at all."""
    return ImportRejected([FileProblem(row, column, value, remedy)])


def decode(content: bytes) -> str:
    """Return the text of a file in UTF-8 or UTF-16 (with or without mark) or Windows-1252."""
    if content.startswith(b"PK"):
        raise reject("this is a spreadsheet or zip file; save or unpack it as CSV first")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise reject("the text cannot be read; save the file as CSV in UTF-8")


def split_rows(text: str) -> list[list[str]]:
    """Return the cells of all rows, stripped; the delimiter is the one that occurs most often."""
    if not text.strip():
        raise reject("the file is empty; download it again")
    delimiter = max(DELIMITERS, key=lambda sign: (text[:20_000].count(sign), sign == ";"))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise reject(f"this is not a CSV file ({error}); download it again as CSV") from error
    return [[cell.strip() for cell in row] for row in rows]


def column_key(title: str) -> str:
    """Return a column title in plain letters and digits: "Regio's" -> 'regios'."""
    return key_of(title)


def find_column(titles: Sequence[str], is_it: Callable[[str], bool]) -> int | None:
    """Return the position of the first column whose plain title satisfies ``is_it``."""
    return next((i for i, title in enumerate(titles) if is_it(column_key(title))), None)


def municipality_code(text: str, reference: Reference | None) -> str | None:
    """Return the code that a cell means ('GM0363', '363', 'Utrecht (gemeente)'), or None.

    With ``reference``, names are understood and codes must be of a municipality in it.
    """
    cell = re.sub(r"\s*\(gemeente\)$", "", text.strip(), flags=re.IGNORECASE)
    if reference is not None:
        found = reference.find_municipality(cell)
        return found.code if found else None
    code = re.fullmatch(r"(?:GM)?0*(\d{1,4})", cell, flags=re.IGNORECASE)
    return f"GM{int(code[1]):04d}" if code and int(code[1]) else None
