"""Files as programs write them: encodings, separators, Excel, and what is no table at all."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from matcher.exchange.columns import COLUMNS, FileKind
from matcher.exchange.table import Limits
from tests.exchange.conftest import Judge
from tests.exchange.files import (
    as_csv,
    as_texts,
    as_xlsx,
    position,
    rows_of,
    texts_csv,
    youth_rows,
)

YOUTHS, HOSTS = FileKind.YOUTHS, FileKind.HOSTS
ACCENTS = "Zoë Façade-Müller"


def _codes(problems: object) -> list[str]:
    return [found.code for found in problems]  # type: ignore[attr-defined]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("kind", list(FileKind))
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_encoding_with_every_separator(
    judge: Judge, kind: FileKind, separator: str, encoding: str, language: str
) -> None:
    table = as_texts(kind, rows_of(kind, 4), language)
    table[3][position(kind, "contact_name" if kind is HOSTS else "last_name")] = ACCENTS
    assert judge(kind, texts_csv(table, separator, encoding)) == ()


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_accents_arrive_as_they_were(encoding: str) -> None:
    from matcher.exchange.csv_files import read_csv

    table = read_csv(f"naam;plaats\n{ACCENTS};Súdwest".encode(encoding), Limits(), ["naam"])
    assert table.rows == [(2, (ACCENTS, "Súdwest"))]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_ending(judge: Judge, ending: str) -> None:
    text = as_csv(YOUTHS, youth_rows(3)).decode().replace("\r\n", ending)
    assert judge(YOUTHS, text.encode()) == ()


def test_names_of_columns_may_be_codes_in_any_order(judge: Judge) -> None:
    table = as_texts(YOUTHS, youth_rows(3))
    table[0] = [column.name.upper() for column in COLUMNS[YOUTHS]]
    turned = [list(reversed(row)) for row in table]
    assert judge(YOUTHS, texts_csv(turned)) == ()


def test_a_line_break_inside_a_cell_does_not_shift_row_numbers(judge: Judge) -> None:
    table = as_texts(HOSTS, rows_of(HOSTS, 3))
    for row in table[1:3]:  # two rooms of one household
        row[position(HOSTS, "motivation")] = "eerste regel\ntweede; regel"
    table[3][position(HOSTS, "rent")] = "veel"
    (found,) = judge(HOSTS, texts_csv(table))
    assert (found.row, found.name) == (4, "rent")


def test_empty_rows_are_skipped_but_counted(judge: Judge) -> None:
    table = as_texts(YOUTHS, youth_rows(2))
    table[2][position(YOUTHS, "budget")] = "veel"
    table.insert(2, [""] * len(table[0]))
    table.insert(1, [])
    (found,) = judge(YOUTHS, texts_csv(table))
    assert found.row == 5


def test_the_line_that_excel_hides_is_skipped(judge: Judge) -> None:
    content = b"sep=;\r\n" + texts_csv(as_texts(YOUTHS, youth_rows(1)), encoding="utf-8")
    assert judge(YOUTHS, content) == ()


def test_a_byte_that_cannot_be_read_is_named_with_row_and_column(judge: Judge) -> None:
    table = as_texts(YOUTHS, youth_rows(3))
    table[1][position(YOUTHS, "last_name")] = "Müller Çelik Öz"
    table[2][position(YOUTHS, "last_name")] = "Geb@oken"
    content = texts_csv(table, encoding="utf-8").replace(b"Geb@oken", b"Geb\xfcoken")
    (found,) = judge(YOUTHS, content)
    assert (found.code, found.row, found.name) == ("undecodable", 3, "last_name")


@pytest.mark.parametrize("byte", [b"\x81", b"\x9d"])
def test_a_byte_outside_windows_1252_is_named_too(judge: Judge, byte: bytes) -> None:
    table = as_texts(YOUTHS, youth_rows(2))
    table[2][position(YOUTHS, "first_name")] = "S@m Müller"
    content = texts_csv(table, encoding="cp1252").replace(b"S@m", b"S" + byte + b"m")
    (found,) = judge(YOUTHS, content)
    assert (found.code, found.row, found.name) == ("undecodable", 3, "first_name")


def test_quotes_that_do_not_end_are_named_where_they_begin(judge: Judge) -> None:
    content = texts_csv(as_texts(YOUTHS, youth_rows(3)), encoding="utf-8")
    broken = content.replace(b"van Fictief 1", b'"van Fictief 1')
    (found,) = judge(YOUTHS, broken)
    assert (found.code, found.row, found.column) == ("broken_quotes", 3, "Achternaam")


def test_a_row_with_too_many_cells_is_named(judge: Judge) -> None:
    table = as_texts(YOUTHS, youth_rows(2))
    table[2].append("te veel")
    (found,) = judge(YOUTHS, texts_csv(table))
    assert (found.code, found.row, found.value) == ("extra_cell", 3, "te veel")


@pytest.mark.parametrize("kind", list(FileKind))
def test_excel_with_real_dates_and_numbers(judge: Judge, kind: FileKind) -> None:
    assert judge(kind, as_xlsx(kind, rows_of(kind, 5))) == ()


@pytest.mark.parametrize("kind", list(FileKind))
def test_excel_with_text_in_every_cell(judge: Judge, kind: FileKind) -> None:
    workbook = openpyxl.Workbook()
    for row in as_texts(kind, rows_of(kind, 5)):
        workbook.active.append(row)  # type: ignore[union-attr]
    assert judge(kind, _bytes(workbook)) == ()


def _bytes(workbook: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _excel_with(name: str, value: object) -> bytes:
    workbook = openpyxl.load_workbook(io.BytesIO(as_xlsx(YOUTHS, youth_rows(3))))
    cell = workbook.active.cell(3, position(YOUTHS, name) + 1)  # type: ignore[union-attr]
    cell.value = value
    if not isinstance(value, date):
        cell.number_format = "General"
    return _bytes(workbook)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("budget", "#REF!", "excel_error"),
        ("first_name", "#N/B", "excel_error"),
        ("first_name", "=A1&B1", "formula_without_value"),
        ("ready_on", 46022, "number_for_date"),
        ("phone", 612345670, "not_phone"),
        ("last_name", date(2026, 3, 4), "date_in_text"),
        ("gender", True, "unknown_word"),
        ("budget", True, "not_money"),
    ],
)
def test_what_excel_can_do_to_a_cell(judge: Judge, name: str, value: object, code: str) -> None:
    (found,) = judge(YOUTHS, _excel_with(name, value))
    assert (found.code, found.row, found.name) == (code, 3, name)


def test_excel_booleans_are_yes_and_no(judge: Judge) -> None:
    assert judge(YOUTHS, _excel_with("smokes", True)) == ()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b" \r\n\r\n", "empty_file"),
        (b"\xef\xbb\xbf", "empty_file"),
        (b"%PDF-1.7 ...", "other_format"),
        (b"<html><table></table></html>", "other_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_excel"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        (b"PK\x03\x04 not a zip", "damaged_excel"),
        (b"\0" * 3000, "other_format"),
    ],
)
def test_what_is_no_table_gets_a_clear_answer(judge: Judge, content: bytes, code: str) -> None:
    (found,) = judge(YOUTHS, content)
    assert (found.code, found.row) == (code, None)


def test_a_header_without_rows(judge: Judge) -> None:
    assert _codes(judge(YOUTHS, texts_csv(as_texts(YOUTHS, [])))) == ["no_rows"]


def _zip(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def test_other_archives_are_recognised(judge: Judge) -> None:
    opendocument = b"application/vnd.oasis.opendocument.spreadsheet"
    assert _codes(judge(YOUTHS, _zip(mimetype=opendocument))) == ["other_format"]
    assert _codes(judge(YOUTHS, _zip(**{"xl__workbook.bin": b""}))) == ["other_format"]
    assert _codes(judge(YOUTHS, _zip(hello=b"world"))) == ["damaged_excel"]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(judge: Judge) -> None:
    bomb = _zip(**{"xl__workbook.xml": b"<workbook/>", "xl__sheet.xml": b"0" * (3 << 20)})
    assert len(bomb) < 10_000
    small = Limits(unpacked_megabytes=2)
    assert _codes(judge(YOUTHS, bomb, limits=small)) == ["swollen_excel"]


def test_xml_entities_are_refused(judge: Judge) -> None:
    good = as_xlsx(YOUTHS, youth_rows(1))
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename.endswith("sheet1.xml"):
                bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
                content = content.replace(b"<worksheet", bomb + b"<worksheet", 1)
            new.writestr(part.filename, content)
    assert _codes(judge(YOUTHS, file.getvalue())) == ["damaged_excel"]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_cut_off_excel_file(judge: Judge, share: float) -> None:
    content = as_xlsx(YOUTHS, youth_rows(5))
    assert _codes(judge(YOUTHS, content[: int(len(content) * share)])) == ["damaged_excel"]


def test_limits_are_kept(judge: Judge) -> None:
    content = as_csv(YOUTHS, youth_rows(5))
    assert _codes(judge(YOUTHS, content, limits=Limits(rows=4))) == ["too_many_rows"]
    excel = as_xlsx(YOUTHS, youth_rows(5))
    assert _codes(judge(YOUTHS, excel, limits=Limits(rows=4))) == ["too_many_rows"]
    large = content + b"\n" * (1 << 20)
    assert _codes(judge(YOUTHS, large, limits=Limits(megabytes=1))) == ["file_too_large"]


def test_the_list_of_problems_is_cut_off(judge: Judge) -> None:
    table = as_texts(YOUTHS, youth_rows(10))
    for row in table[1:]:
        row[position(YOUTHS, "budget")] = "veel"
    assert len(judge(YOUTHS, texts_csv(table), limits=Limits(problems=4))) == 4
