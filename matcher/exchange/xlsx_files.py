"""Reading XLSX: the first sheet, with real dates and numbers, and safe from swollen archives."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from matcher.exchange.guard import unguarded
from matcher.exchange.table import MOST_COLUMNS, Limits, Table, refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_PARTS = 2_000
_CHUNK = 1 << 20
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def read_xlsx(content: bytes, limits: Limits) -> Table:
    """Return the cells of the first sheet.

    Raises:
        ImportRejected: it is no readable XLSX, or holds too much.
    """
    has_formulas = _inspect(content, limits)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out; we need only cells
        try:
            return _table(content, limits, has_formulas)
        except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError):
            raise refused("damaged_excel") from None
        except (SyntaxError, OSError, EOFError, RuntimeError, NotImplementedError, LookupError):
            raise refused("damaged_excel") from None
        except ArithmeticError:
            raise refused("damaged_excel") from None


def _inspect(content: bytes, limits: Limits) -> bool:
    """Look at the archive before anything is unpacked into memory; say whether it has formulas."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            _require_workbook(archive, names)
            if any(part.flag_bits & 1 for part in parts):
                raise refused("password")
            unpacked = sum(part.file_size for part in parts)
            if unpacked > limits.unpacked_megabytes << 20 or len(parts) > MOST_PARTS:
                raise refused("swollen_excel")
            with_formulas = [part for part in parts if _has_formula(archive, part)]  # looks at all
            return bool(with_formulas)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        raise refused("damaged_excel") from None
    except (RuntimeError, LookupError, SyntaxError):
        raise refused("damaged_excel") from None


def _require_workbook(archive: zipfile.ZipFile, names: set[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise refused("other_format", format="Excel binair / binary, .xlsb")
    if "mimetype" in names and b"opendocument" in archive.open("mimetype").read(200):
        raise refused("other_format", format="OpenDocument, .ods")
    raise refused("damaged_excel")


def _has_formula(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Read a part of XML in pieces: no such file needs a DTD, which is how XML bombs are built."""
    if not part.filename.endswith((".xml", ".rels")):
        return False
    is_sheet = part.filename.startswith("xl/worksheets/")
    found = False
    tail = b""
    with archive.open(part) as file:
        while piece := file.read(_CHUNK):
            window = tail + piece
            if b"<!DOCTYPE" in window or b"<!ENTITY" in window or b"<\x00!\x00D\x00" in window:
                raise refused("damaged_excel")
            found = found or (is_sheet and re.search(rb"<(?:\w+:)?f[ />]", window) is not None)
            tail = window[-16:]
    return found


def _table(content: bytes, limits: Limits, has_formulas: bool) -> Table:
    from openpyxl import load_workbook

    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    header: tuple[str, ...] | None = None
    rows: list[tuple[int, tuple[object, ...]]] = []
    faults: dict[tuple[int, int], str] = {}
    try:
        for number, record in enumerate(_rows(workbook), start=1):
            if len(record) > MOST_COLUMNS and any(v is not None for v in record[MOST_COLUMNS:]):
                raise refused("too_many_columns", row=number, limit=MOST_COLUMNS)
            cells = [_cell(v, (number, at), faults) for at, v in enumerate(record[:MOST_COLUMNS])]
            if all(cell is None for cell in cells):
                continue
            if header is None:
                header = tuple("" if cell is None else str(cell) for cell in cells)
                continue
            rows.append((number, tuple(cells)))
            if len(rows) > limits.rows:
                raise refused("too_many_rows", limit=limits.rows)
    finally:
        workbook.close()
    if header is None:
        raise refused("empty_file")
    if has_formulas:
        _note_formulas_without_value(content, dict(rows), faults)
    return Table(header, rows, faults)


def _rows(workbook: Any) -> Iterator[tuple[object, ...]]:
    if not workbook.worksheets:
        raise refused("empty_file")
    sheet = workbook.worksheets[0]
    sheet.reset_dimensions()  # what the file says of its size need not be true
    return iter(sheet.iter_rows(values_only=True))


def _note_formulas_without_value(
    content: bytes,
    rows: dict[int, tuple[object, ...]],
    faults: dict[tuple[int, int], str],
) -> None:
    """A program that writes formulas need not work them out; such a cell would look empty."""
    from openpyxl import load_workbook

    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    try:
        for number, record in enumerate(_rows(workbook), start=1):
            values = rows.get(number, ())
            for at, formula in enumerate(record[: len(values)]):
                if values[at] is None and formula is not None and (number, at) not in faults:
                    faults[number, at] = "formula_without_value"
    finally:
        workbook.close()


def _cell(value: object, where: tuple[int, int], faults: dict[tuple[int, int], str]) -> object:
    """Return a stripped text, what Excel stored, or None; note what cannot be read."""
    if not isinstance(value, str):
        is_midnight = isinstance(value, datetime) and value.time() == datetime.min.time()
        return value.date() if is_midnight and isinstance(value, datetime) else value
    if _CONTROL.search(value):
        faults[where] = "control_character"
    text = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    return unguarded(text).strip() or None
