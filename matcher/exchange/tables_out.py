"""Writing rows as CSV or XLSX: the same rows give the same bytes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from matcher.exchange.cell_texts import NONE_TEXT, cell_text
from matcher.exchange.column import Column, Kind
from matcher.exchange.guard import guarded

BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for Windows-1252
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
MADE_AT = datetime(2026, 1, 1)  # noqa: DTZ001  in the file itself, so that its bytes repeat


def text_of(column: Column, value: Any, language: str) -> str:
    """Return the guarded text of a cell."""
    if value is None and column.may_be_none:
        return NONE_TEXT["en" if language == "en" else "nl"]
    text = cell_text(column, value, language).replace("\r\n", "\n").replace("\r", "\n")
    return guarded(_CONTROL.sub("", text))


def write_csv(
    columns: tuple[Column, ...], rows: Iterable[Mapping[str, Any]], language: str
) -> bytes:
    """Return CSV with semicolons, in UTF-8 with byte order mark, as Dutch Excel opens it."""
    file = io.StringIO(newline="")
    file.write(BYTE_ORDER_MARK)
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.header(language) for column in columns])
    for row in rows:
        writer.writerow([text_of(c, row.get(c.name), language) for c in columns])
    return file.getvalue().encode("utf-8")


def write_xlsx(
    columns: tuple[Column, ...], rows: Iterable[Mapping[str, Any]], language: str
) -> bytes:
    """Return XLSX with one sheet; dates and amounts are real ones, all else is text."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True, "in_memory": True}) as workbook:
        workbook.set_properties({"created": MADE_AT})
        sheet = workbook.add_worksheet("Kamermatch")
        formats = sheet_formats(workbook)
        write_header(sheet, columns, language, formats)
        for number, row in enumerate(rows, start=1):
            for at, column in enumerate(columns):
                write_cell(sheet, number, at, column, row.get(column.name), language, formats)
    return file.getvalue()


def sheet_formats(workbook: Any) -> dict[str, Any]:
    return {
        "header": workbook.add_format({"bold": True, "bg_color": "#DCE6F5", "text_wrap": True}),
        "required": workbook.add_format({"bold": True, "bg_color": "#FFE2B8", "text_wrap": True}),
        "date": workbook.add_format({"num_format": "dd-mm-yyyy"}),
        "money": workbook.add_format({"num_format": "#,##0.00"}),
        "number": workbook.add_format({"num_format": "General"}),
        "text": workbook.add_format({"num_format": "@"}),
        "wrapped": workbook.add_format({"text_wrap": True, "valign": "top"}),
    }


def write_header(
    sheet: Any, columns: tuple[Column, ...], language: str, formats: Mapping[str, Any]
) -> None:
    """Write the names, stay in sight when scrolling, and mark what must be filled in."""
    for at, column in enumerate(columns):
        header = column.header(language)
        sheet.set_column(at, at, max(12, min(34, len(header) + 4)), _column_format(column, formats))
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 1)
    for at, column in enumerate(columns):
        kind = "required" if column.required else "header"
        sheet.write_string(0, at, column.header(language), formats[kind])


def _column_format(column: Column, formats: Mapping[str, Any]) -> Any:
    """Text columns are text from the start, so that Excel makes no dates or numbers of them."""
    if column.kind is Kind.DATE:
        return formats["date"]
    if column.kind is Kind.MONEY:
        return formats["money"]
    return formats["number" if column.kind in (Kind.WHOLE, Kind.DECIMAL) else "text"]


def write_cell(
    sheet: Any,
    row: int,
    at: int,
    column: Column,
    value: Any,
    language: str,
    formats: Mapping[str, Any],
) -> None:
    style = _column_format(column, formats)
    if isinstance(value, date):
        sheet.write_datetime(row, at, datetime(value.year, value.month, value.day), style)  # noqa: DTZ001
    elif value is not None and column.kind is Kind.MONEY:
        sheet.write_number(row, at, value / 100, style)
    elif value is not None and column.kind in (Kind.WHOLE, Kind.DECIMAL):
        sheet.write_number(row, at, value, style)
    elif text := text_of(column, value, language):
        sheet.write_string(row, at, text, style)


def write_table(
    suffix: str, columns: tuple[Column, ...], rows: Iterable[Mapping[str, Any]], language: str
) -> bytes:
    """Return the bytes of a file whose name ends in ``suffix`` ('.csv' or '.xlsx')."""
    return (write_xlsx if suffix == ".xlsx" else write_csv)(columns, rows, language)


def suffix_of(path: str | Path) -> str | None:
    """Return '.csv' or '.xlsx', or None for another kind of file."""
    suffix = Path(path).suffix.lower()
    return suffix if suffix in (".csv", ".xlsx") else None
