"""A list of names is read whole or refused with the row and the column, whatever is in it."""

from __future__ import annotations

import io
import random
from datetime import date

import openpyxl
import pytest

from matcher.errors import ImportRejected
from matcher.namelists.reading import MOST_NAMES, ReadName, read_names
from matcher.words import Specialism

TODAY = date(2026, 3, 2)
HEADER = ["Voornaam", "Achternaam", "Geboortedatum", "Contact", "Toelichting", "Specialisme"]
ROWS = [
    ["Sam", "Verzonnen", "01-05-2007", "06-12345678", "Weinig thuis.", "wonen"],
    ["Noa", "Bedacht", "", "", "", ""],
    ["Robin", "de Vries", "2006-12-31", "robin@example.org", "Schulden.", "geld en schulden"],
]
BAD = {
    0: ["", "x" * 81, "111222333", "\x07bel", "naam\x00"],
    1: ["", "y" * 121, "BSN 111.222.333", "\x07"],
    2: ["morgen", "31-02-2007", "01-05-1901", "01-05-2025", "46022", "1-1-07", "12/31/2007"],
    3: ["z" * 255, "111222333", "BSN:111222333"],
    4: ["n" * 1001, "burgerservicenummer 111222333", "\x07"],
    5: ["huizen en dieren", "0", "wonen;geld", "111222333", "onbekend"],
}


def csv_of(rows: list[list[str]], separator: str = ";") -> bytes:
    quoted = [separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    return "\r\n".join(quoted).encode("utf-8-sig")


def excel_of(rows: list[list[str]]) -> bytes:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)  # type: ignore[union-attr]
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def test_a_list_is_read_the_same_from_csv_and_excel() -> None:
    expected = (
        ReadName(2, "Sam", "Verzonnen", date(2007, 5, 1), "06-12345678", "Weinig thuis.",
                 Specialism.HOUSING),
        ReadName(3, "Noa", "Bedacht"),
        ReadName(4, "Robin", "de Vries", date(2006, 12, 31), "robin@example.org", "Schulden.",
                 Specialism.DEBTS),
    )  # fmt: skip
    for content in (
        csv_of([HEADER, *ROWS]),
        excel_of([HEADER, *ROWS]),
        csv_of([HEADER, *ROWS], ","),
    ):
        found = read_names(content, TODAY)
        assert (found.names, found.problems) == (expected, ())


def test_columns_may_come_in_any_order_in_english_with_others_left_out() -> None:
    rows = [["Remark", "last name", "FIRST NAME"], ["geheim", "Verzonnen", "Sam"]]
    found = read_names(csv_of(rows), TODAY)
    assert found.names == (ReadName(2, "Sam", "Verzonnen"),)


def malformed() -> list[tuple[bytes, int | None, int | None]]:
    """Return files with one thing wrong each: content, row and column (None: the file)."""
    chance = random.Random(11)
    files: list[tuple[bytes, int | None, int | None]] = []
    for _ in range(9):
        for at, texts in BAD.items():
            for text in texts:
                row = chance.randrange(len(ROWS))
                rows = [list(one) for one in ROWS]
                rows[row][at] = text
                is_excel = text.isprintable() and chance.random() < 0.3
                content = excel_of([HEADER, *rows]) if is_excel else csv_of([HEADER, *rows])
                files.append((content, row + 2, at))
    return files


FILES = malformed()


def test_there_are_at_least_two_hundred_malformed_lists() -> None:
    assert len(FILES) >= 200


@pytest.mark.parametrize("part", range(5))
def test_a_malformed_list_names_the_row_and_the_column(part: int) -> None:
    for content, row, at in FILES[part::5]:
        found = read_names(content, TODAY)
        places = {(one.row, one.column) for one in found.problems}
        assert at is not None
        assert (row, HEADER[at]) in places
        assert "111222333" not in str([str(one) for one in found.problems])


@pytest.mark.parametrize(
    "content",
    [
        b"", b"  \n", b"%PDF-1.7", b"PK\x03\x04 broken", b"\x89PNG", b"<html></html>",
        b"\x00" * 300, csv_of([HEADER, *[["a", "b", "", "", "", ""]] * (MOST_NAMES + 1)]),
    ],
)  # fmt: skip
def test_a_file_that_is_no_list_is_refused_as_a_whole(content: bytes) -> None:
    with pytest.raises(ImportRejected):
        read_names(content, TODAY)


def test_missing_columns_empty_lists_and_double_names_are_told() -> None:
    assert [p.code for p in read_names(csv_of([HEADER]), TODAY).problems] == ["no_rows"]
    told = read_names(csv_of([["Naam"], ["Sam"]]), TODAY).problems
    assert [(p.code, p.column) for p in told] == [
        ("missing_column", "Voornaam"), ("missing_column", "Achternaam"),
    ]  # fmt: skip
    double = read_names(csv_of([HEADER, ROWS[0], ["SAM ", *ROWS[0][1:]]]), TODAY).problems
    assert [(p.code, p.row) for p in double] == [("double_row", 3)]
