"""Reading CSV as Excel, LibreOffice and databases write it, whatever separator and encoding."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from matcher.exchange.column import plain
from matcher.exchange.guard import unguarded
from matcher.exchange.table import MOST_COLUMNS, Limits, Table, refused

SEPARATORS = ";,\t"
_UNREADABLE = re.compile("[\udc80-\udcff\ufffe\uffff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read_csv(content: bytes, limits: Limits, known_headers: Iterable[str]) -> Table:
    """Return the cells of a CSV file; ``known_headers`` help to recognise the separator.

    Raises:
        ImportRejected: it is empty, too long, or its quotation marks do not match.
    """
    text = _without_separator_line(decoded(content))
    lines = io.StringIO(text, newline="")
    separator = _separator(text, set(known_headers))
    header: tuple[str, ...] | None = None
    rows: list[tuple[int, tuple[object, ...]]] = []
    faults: dict[tuple[int, int], str] = {}
    for number, record in _records(lines, separator):
        if isinstance(record, BrokenQuotes):
            named = header is not None and record.position <= len(header)
            column = header[record.position - 1] if header and named else str(record.position)
            raise refused("broken_quotes", row=number, column=column)
        cells = [_cell(text, (number, at), faults) for at, text in enumerate(record)]
        if len(cells) > MOST_COLUMNS:
            raise refused("too_many_columns", row=number, limit=MOST_COLUMNS)
        if header is None:
            if any(cells):
                header = tuple(str(cell or "") for cell in cells)
        elif any(cell is not None for cell in cells):
            rows.append((number, tuple(cells)))
            if len(rows) > limits.rows:
                raise refused("too_many_rows", limit=limits.rows)
    if header is None:
        raise refused("empty_file")
    return Table(header, rows, faults)


def decoded(content: bytes) -> str:
    """Return the text of UTF-8 (with or without mark), UTF-16 with mark, or Windows-1252.

    A byte that cannot be read becomes a lone surrogate, to be found again in its cell.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if content.startswith(mark):
            errors = "surrogateescape" if encoding == "utf-8" else "replace"
            return content[len(mark) :].decode(encoding, errors)
    as_utf8 = content.decode("utf-8", "surrogateescape")
    number_of_wrong = len(_UNREADABLE.findall(as_utf8))
    if not number_of_wrong:
        return as_utf8
    # Windows-1252 read as UTF-8 is wrong at nearly every accent; UTF-8 with a damaged byte is
    # right at the others.
    number_of_right = sum(ord(c) > 0x7F and not _UNREADABLE.match(c) for c in as_utf8)
    if number_of_right > number_of_wrong:
        return as_utf8
    return content.decode("cp1252", "surrogateescape")


def _without_separator_line(text: str) -> str:
    """Leave out the line 'sep=;' that Excel writes and hides."""
    return re.sub(r'\A"?sep=[;,\t]"?(\r\n|\n|\r)', "", text, flags=re.IGNORECASE)


def _separator(text: str, known_headers: set[str]) -> str:
    """Return the separator under which the first line holds most known headers."""
    lines = io.StringIO(text, newline="")
    first = next((line for line in lines if line.strip(SEPARATORS + " \r\n")), "")

    def standing(separator: str) -> tuple[int, int]:
        try:
            fields = next(csv.reader([first], delimiter=separator), [])
        except csv.Error:
            return 0, 0
        return sum(plain(name) in known_headers for name in fields), len(fields)

    return max(SEPARATORS, key=standing)


@dataclass(frozen=True)
class BrokenQuotes:
    """The field (counted from 1) in which the quotation marks go wrong."""

    position: int


def _records(lines: io.StringIO, separator: str) -> Iterator[tuple[int, list[str] | BrokenQuotes]]:
    """Yield (row number, fields); empty lines count as rows, as a spreadsheet shows them."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    number = 0
    start = 0
    while True:
        number += 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error:
            lines.seek(0)
            rest = "".join(line for at, line in enumerate(lines) if at >= start)
            yield number, BrokenQuotes(_broken_position(rest, separator))
            return
        start = reader.line_num
        yield number, record


def _broken_position(text: str, separator: str) -> int:
    """Follow the quotation marks as a reader does, up to where they go wrong."""
    position = 1
    inside = False
    at_start = True
    at = 0
    while at < len(text):
        character = text[at]
        if inside:
            if character == '"':
                if text[at + 1 : at + 2] == '"':
                    at += 1
                else:
                    inside = False
                    if text[at + 1 : at + 2] not in (separator, "\r", "\n", ""):
                        return position
        elif character == '"' and at_start:
            inside = True
        elif character == separator:
            position += 1
        at_start = not inside and character == separator
        at += 1
    return position


def _cell(text: str, where: tuple[int, int], faults: dict[tuple[int, int], str]) -> str | None:
    """Return the stripped text of a field, or None; note what cannot be read."""
    if _UNREADABLE.search(text):
        faults[where] = "undecodable"
        text = _UNREADABLE.sub("\ufffd", text)
    elif _CONTROL.search(text):
        faults[where] = "control_character"
    elif "\ufffd" in text:
        faults[where] = "undecodable"
    return unguarded(text.replace("\r\n", "\n").replace("\r", "\n").strip()).strip() or None
