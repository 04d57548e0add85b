"""Read the population of municipalities from a CSV of StatLine (Statistics Netherlands, CBS).

Understands both ways in which StatLine gives a table: for people (quoted titles, a title and notes
above, 'Bron: CBS' below, names such as 'Utrecht (gemeente)') and as open data
(``RegioS;Perioden;TotaleBevolking_1``, codes such as 'GM0363    ').
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import pandas as pd

from matcher.geography.official import (
    HEADER_WITHIN_ROWS,
    Problems,
    column_key,
    decode,
    find_column,
    municipality_code,
    reject,
    split_rows,
)
from matcher.geography.reference import Reference

REGION = re.compile(r"(regios?|gemeenten?|gm)(code|naam|code\d)?|regioscode|codering|code")
POPULATION = re.compile(
    r"(totale)?bevolking(totalebevolking)?(op1januari|aanhetbeginvandeperiode|beginvandeperiode)?"
    r"(aantal)?\d{0,2}|(aantal)?inwoners(aantal)?\d{0,2}|inwonertal|population"
)
PERIOD = re.compile(r"period(en|e)?|jaar|year|peildatum")
# Regions that are not municipalities: by code, or by the mark behind the name.
OTHER_REGION = re.compile(
    r"(NL|LD|PV|CR|GG|GA|WK|BU|RE|AM|CP)\d+|.*\((LD|PV|CR|CP|GA|SG)\)|nederland", re.IGNORECASE
)
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
LARGEST = 2_000_000  # twice the largest municipality: more is a sum or another quantity


@dataclass(frozen=True)
class _Header:
    row: int  # index of the last header row
    titles: list[str]
    region: int
    population: int
    period: int | None


def parse_population(content: bytes, reference: Reference | None = None) -> pd.DataFrame:
    """Return the population per municipality of the latest period in the file.

    Columns: municipality (str 'GM0363'), population (int), population_on (datetime64, NaT when the
    file names no period); sorted by municipality. Rows for provinces and the country are left out.
    With ``reference``, names are understood and a municipality that is not in it is a problem.

    Raises ``ImportRejected`` with a ``FileProblem`` for everything that is wrong; it is all or
    nothing.
    """
    rows = split_rows(decode(content))
    header = _find_header(rows)
    problems = Problems()
    found = _read_rows(rows, header, reference, problems)
    problems.reject_if_any()
    if not found:
        raise reject(
            "there is no municipality in the file; choose 'Gemeenten' under Regio's in StatLine"
        )
    frame = pd.DataFrame(found, columns=["municipality", "population", "population_on"])
    frame["population_on"] = pd.to_datetime(frame["population_on"])
    return frame.sort_values("municipality", ignore_index=True)


def _find_header(rows: list[list[str]]) -> _Header:
    """Return the first row, or two rows taken together, with a region and a population column."""
    for number in range(min(len(rows), HEADER_WITHIN_ROWS)):
        below = rows[number + 1] if number + 1 < len(rows) else []
        for last, titles in ((number, rows[number]), (number + 1, _joined(rows[number], below))):
            region = find_column(titles, lambda key: bool(REGION.fullmatch(key)))
            population = find_column(titles, lambda key: bool(POPULATION.fullmatch(key)))
            if region is not None and population is not None:
                period = find_column(titles, lambda key: bool(PERIOD.fullmatch(key)))
                return _Header(last, titles, region, population, period)
    raise reject(
        "no row has both a column with the municipality (Regio's, 'RegioS', 'Gemeentecode') and "
        "one with the number of inhabitants ('Bevolking op 1 januari', 'Totale bevolking', "
        "'Inwoners'); in StatLine choose the layout with one row per municipality"
    )


def _joined(upper: list[str], lower: list[str]) -> list[str]:
    """Join two header rows: the title of the subject often stands above 'aantal'."""
    width = max(len(upper), len(lower))
    pairs = zip(
        upper + [""] * (width - len(upper)), lower + [""] * (width - len(lower)), strict=True
    )
    return [
        top
        if column_key(bottom) in ("", "aantal")
        else bottom
        if column_key(top) in ("", "onderwerp")
        else f"{top} {bottom}"
        for top, bottom in pairs
    ]


def _read_rows(
    rows: list[list[str]], header: _Header, reference: Reference | None, problems: Problems
) -> list[tuple[str, int, date | None]]:
    """Return (municipality, population, date) of the latest period; problems go to ``problems``."""
    lines = []
    for number, row in enumerate(rows[header.row + 1 :], start=header.row + 2):
        if sum(bool(cell) for cell in row) <= 1:
            continue  # blank, or a note such as 'Bron: CBS'
        if len(row) <= max(header.region, header.population, header.period or 0):
            problems.add(number, "", ";".join(row), "the row has too few columns; download again")
            continue
        region = row[header.region]
        if region and not OTHER_REGION.fullmatch(region):
            lines.append((number, row, _period(row, number, header, problems)))
    latest = max((period for _, _, period in lines if period), default=None)
    found: dict[str, tuple[str, int, date | None]] = {}
    for number, row, period in lines:
        if period != latest:
            continue
        code = _code(row, number, header, reference, problems)
        population = _population(row, number, header, problems)
        if code in found:
            problems.add(
                number,
                header.titles[header.region],
                row[header.region],
                "this municipality occurs twice; keep one row per municipality and period",
            )
        elif code and population:
            found[code] = (code, population, period)
    return list(found.values())


def _code(
    row: list[str], number: int, header: _Header, reference: Reference | None, problems: Problems
) -> str | None:
    code = municipality_code(row[header.region], reference)
    if code is None:
        problems.add(
            number,
            header.titles[header.region],
            row[header.region],
            "this is no present municipality; use its code such as GM0363, "
            "and choose the latest period so that merged municipalities are left out",
        )
    return code


def _population(row: list[str], number: int, header: _Header, problems: Problems) -> int | None:
    text = row[header.population]
    plain = re.sub(r"(?<=\d)[.\s\u00a0\u202f](?=\d{3}(\D|$))", "", text)
    whole = re.fullmatch(r"(\d+)(?:[.,]0+)?\*?", plain)
    if whole and 0 < int(whole[1]) <= LARGEST:
        return int(whole[1])
    problems.add(
        number,
        header.titles[header.population],
        text,
        "expected a whole number of inhabitants from 1 to 2,000,000; "
        "fill it in or choose a period for which it is known",
    )
    return None


def _period(row: list[str], number: int, header: _Header, problems: Problems) -> date | None:
    """Return the first day of '2025', '2025JJ00', '2025MM03', '2025 maart*' or '2025-01-01'."""
    if header.period is None:
        return None
    text = row[header.period].strip().rstrip("*").strip().casefold()
    year = re.fullmatch(r"(20\d\d)(?:jj00)?", text)
    if year:
        return date(int(year[1]), 1, 1)
    day = re.fullmatch(r"(20\d\d)-(\d\d)-(\d\d)", text)
    month = re.fullmatch(r"(20\d\d)(?:mm(\d\d)|\s+([a-z]+))", text)
    try:
        if day:
            return date(int(day[1]), int(day[2]), int(day[3]))
        if month:
            return date(int(month[1]), int(month[2] or MONTHS.index(month[3]) + 1), 1)
    except ValueError:
        pass
    problems.add(
        number,
        header.titles[header.period],
        row[header.period],
        "expected a year or month such as 2025, 2025JJ00 or 2025 maart",
    )
    return None
