"""The problems of a file as a file, to mend them beside the spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from matcher.exchange.guard import guarded
from matcher.exchange.problems import Problem
from matcher.exchange.tables_out import BYTE_ORDER_MARK

_HEADERS = {
    "nl": ("Rij", "Kolom", "Waarde", "Probleem", "Oplossing"),
    "en": ("Row", "Column", "Value", "Problem", "Remedy"),
}


def problems_csv(problems: Iterable[Problem], language: str) -> bytes:
    """Return CSV as Dutch Excel opens it: UTF-8 with byte order mark, semicolons."""
    file = io.StringIO(newline="")
    file.write(BYTE_ORDER_MARK)
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEADERS["en" if language == "en" else "nl"])
    for found in problems:
        cells = (found.column, found.value)
        texts = (found.message.in_language(language), found.remedy.in_language(language))
        writer.writerow([found.row or "", *(guarded(text) for text in (*cells, *texts))])
    return file.getvalue().encode("utf-8")
