"""The official files of Statistics Netherlands are read, and broken ones say what is wrong."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from matcher.errors import ImportRejected
from matcher.geography import load
from matcher.geography.official import FileProblem
from matcher.geography.official_population import parse_population
from matcher.geography.official_postcodes import parse_postcodes

REFERENCE = load()

FOR_PEOPLE = """\
"Regionale kerncijfers Nederland"
"Onderwerpen en regio's"

"";"";"Bevolking op 1 januari"
"Regio's";"Perioden";"aantal"
"Nederland";"2025";"18044027"
"Utrecht (PV)";"2025";"1400000"
"Utrecht (gemeente)";"2024";"374238"
"Utrecht (gemeente)";"2025";"376435"
"'s-Gravenhage (gemeente)";"2025";"568 945"
"Bergen (NH.)";"2025*";"29.847"
"Bron: CBS"
"""

OPEN_DATA = """\
"ID";"RegioS";"Perioden";"TotaleBevolking_1"
0;"NL01  ";"2025JJ00";18044027
1;"PV26  ";"2025JJ00";1400000
2;"GM0344";"2025JJ00";376435
3;"GM0363    ";"2025JJ00";934526
"""


def population(frame: pd.DataFrame) -> dict[str, int]:
    return dict(zip(frame["municipality"], frame["population"].tolist(), strict=True))


def problems(error: pytest.ExceptionInfo[ImportRejected]) -> list[FileProblem]:
    return [problem for problem in error.value.problems if isinstance(problem, FileProblem)]


def test_table_for_people_is_read_with_names_title_and_footer() -> None:
    frame = parse_population(FOR_PEOPLE.encode("cp1252"), REFERENCE)
    assert population(frame) == {"GM0344": 376435, "GM0373": 29847, "GM0518": 568945}
    assert set(frame["population_on"]) == {pd.Timestamp("2025-01-01")}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_open_data_table_is_read_in_any_encoding(encoding: str) -> None:
    frame = parse_population(OPEN_DATA.encode(encoding))
    assert population(frame) == {"GM0344": 376435, "GM0363": 934526}


def test_short_table_without_period_has_no_date() -> None:
    frame = parse_population(b"Gemeentecode,Inwoners\n363,934526\n", REFERENCE)
    assert population(frame) == {"GM0363": 934526}
    assert frame["population_on"].isna().all()


def test_month_table_takes_the_latest_month() -> None:
    text = (
        "Regio's;Perioden;Bevolking aan het begin van de periode (aantal)\n"
        "Utrecht (gemeente);2025 februari;376000\nUtrecht (gemeente);2025 oktober*;377000\n"
    )
    frame = parse_population(text.encode(), REFERENCE)
    assert population(frame) == {"GM0344": 377000}
    assert frame["population_on"][0] == pd.Timestamp("2025-10-01")


def test_municipality_that_merged_away_in_earlier_periods_is_left_out() -> None:
    text = OPEN_DATA + '4;"GM0370";"2021JJ00";10000\n5;"GM0370";"2020JJ00";.\n'
    assert len(parse_population(text.encode(), REFERENCE)) == 2


@pytest.mark.parametrize(
    ("line", "column", "value", "remedy"),
    [
        ('9;"GM0014";"2025JJ00";veel', "TotaleBevolking_1", "veel", "whole number"),
        ('9;"GM0014";"2025JJ00";.', "TotaleBevolking_1", ".", "whole number"),
        ('9;"GM0014";"2025JJ00";-5', "TotaleBevolking_1", "-5", "whole number"),
        ('9;"GM0014";"2025JJ00";0', "TotaleBevolking_1", "0", "whole number"),
        ('9;"GM0014";"2025JJ00";12,5', "TotaleBevolking_1", "12,5", "whole number"),
        ('9;"GM0014";"2025JJ00";18044027', "TotaleBevolking_1", "18044027", "2,000,000"),
        ('9;"GM0014";"vorig jaar";5000', "Perioden", "vorig jaar", "expected a year"),
        ('9;"GM0014";"2025MM13";5000', "Perioden", "2025MM13", "expected a year"),
        ('9;"GM9999";"2025JJ00";5000', "RegioS", "GM9999", "no present municipality"),
        ('9;"GM0363";"2025JJ00";5000', "RegioS", "GM0363", "occurs twice"),
        ('9;"GM0014"', "", "9;GM0014", "too few columns"),
    ],
)
def test_wrong_line_is_named_with_row_column_value_and_remedy(
    line: str, column: str, value: str, remedy: str
) -> None:
    with pytest.raises(ImportRejected) as error:
        parse_population((OPEN_DATA + line + "\n").encode(), REFERENCE)
    (problem,) = problems(error)
    assert (problem.row, problem.column, problem.value) == (6, column, value)
    assert remedy in problem.remedy


def test_all_wrong_lines_are_named_at_once() -> None:
    text = OPEN_DATA + "".join(f"9;GM{9000 + i};2025JJ00;x\n" for i in range(80))
    with pytest.raises(ImportRejected) as error:
        parse_population(text.encode(), REFERENCE)
    found = problems(error)
    assert len(found) == 101
    assert found[-1].remedy == "60 more problems like these"


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"PK\x03\x04....", "save or unpack it as CSV"),
        (b"a;b\n1;2\n", "no row has both"),
        (b"RegioS;Mannen_2\nGM0363;5\n", "no row has both"),
        (b"RegioS;TotaleBevolking_1\nNL01;5\n", "no municipality in the file"),
        (b"\xff\xfeabc", "cannot be read"),
    ],
)
def test_file_that_is_something_else_says_what_to_do(content: bytes, remedy: str) -> None:
    with pytest.raises(ImportRejected, match=remedy):
        parse_population(content, REFERENCE)


ADDRESSES = """\
PC6;Huisnummer;Buurt2025;Wijk2025;Gemeente2025
1011AB;105;BU03630400;WK036304;363
1011AB;106;BU03630400;WK036304;363
1011AC;1;BU03630400;WK036304;384
6211 CV;1;BU09350000;WK093500;935
"""


def test_address_file_gives_each_postcode_the_municipality_of_most_addresses() -> None:
    frame = parse_postcodes(ADDRESSES.encode(), REFERENCE)
    assert frame["postcode"].tolist() == ["1011", "6211"]
    assert frame["municipality"].tolist() == ["GM0363", "GM0935"]
    assert frame["share"].tolist() == pytest.approx([2 / 3, 1.0])


def test_address_file_is_read_in_pieces_from_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matcher.geography.official_postcodes.ROWS_AT_ONCE", 2)
    path = tmp_path / "pc6.csv"
    path.write_text(ADDRESSES, encoding="utf-8-sig")
    whole = parse_postcodes(ADDRESSES.encode(), REFERENCE)
    pd.testing.assert_frame_equal(parse_postcodes(path, REFERENCE), whole)


@pytest.mark.parametrize(
    "text",
    [
        "PC4,Gemeente\n1011,Amsterdam\n",
        '"Postcode4";"Gemeentecode"\r\n"1011";"GM0363"\r\n',
        "gm_code\tpc4\nGM0363\t1011\n\n",
    ],
)
def test_simple_list_of_postcodes_is_read(text: str) -> None:
    frame = parse_postcodes(text.encode(), REFERENCE)
    assert frame[["postcode", "municipality"]].to_numpy().tolist() == [["1011", "GM0363"]]


def test_delimiters_at_the_end_of_rows_do_not_shift_the_columns() -> None:
    frame = parse_postcodes(b"PC6;Gemeente2025\n1011AB;363;;\n1011AC;363;;\n", REFERENCE)
    assert frame["municipality"].tolist() == ["GM0363"]


def test_names_in_windows_encoding_are_understood() -> None:
    text = "PC4;Gemeente\n8601;Súdwest-Fryslân\n"
    assert parse_postcodes(text.encode("cp1252"), REFERENCE)["municipality"].tolist() == ["GM1900"]


@pytest.mark.parametrize(
    ("line", "column", "value", "remedy"),
    [
        ("0123AB;1;b;w;363", "PC6", "0123AB", "expected a postcode"),
        (";1;b;w;363", "PC6", "", "expected a postcode"),
        ("1011AB;1;b;w;9999", "Gemeente2025", "9999", "no present municipality"),
        ("1011AB;1;b;w;", "Gemeente2025", "", "no present municipality"),
    ],
)
def test_wrong_address_is_named_with_row_column_value_and_remedy(
    line: str, column: str, value: str, remedy: str
) -> None:
    with pytest.raises(ImportRejected) as error:
        parse_postcodes((ADDRESSES + line + "\n").encode(), REFERENCE)
    (problem,) = problems(error)
    assert (problem.row, problem.column, problem.value) == (6, column, value)
    assert remedy in problem.remedy


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        (b"", "empty"),
        (b"PK\x03\x04", "save or unpack it as CSV"),
        (b"Huisnummer;Gemeente2025\n1;363\n", "column with the postcode"),
        (b"PC6;Huisnummer\n1011AB;1\n", "municipality"),
        (b"PC6;Gemeente2025\n", "no postcode under the header"),
        (b'PC6;Gemeente2025\n"1011AB;363\n1011AC;363', "damaged"),
    ],
)
def test_postcode_file_that_is_something_else_says_what_to_do(content: bytes, remedy: str) -> None:
    with pytest.raises(ImportRejected, match=remedy):
        parse_postcodes(content, REFERENCE)
