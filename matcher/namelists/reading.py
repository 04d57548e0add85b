"""From a file to names: few columns, in Dutch or English, with every mistake by row and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from matcher.ages import age_on
from matcher.exchange.cells import CellProblem, as_text, parse
from matcher.exchange.column import Column, Kind, Text, plain
from matcher.exchange.files import read_file
from matcher.exchange.problems import Problem, Problems, problem
from matcher.exchange.table import Limits, Table
from matcher.text_rules import holds_bsn
from matcher.words import Specialism

#: A weekly list has about twenty names; a long one would be a way to look people up in bulk.
MOST_NAMES = 100
MOST_PROBLEMS = 200


def _column(name: str, nl: str, en: str, kind: Kind, **more: object) -> Column:
    return Column(
        name=name, nl=nl, en=en, meaning=Text(nl, en), kind=kind, part="name", **more  # type: ignore[arg-type]
    )  # fmt: skip


COLUMNS = (
    _column("first_name", "Voornaam", "First name", Kind.TEXT, required=True, length=80),
    _column("last_name", "Achternaam", "Last name", Kind.TEXT, required=True, length=120),
    _column("birth_date", "Geboortedatum", "Date of birth", Kind.DATE),
    _column("contact", "Contact", "Contact", Kind.TEXT, length=254),
    _column("note", "Toelichting", "Note", Kind.TEXT, length=1000),
    _column("specialism", "Specialisme", "Specialism", Kind.WORD, word=Specialism),
)
KNOWN = {plain(text): column for column in COLUMNS for text in (column.nl, column.en, column.name)}


@dataclass(frozen=True)
class ReadName:
    """One row. ``number`` counts as a spreadsheet does: the header is row 1."""

    number: int
    first_name: str
    last_name: str
    birth_date: date | None = None
    contact: str = ""
    note: str = ""
    specialism: Specialism | None = None


@dataclass(frozen=True)
class ReadList:
    names: tuple[ReadName, ...]
    problems: tuple[Problem, ...]


def read_names(content: bytes, today: date, megabytes: int = 5) -> ReadList:
    """Return the names of a file, and what is wrong with it; with a problem nothing is saved.

    Raises:
        ImportRejected: the file cannot be read as a whole.
    """
    table = read_file(content, Limits(megabytes=megabytes, rows=MOST_NAMES), KNOWN)
    problems = Problems(MOST_PROBLEMS)
    columns = _columns(table, problems)
    names = [_name(table, columns, number, cells, today, problems) for number, cells in table.rows]
    _report_doubles([name for name in names if name], problems)
    if not table.rows:
        problems.add(problem("no_rows"))
    return ReadList(tuple(name for name in names if name), tuple(problems))


def _columns(table: Table, problems: Problems) -> dict[int, Column]:
    """Return the columns by their place in the file; others are left alone, and not kept."""
    found: dict[int, Column] = {}
    for at, header in enumerate(table.header):
        column = KNOWN.get(plain(header))
        if column is None:
            continue
        if column in found.values():
            problems.add(problem("double_column", row=1, column=header, name=column.name))
            continue
        found[at] = column
    for column in COLUMNS:
        if column.required and column not in found.values():
            problems.add(
                problem(
                    "missing_column",
                    row=1,
                    column=column.nl,
                    name=column.name,
                    header=column.meaning,
                )
            )
    return found


def _name(
    table: Table,
    columns: Mapping[int, Column],
    number: int,
    cells: tuple[object, ...],
    today: date,
    problems: Problems,
) -> ReadName | None:
    """Return the name of one row, or None when a cell of it is wrong."""
    before = len(problems)
    values: dict[str, object] = {}
    for at, column in columns.items():
        raw = cells[at] if at < len(cells) else None
        fault = table.faults.get((number, at))
        try:
            if fault:
                raise CellProblem(fault)
            if raw is not None:
                values[column.name] = _value(column, raw, today)
            elif column.required:
                raise CellProblem("required", meaning=column.meaning)
        except CellProblem as found:
            problems.add(
                problem(
                    found.code, row=number, column=table.header[at], name=column.name,
                    value="" if raw is None else as_text(raw), **found.details,
                )
            )  # fmt: skip
    is_whole = {"first_name", "last_name"} <= values.keys() and len(problems) == before
    return ReadName(number=number, **values) if is_whole else None  # type: ignore[arg-type]


def _value(column: Column, raw: object, today: date) -> object:
    value = parse(column, raw)
    if column.kind is Kind.TEXT and holds_bsn(as_text(raw)):
        raise CellProblem("bsn")
    if column.word is not None:
        return column.word(str(value))
    if isinstance(value, date) and not 10 <= age_on(value, today) <= 60:
        raise CellProblem("birth_date_not_plausible", age=age_on(value, today))
    return value


def _report_doubles(names: list[ReadName], problems: Problems) -> None:
    seen: dict[tuple[str, date | None], int] = {}
    for name in names:
        key = plain(f"{name.first_name} {name.last_name}"), name.birth_date
        if key in seen:
            problems.add(problem("double_row", row=name.number, other=seen[key]))
        seen.setdefault(key, name.number)
