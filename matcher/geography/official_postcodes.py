"""Read which municipality a postcode lies in from an official CSV.

Understands the yearly address file of Statistics Netherlands (``PC6;Huisnummer;Buurt2025;Wijk2025;
Gemeente2025``, one row per address, millions of rows: read in pieces) and simple lists of
postcode-4 and municipality.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import IO

import pandas as pd

from matcher.geography.official import (
    DELIMITERS,
    Problems,
    decode,
    find_column,
    municipality_code,
    reject,
)
from matcher.geography.reference import Reference

POSTCODE = re.compile(r"(pc|postcode)[46]?(code|hnr)?")
# 'Gemeente', 'Gemeente2025', 'Gem2025', 'gemeentecode', 'GM_CODE', 'Gemeente2025Code'
MUNICIPALITY = re.compile(r"(gemeente|gem|gm|gwb)(code|naam)?(20\d\d)?(code|naam)?")
POSTCODE_TEXT = r"^\s*([1-9]\d{3})\s*(?:[A-Za-z]{2})?\s*$"
ROWS_AT_ONCE = 500_000
SAMPLE = 64 * 1024


def parse_postcodes(source: Path | bytes, reference: Reference | None = None) -> pd.DataFrame:
    """Return for each postcode-4 area the municipality in which most of its rows (addresses) lie.

    Columns: postcode (str, four digits), municipality (str 'GM0363'), share (float, 0–1: the part
    of the rows that lies there; under 1 where the area crosses a boundary); sorted by postcode.
    With ``reference``, names are understood and a municipality that is not in it is a problem.

    Raises ``ImportRejected`` with a ``FileProblem`` for everything that is wrong; it is all or
    nothing.
    """
    encoding, delimiter, postcode, municipality = _layout(_start_of(source))
    problems = Problems()
    counts: list[pd.DataFrame] = []
    first_row = 2
    try:
        with _open(source, encoding) as file:
            for piece in pd.read_csv(
                file,
                sep=delimiter,
                usecols=[postcode, municipality],
                dtype=str,
                index_col=False,  # or pandas shifts the columns when rows end in a delimiter
                keep_default_na=False,
                chunksize=ROWS_AT_ONCE,
                skip_blank_lines=False,
            ):
                piece = piece.rename(columns={postcode: "postcode", municipality: "municipality"})
                piece["row"] = range(first_row, first_row + len(piece))
                first_row += len(piece)
                titles = (postcode, municipality)
                counts.append(_count(piece, titles, reference, problems))
    except (pd.errors.ParserError, UnicodeError) as error:
        raise reject(f"the file is damaged ({error}); download it again as CSV") from error
    problems.reject_if_any()
    return _majority(counts)


def _start_of(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source[:SAMPLE]
    with source.open("rb") as file:
        return file.read(SAMPLE)


def _open(source: Path | bytes, encoding: str) -> IO[str]:
    if isinstance(source, bytes):
        return io.TextIOWrapper(io.BytesIO(source), encoding=encoding, newline="")
    return source.open(encoding=encoding, newline="")


def _layout(start: bytes) -> tuple[str, str, str, str]:
    """Return encoding, delimiter, and the titles of the two columns, from the start of the file."""
    # A sample may end within a letter of several bytes: only whole lines count.
    lines = decode(start[: start.rfind(b"\n") + 1] or start).splitlines()
    header = lines[0] if lines else ""
    if not header.strip():
        raise reject("the file is empty or does not begin with a header; download it again")
    encoding = "utf-16" if start.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    if encoding == "utf-8-sig":
        try:
            start[: start.rfind(b"\n") + 1].decode("utf-8")
        except UnicodeDecodeError:
            encoding = "cp1252"
    delimiter = max(DELIMITERS, key=header.count)
    titles = [title.strip().strip('"') for title in header.split(delimiter)]
    postcode = find_column(titles, lambda key: bool(POSTCODE.fullmatch(key)))
    municipality = find_column(titles, lambda key: bool(MUNICIPALITY.fullmatch(key)))
    if postcode is None or municipality is None:
        raise reject(
            "the first row must name a column with the postcode ('PC6', 'PC4', 'Postcode') and one "
            "with the municipality ('Gemeente2025', 'Gemeentecode', 'Gemeente')",
            row=1,
            value=header[:80],
        )
    raw = header.split(delimiter)
    return encoding, delimiter, raw[postcode].strip('"'), raw[municipality].strip('"')


def _count(
    piece: pd.DataFrame,
    titles: tuple[str, str],
    reference: Reference | None,
    problems: Problems,
) -> pd.DataFrame:
    """Return the number of rows per postcode-4 and municipality; blank rows are left out."""
    piece = piece[(piece["postcode"].str.strip() != "") | (piece["municipality"].str.strip() != "")]
    digits = piece["postcode"].str.extract(POSTCODE_TEXT)[0]
    for row, value in _wrong(piece, "postcode", digits.isna()):
        problems.add(row, titles[0], value, "expected a postcode such as 1011 or 1011AB")
    # Few different municipalities: understand each once.
    codes = {
        text: municipality_code(text, reference) or "" for text in piece["municipality"].unique()
    }
    code = piece["municipality"].map(codes)
    for row, value in _wrong(piece, "municipality", code == ""):
        problems.add(
            row,
            titles[1],
            value,
            "this is no present municipality; use its code such as GM0363 or the file of this year",
        )
    pairs = pd.DataFrame({"postcode": digits, "municipality": code})
    return pairs.groupby(["postcode", "municipality"]).size().rename("rows").reset_index()


def _wrong(piece: pd.DataFrame, column: str, mask: pd.Series[bool]) -> list[tuple[int, str]]:
    wrong = piece.loc[mask, ["row", column]]
    return list(zip(wrong["row"].tolist(), wrong[column].tolist(), strict=True))


def _majority(counts: list[pd.DataFrame]) -> pd.DataFrame:
    rows = pd.concat(counts).groupby(["postcode", "municipality"])["rows"].sum()
    pairs = rows.reset_index()
    if pairs.empty:
        raise reject("there is no postcode under the header; download the file again")
    pairs["share"] = pairs["rows"] / pairs.groupby("postcode")["rows"].transform("sum")
    order = pairs.sort_values(
        ["postcode", "rows", "municipality"], ascending=[True, False, True], kind="stable"
    )
    columns = ["postcode", "municipality", "share"]
    return order.drop_duplicates("postcode")[columns].reset_index(drop=True)
