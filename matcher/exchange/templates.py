"""The templates that people download and fill in: names, explanation, and one example row."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from matcher.exchange.column import Column, Kind
from matcher.exchange.columns import COLUMNS, FileKind
from matcher.exchange.describe import EXAMPLE_HEADER, FACT_HEADERS, column_facts, example_text
from matcher.exchange.tables_out import (
    MADE_AT,
    sheet_formats,
    write_cell,
    write_csv,
    write_header,
)
from matcher.words import Word

_LAST_ROW = 5_000  # drop-down lists reach this far down
_LONGEST_LIST = 255  # characters that Excel allows in a list of choices
_EXPLANATION = {"nl": "Uitleg", "en": "Explanation"}
_RECORDS = {"nl": "Invullen", "en": "Fill in"}
_WIDTHS = (26, 26, 24, 26, 22, 60, 60, 28)


def template(kind: FileKind, suffix: str, language: str) -> bytes:
    """Return a template as '.csv' (names and example) or '.xlsx' (with explanation and lists)."""
    example = example_row(kind, language)
    if suffix != ".xlsx":
        return write_csv(COLUMNS[kind], [example], language)
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": MADE_AT})
        formats = sheet_formats(workbook)
        sheet = workbook.add_worksheet(_RECORDS[language])
        write_header(sheet, COLUMNS[kind], language, formats)
        for at, column in enumerate(COLUMNS[kind]):
            write_cell(sheet, 1, at, column, example.get(column.name), language, formats)
            _add_choices(sheet, at, column, language)
        _write_explanation(workbook.add_worksheet(_EXPLANATION[language]), kind, language, formats)
    return file.getvalue()


def example_row(kind: FileKind, language: str) -> dict[str, Any]:
    """Return the example values; names are text, as in an export."""
    named = (Kind.MUNICIPALITY, Kind.PLACES)
    return {
        column.name: example_text(column, language) if column.kind in named else column.example
        for column in COLUMNS[kind]
    }


def _add_choices(sheet: Any, at: int, column: Column, language: str) -> None:
    choices: list[str] = []
    if column.kind is Kind.YES_NO:
        choices = ["yes", "no"] if language == "en" else ["ja", "nee"]
    elif column.kind is Kind.WORD and column.word is not None:
        choices = _labels(column.word, language)
    # Excel splits the list at commas and limits its length; then the codes have to do.
    if column.word and (any("," in c for c in choices) or len(",".join(choices)) > _LONGEST_LIST):
        choices = list(column.word.codes())
    if choices:
        rule = {"validate": "list", "source": choices, "ignore_blank": True}
        sheet.data_validation(1, at, _LAST_ROW, at, rule)


def _labels(word: type[Word], language: str) -> list[str]:
    return [choice.label(language) for choice in word]


def _write_explanation(
    sheet: Any, kind: FileKind, language: str, formats: Mapping[str, Any]
) -> None:
    headers = (*FACT_HEADERS[language], EXAMPLE_HEADER[language])
    for at, (header, width) in enumerate(zip(headers, _WIDTHS, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, header, formats["header"])
    sheet.freeze_panes(1, 1)
    for number, column in enumerate(COLUMNS[kind], start=1):
        for at, fact in enumerate(column_facts(column, language)):
            sheet.write_string(number, at, fact, formats["wrapped"])
