"""The tables as files: CSV for one table, a workbook for all of them.

No text can become a formula in a spreadsheet: in CSV it gets an apostrophe in front, in the
workbook it is written as text.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import xlsxwriter

from matcher.exchange.guard import guarded
from web.municipality.tables import Cell, FigureTable

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_file(table: FigureTable, language: str) -> bytes:
    """Return the table as spreadsheets in that language expect it.

    Dutch ones split at a semicolon and write a decimal comma; English ones a comma and a point.
    The mark at the start tells Excel that the text is UTF-8.
    """
    text = StringIO()
    is_dutch = language == "nl"
    writer = csv.writer(text, delimiter=";" if is_dutch else ",")
    writer.writerow([guarded(column.text) for column in table.columns])
    for row in table.rows:
        cells = zip(row, table.columns, strict=True)
        writer.writerow([_plain(value, column.kind, is_dutch) for value, column in cells])
    return text.getvalue().encode("utf-8-sig")


def xlsx_file(tables: Sequence[FigureTable], about: Sequence[tuple[str, str]]) -> bytes:
    """Return a workbook: a sheet with (subject, text) pairs about the figures, then the tables.

    The first pair is the name of that sheet and its heading.
    """
    stream = BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True})
    title, heading = about[0]
    sheet = book.add_worksheet(title)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 100, book.add_format({"text_wrap": True, "valign": "top"}))
    sheet.write_string(0, 0, heading, bold)
    for position, (subject, text) in enumerate(about[1:], start=2):
        sheet.write_string(position, 0, subject, bold)
        sheet.write_string(position, 1, text)
    for table in tables:
        _write(book, table)
    book.close()
    return stream.getvalue()


def _plain(value: Cell, kind: str, is_dutch: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, date):
        return value.strftime("%Y-%m" if kind == "month" else "%Y-%m-%d")
    return str(value).replace(".", ",") if is_dutch else str(value)


def _write(book: xlsxwriter.Workbook, table: FigureTable) -> None:
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    formats = {
        "month": book.add_format({"num_format": "mmmm yyyy", "align": "left"}),
        "day": book.add_format({"num_format": "dd-mm-yyyy", "align": "left"}),
        "whole": book.add_format({"num_format": "#,##0"}),
        "tenths": book.add_format({"num_format": "#,##0.0"}),
        "money": book.add_format({"num_format": "#,##0.00"}),
    }
    sheet = book.add_worksheet(table.title)
    sheet.freeze_panes(1, 0)
    for position, column in enumerate(table.columns):
        sheet.set_column(position, position, 36 if column.kind == "text" else 18)
        sheet.write_string(0, position, column.text, head)
    for line, row in enumerate(table.rows, start=1):
        for position, (value, column) in enumerate(zip(row, table.columns, strict=True)):
            if isinstance(value, str):
                sheet.write_string(line, position, value)
            elif isinstance(value, date):
                shape = formats["month" if column.kind == "month" else "day"]
                sheet.write_datetime(line, position, value, shape)
            elif value is not None:
                kinds = {float: "tenths", Decimal: "money"}
                shape = formats[kinds.get(type(value), "whole")]
                sheet.write_number(line, position, value, shape)
