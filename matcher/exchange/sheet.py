"""From a table to rows of values by column: names the columns, reads each cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from matcher.exchange.cells import CellProblem, as_text, parse
from matcher.exchange.column import NUMBERS, Column, Kind, plain
from matcher.exchange.columns import COLUMNS, NAMES, FileKind
from matcher.exchange.gazetteer import Gazetteer
from matcher.exchange.place_lists import parse_places
from matcher.exchange.problems import Problem, Problems, problem
from matcher.exchange.table import Table
from matcher.text_rules import holds_bsn

EXCEL_ERRORS = frozenset(
    [
        "#n/a",
        "#n/b",
        "#ref!",
        "#verw!",
        "#value!",
        "#waarde!",
        "#div/0!",
        "#deel/0!",
        "#name?",
        "#naam?",
        "#num!",
        "#getal!",
        "#null!",
        "#leeg!",
        "#spill!",
        "#overloop!",
        "#calc!",
        "#berekenen!",
        "#####",
    ]
)


@dataclass(frozen=True)
class Row:
    """The values of one row, by code name; an empty cell has no entry.

    ``raw`` is what stood in the cells, for messages and for the preview.
    """

    number: int
    values: Mapping[str, object]
    raw: Mapping[str, object]


@dataclass(frozen=True)
class Sheet:
    """All rows of a file. ``headers`` gives the header in the file of each column present."""

    kind: FileKind
    headers: Mapping[str, str]
    rows: tuple[Row, ...] = field(repr=False)

    def problem(self, row: Row, name: str, code: str, **details: object) -> Problem:
        """Make a problem about one cell."""
        header = self.headers.get(name) or next(c.nl for c in COLUMNS[self.kind] if c.name == name)
        value = row.raw.get(name)
        return problem(
            code,
            row=row.number,
            column=header,
            name=name,
            value="" if value is None else as_text(value),
            **details,
        )


def known_headers(kind: FileKind) -> dict[str, Column]:
    """Return every way to write a header, in plain form, with its column."""
    return {plain(name): c for c in COLUMNS[kind] for name in (c.nl, c.en, c.name)}


def read_sheet(
    kind: FileKind, table: Table, gazetteer: Gazetteer, problems: Problems
) -> Sheet | None:
    """Return the rows with their values, or None when the columns are not those of ``kind``.

    Problems with the header and with single cells are added to ``problems``. Whether a
    required cell is filled is for the record to say: rows of one household share its columns.
    """
    columns = _columns(kind, table, problems)
    headers = {c.name: table.header[at] for at, c in columns.items()}
    reader = _CellReader(gazetteer)
    rows = []
    for number, cells in table.rows:
        if problems.is_full:
            problems.is_cut_off = True
            break
        values: dict[str, object] = {}
        raw: dict[str, object] = {}
        for at, cell in enumerate(cells):
            column = columns.get(at)
            fault = table.faults.get((number, at))
            if cell is None and fault is None:
                continue
            if column is None:
                if at >= len(table.header):
                    problems.add(
                        problem("extra_cell", row=number, column=str(at + 1), value=as_text(cell))
                    )
                continue
            raw[column.name] = cell
            try:
                if fault:
                    raise CellProblem(fault)
                values[column.name] = reader.read(column, cell)
            except CellProblem as found:
                problems.add(
                    problem(
                        found.code,
                        row=number,
                        column=headers[column.name],
                        name=column.name,
                        value="" if cell is None else as_text(cell),
                        **found.details,
                    )
                )
                values[column.name] = BROKEN
        rows.append(Row(number, values, raw))
    if not table.rows:
        problems.add(problem("no_rows"))
    is_complete = all(c.name in headers for c in COLUMNS[kind] if c.required)
    return Sheet(kind, headers, tuple(rows)) if is_complete else None


class _Broken:
    """Stands for a cell that has a problem of its own already: no further rule looks at it."""

    def __repr__(self) -> str:
        return "BROKEN"


BROKEN = _Broken()


class _CellReader:
    """Reads cells, remembering texts seen before: most columns hold few different ones."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._seen: dict[tuple[str, type, object], object] = {}

    def read(self, column: Column, cell: object) -> object:
        key = (column.name, type(cell), cell)
        if key not in self._seen:
            try:
                self._seen[key] = self._read(column, cell)
            except CellProblem as found:
                self._seen[key] = found
        value = self._seen[key]
        if isinstance(value, CellProblem):
            raise value
        return value

    def _read(self, column: Column, cell: object) -> object:
        text = as_text(cell)
        if text.casefold() in EXCEL_ERRORS:
            raise CellProblem("excel_error")
        if column.kind not in (*NUMBERS, Kind.DATE) and holds_bsn(text):
            raise CellProblem("bsn")
        value = parse(column, cell)
        if column.kind is Kind.MUNICIPALITY:
            return self._gazetteer.municipality(text)
        if column.kind is Kind.ORGANISATION:
            return self._gazetteer.organisation(text)
        if column.kind is Kind.PLACE:
            return self._gazetteer.place(text)
        if column.kind is Kind.PLACES:
            return parse_places(text, self._gazetteer)
        return value


def _columns(kind: FileKind, table: Table, problems: Problems) -> dict[int, Column]:
    """Return the column at each position; adds what is wrong with the header to ``problems``."""
    known = known_headers(kind)
    if _is_other_kind(kind, table.header):
        other = next(k for k in FileKind if k is not kind)
        problems.add(problem("wrong_kind", other=NAMES[other], chosen=NAMES[kind]))
        return {}
    found: dict[int, Column] = {}
    for at, header in enumerate(table.header):
        column = known.get(plain(header))
        if column is None:
            _report_unknown(at, table, known, problems)
        elif column in found.values():
            problems.add(problem("double_column", row=1, column=header, name=column.name))
        else:
            found[at] = column
    for column in COLUMNS[kind]:
        if column.required and column not in found.values():
            problems.add(
                problem(
                    "missing_column",
                    row=1,
                    column=column.nl,
                    name=column.name,
                    header=_headers(column),
                )
            )
    return found


def _headers(column: Column) -> object:
    from matcher.exchange.column import Text

    return Text(column.nl, column.en)


def _report_unknown(at: int, table: Table, known: dict[str, Column], problems: Problems) -> None:
    header = table.header[at]
    if not header:
        if any(at < len(cells) and cells[at] is not None for _, cells in table.rows):
            problems.add(problem("nameless_column", row=1, column=str(at + 1)))
        return
    near = get_close_matches(plain(header), list(known), n=1)
    if near:
        problems.add(
            problem(
                "unknown_column_like",
                row=1,
                column=header,
                likely=_headers(known[near[0]]),
            )
        )
    else:
        problems.add(problem("unknown_column", row=1, column=header))


def _is_other_kind(kind: FileKind, header: tuple[str, ...]) -> bool:
    """Say whether the header is clearly that of the other kind of file."""
    names = {plain(name) for name in header}
    counts = {k: len(names & set(known_headers(k))) for k in FileKind}
    other = max((k for k in FileKind if k is not kind), key=lambda k: counts[k])
    return counts[other] >= 5 and counts[other] > 2 * counts[kind]
