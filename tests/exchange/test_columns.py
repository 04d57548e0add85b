"""The column definitions, and what is made from them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from matcher.exchange.column import plain
from matcher.exchange.columns import COLUMNS, FileKind
from matcher.exchange.describe import document
from matcher.exchange.host_columns import HOME, HOUSEHOLD, ROOM
from matcher.exchange.problem_texts import MESSAGES, REMEDIES
from matcher.exchange.sheet import known_headers
from matcher.exchange.templates import template
from matcher.exchange.youth_columns import NEEDS, YOUTH
from tests.exchange.conftest import Judge

KINDS = pytest.mark.parametrize("kind", list(FileKind))
LANGUAGES = pytest.mark.parametrize("language", ["nl", "en"])


@KINDS
def test_no_two_columns_share_a_name(kind: FileKind) -> None:
    owners: dict[str, str] = {}
    for column in COLUMNS[kind]:
        for name in (column.nl, column.en, column.name):
            assert owners.setdefault(plain(name), column.name) == column.name, name
    assert len(known_headers(kind)) == len(owners)


def test_every_column_fills_an_attribute_of_its_table() -> None:
    from matcher.database.hosts import Home, Household, Room
    from matcher.database.youths import NeedProfile, Youth

    for columns, table in (
        (HOUSEHOLD, Household),
        (HOME, Home),
        (ROOM, Room),
        (YOUTH, Youth),
        (NEEDS, NeedProfile),
    ):
        attributes = set(table.__table__.columns.keys())
        assert {column.field for column in columns} <= attributes


def test_every_stored_value_of_a_host_or_youth_has_a_column() -> None:
    """What has no column would be lost between export and import."""
    from matcher.database.hosts import Home, Household, Room
    from matcher.database.youths import NeedProfile, Youth

    inner = {"id", "version", "account_id", "household_id", "home_id", "youth_id", "lottery"}
    for columns, table in (
        (HOUSEHOLD, Household),
        (HOME, Home),
        (ROOM, Room),
        (YOUTH, Youth),
        (NEEDS, NeedProfile),
    ):
        missing = set(table.__table__.columns.keys()) - {c.field for c in columns} - inner
        assert not missing, table.__name__


def test_every_problem_has_a_remedy_and_both_languages() -> None:
    assert MESSAGES.keys() == REMEDIES.keys()
    for text in (*MESSAGES.values(), *REMEDIES.values()):
        assert text.nl
        assert text.en
        assert text.nl != text.en


def test_the_document_is_made_from_the_columns() -> None:
    path = Path(__file__).parents[2] / "docs" / "import.md"
    remedy = "run: python -m matcher.exchange.describe > docs/import.md"
    assert path.read_text(encoding="utf-8") == document(), remedy


@KINDS
@LANGUAGES
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_template_as_it_comes_has_only_its_example_row_wrong(
    judge: Judge, kind: FileKind, language: str, suffix: str
) -> None:
    (found,) = judge(kind, template(kind, suffix, language))
    assert (found.code, found.row) == ("example_row", 2)


@KINDS
@LANGUAGES
def test_the_example_with_an_own_reference_can_be_imported(
    judge: Judge, kind: FileKind, language: str
) -> None:
    content = template(kind, ".csv", language).decode().replace("VOORBEELD-", "EIGEN-")
    assert judge(kind, content.encode()) == ()


@KINDS
@LANGUAGES
def test_a_template_explains_every_column_and_offers_the_choices(
    kind: FileKind, language: str
) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(template(kind, ".xlsx", language)))
    records, explanation = workbook.worksheets
    explained = [row[2] for row in explanation.iter_rows(min_row=2, values_only=True)]
    assert explained == [column.name for column in COLUMNS[kind]]
    lists = records.data_validations.dataValidation
    assert len(lists) == sum(c.kind in ("yes_no", "word") for c in COLUMNS[kind])


@KINDS
def test_the_same_template_is_the_same_bytes(kind: FileKind) -> None:
    assert template(kind, ".csv", "nl") == template(kind, ".csv", "nl")
    assert template(kind, ".xlsx", "nl") == template(kind, ".xlsx", "nl")


def test_a_csv_template_opens_in_dutch_excel() -> None:
    content = template(FileKind.HOSTS, ".csv", "nl")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert [len(row) for row in rows] == [len(COLUMNS[FileKind.HOSTS])] * 2
