"""Hundreds of files, each valid but for one thing: the problem names that row and column."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass

import openpyxl
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import COMMAND_LINE
from matcher.database.hosts import Household, Room
from matcher.database.youths import Youth
from matcher.errors import ImportRejected
from matcher.exchange import service
from matcher.exchange.column import Kind
from matcher.exchange.columns import COLUMNS, Column, FileKind
from tests.exchange.conftest import Judge
from tests.exchange.files import TODAY, as_texts, host_rows, position, texts_csv, youth_rows

BSN = "123456782"
_ANY_TEXT = ["\x07belletje", "BSN 123456782", "123.456.782", "#N/B", "#REF!"]
_BAD: dict[Kind, list[str]] = {
    Kind.TEXT: [*_ANY_TEXT, "lang" * 1100],
    Kind.REFERENCE: [*_ANY_TEXT, "met spatie", "R" * 41, BSN],
    Kind.WHOLE: ["achttien", "18,5", "-1", "1e3", "999999", "#GETAL!", "\x07"],
    Kind.MONEY: ["veel", "4,2,5", "-10", "€", "425,505,5", "1e3", "#WAARDE!", "999999999"],
    Kind.DECIMAL: ["ver", "1.250,5", "-3", "12km", "1000", "nan", "inf", "#DEEL/0!"],
    Kind.DATE: ["morgen", "31-02-2026", "12/31/2026", "1-1-26", "46022", "31-12", "0000-00-00"],
    Kind.YES_NO: ["misschien", "ja nee", "-", "2", "jaja", "#N/A", "\x07"],
    Kind.WORD: ["iets anders dan dit", "0", "#NAAM?", BSN, "x\x00y"],
    Kind.WORDS: ["iets anders dan dit", "9", BSN, "#NAAM?"],
    Kind.LANGUAGES: ["Klingonisch", "nl, qqq", BSN, "#NAAM?"],
    Kind.POSTCODE: ["0511 AB", "3511", "AB 3511", "3511 ABC", BSN, "België"],
    Kind.EMAIL: ["geen adres", "a@b", "a@b.nl;c@d.nl", "@example.org", f"{BSN}@example.org"],
    Kind.PHONE: ["612345670", "bel mij", "06", BSN, "06" + "1" * 40],
    Kind.MUNICIPALITY: ["Utregt", "GM9999", "Atlantis", BSN, "#N/B"],
    Kind.ORGANISATION: ["Onbekende Zorg", "#N/B", BSN],
    Kind.PLACE: ["Utregt", "Beek", "Atlantis", "Zwolle (Atlantis)", BSN, "[52.1, 5.1]"],
    Kind.PLACES: ["Zwolle", "straks: Zwolle", "ooit, werkplaats: Zwolle", "straks, werk: Utregt"],
}


@dataclass(frozen=True)
class Mutation:
    """One cell that is made wrong, in a spreadsheet row (the header is row 1)."""

    kind: FileKind
    column: Column
    text: str
    row: int
    is_excel: bool


def _mutations() -> list[Mutation]:
    """Every column with every bad text of its kind, and required columns left empty."""
    chance = random.Random(7)
    found: list[Mutation] = []
    for kind in FileKind:
        for column in COLUMNS[kind]:
            texts = [*_BAD[column.kind], *([""] if column.required else [])]
            for text in texts:
                if column.word is not None and text in column.word.codes():
                    continue
                is_excel = len(found) % 3 == 0 and text.isprintable()
                found.append(Mutation(kind, column, text, chance.choice([2, 4, 6]), is_excel))
    return found


MUTATIONS = _mutations()


def _table(kind: FileKind) -> list[list[str]]:
    """Five rows; of hosts, five households of one room."""
    rows = youth_rows(5) if kind is FileKind.YOUTHS else host_rows(15)
    if kind is FileKind.HOSTS:
        rows = [
            row
            for row in rows
            if row["household_reference"] not in {"GH0", "GH3", "GH6", "GH9", "GH12"}
        ]
    return as_texts(kind, rows[:5])


def _content(table: list[list[str]], is_excel: bool) -> bytes:
    if not is_excel:
        return texts_csv(table)
    workbook = openpyxl.Workbook()
    for row in table:
        workbook.active.append(row)  # type: ignore[union-attr]
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def test_there_are_at_least_five_hundred_malformed_files() -> None:
    assert len(MUTATIONS) >= 500


@pytest.mark.parametrize("kind", list(FileKind))
def test_the_file_is_valid_before_it_is_made_wrong(judge: Judge, kind: FileKind) -> None:
    assert len(_table(kind)) == 6
    assert judge(kind, _content(_table(kind), is_excel=False)) == ()
    assert judge(kind, _content(_table(kind), is_excel=True)) == ()


@pytest.mark.parametrize("part", range(20))
@pytest.mark.parametrize("kind", list(FileKind))
def test_every_malformed_file_names_its_row_and_column_and_saves_nothing(
    reference_factory: sessionmaker[Session],
    kind: FileKind,
    part: int,
) -> None:
    mutations = [m for at, m in enumerate(MUTATIONS) if m.kind is kind and at % 20 == part]
    assert mutations
    with reference_factory() as session:
        for mutation in mutations:
            table = _table(kind)
            table[mutation.row - 1][position(kind, mutation.column.name)] = mutation.text
            content = _content(table, mutation.is_excel)
            with pytest.raises(ImportRejected) as rejected:
                service.save(session, COMMAND_LINE, kind, "bad", content, TODAY)
            found = rejected.value.problems
            where = {(problem.row, problem.name) for problem in found}  # type: ignore[attr-defined]
            assert (mutation.row, mutation.column.name) in where, mutation
            assert {row for row, _ in where} == {mutation.row}, (mutation, found)
            assert all(BSN not in str(problem) for problem in found), mutation
        for table_class in (Household, Room, Youth):
            assert session.scalar(select(func.count()).select_from(table_class)) == 0
        session.rollback()


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("kind", list(FileKind))
def test_random_damage_to_the_bytes_never_raises_anything_else(
    judge: Judge, kind: FileKind, seed: int
) -> None:
    """Flipped, cut, doubled or inserted bytes: an answer, whatever it is, and no exception."""
    chance = random.Random(seed)
    content = bytearray(_content(_table(kind), is_excel=seed % 3 == 0))
    for _ in range(chance.randint(1, 30)):
        at = chance.randrange(len(content))
        action = chance.randrange(4)
        if action == 0:
            content[at] = chance.randrange(256)
        elif action == 1:
            del content[at : at + chance.randint(1, 40)]
        elif action == 2:
            content[at:at] = content[at : at + chance.randint(1, 40)]
        else:
            content[at:at] = chance.choice([b'"', b";", b"\n", b"\x00", b"\xff", b"\r"])
    for found in judge(kind, bytes(content)):
        assert found.message.nl
        assert found.remedy.en
        assert found.row is None or found.row >= 1


@pytest.mark.parametrize("kind", list(FileKind))
def test_every_required_column_is_missed(judge: Judge, kind: FileKind) -> None:
    for column in COLUMNS[kind]:
        if not column.required:
            continue
        at = position(kind, column.name)
        table = [row[:at] + row[at + 1 :] for row in _table(kind)]
        problems = judge(kind, texts_csv(table))
        assert [(p.code, p.row, p.name) for p in problems] == [("missing_column", 1, column.name)]


def test_a_column_that_is_not_known_is_named_with_the_likely_one(judge: Judge) -> None:
    table = _table(FileKind.YOUTHS)
    for row, text in zip(table, ["Rookd", *["nee"] * 5], strict=True):
        row.append(text)
    (found,) = judge(FileKind.YOUTHS, texts_csv(table))
    assert (found.code, found.row, found.column) == ("unknown_column_like", 1, "Rookd")
    assert "Rookt" in found.remedy.nl


def test_a_column_that_is_there_twice(judge: Judge) -> None:
    table = _table(FileKind.YOUTHS)
    for row, text in zip(table, ["Smokes", *["nee"] * 5], strict=True):
        row.append(text)
    (found,) = judge(FileKind.YOUTHS, texts_csv(table))
    assert (found.code, found.column) == ("double_column", "Smokes")


def test_a_column_without_a_name_is_refused_only_when_it_is_filled(judge: Judge) -> None:
    table = [[*row, ""] for row in _table(FileKind.YOUTHS)]
    assert judge(FileKind.YOUTHS, texts_csv(table)) == ()
    table[3][-1] = "iets"
    (found,) = judge(FileKind.YOUTHS, texts_csv(table))
    assert (found.code, found.row) == ("nameless_column", 1)


def test_a_file_of_the_other_kind_is_recognised(judge: Judge) -> None:
    (found,) = judge(FileKind.HOSTS, texts_csv(_table(FileKind.YOUTHS)))
    assert found.code == "wrong_kind"
    assert "jongeren" in found.message.nl
