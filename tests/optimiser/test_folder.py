"""Files in: every fault is named by file, row, column and value, and nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from matcher.errors import InvalidProblem
from matcher.optimiser.folder import read_problem

GOOD = {
    "youths.csv": "youth,municipality,organisation,priority,lottery,group\n"
    "y1,GM0193,zorg,10,1,\ny2,GM0193,zorg,20,2,\n",
    "rooms.csv": "room,municipality,capacity\nr1,GM0193,1\nr2,GM0166,2\n",
    "pairs.csv": "youth,room,nights,fit\ny1,r1,90,500\ny2,r2,80,400\n",
    "limits.csv": "kind,key,limit\ncontract,GM0193,2\n",
    "fixed.csv": "youth,room\ny1,r1\n",
    "forbidden.csv": "youth,room\ny2,r1\n",
    "traits.csv": "youth,trait,value\ny2,severity,light\ny1,severity,heavy\n",
}


def folder(where: Path, **changed: str | bytes | None) -> Path:
    """A good folder with some files changed (``pairs='...'``) or left out (``pairs=None``)."""
    for name, text in GOOD.items():
        content = changed.get(name.removesuffix(".csv"), text)
        if content is not None:
            raw = content if isinstance(content, bytes) else content.encode()
            (where / name).write_bytes(raw)
    return where


def faults(where: Path) -> list[str]:
    with pytest.raises(InvalidProblem) as raised:
        read_problem(where)
    return [str(fault) for fault in raised.value.problems]


def test_good_folder_is_read(tmp_path: Path) -> None:
    problem = read_problem(folder(tmp_path))
    assert (len(problem.youths), len(problem.rooms), len(problem.pairs)) == (2, 2, 2)
    assert problem.fixed_pair.tolist() == [0]
    assert problem.forbidden_pair.tolist() == []


def test_optional_files_and_columns_may_be_absent(tmp_path: Path) -> None:
    youths = "youth,municipality,organisation,priority\ny1,GM0193,,10\ny2,GM0193,,20\n"
    absent = dict.fromkeys(("limits", "fixed", "forbidden", "traits"))
    problem = read_problem(folder(tmp_path, youths=youths, **absent))
    assert problem.youths["lottery"].isna().all()
    assert len(problem.traits) == 0
    assert len(problem.limits) == 0


def test_byte_order_mark_windows_line_ends_and_blank_lines_are_read(tmp_path: Path) -> None:
    text = GOOD["pairs.csv"].replace("\n", "\r\n") + "\r\n\r\n"
    assert len(read_problem(folder(tmp_path, pairs=b"\xef\xbb\xbf" + text.encode())).pairs) == 2


def test_key_that_spells_a_missing_value_is_a_key(tmp_path: Path) -> None:
    changed = {
        name: GOOD[f"{name}.csv"].replace("y1", "NA")
        for name in ("youths", "pairs", "fixed", "traits")
    }
    assert "NA" in set(read_problem(folder(tmp_path, **changed)).youths["youth"])


def test_other_columns_are_passed_over(tmp_path: Path) -> None:
    pairs = "fit,distance_km,room,youth,nights\n500,1.5,r1,y1,90\n"
    assert len(read_problem(folder(tmp_path, pairs=pairs)).pairs) == 1


def test_every_kind_of_limit_is_read_in_the_order_of_kind_and_key(tmp_path: Path) -> None:
    limits = (
        LIMITS + "share,severity=heavy,40\noutflow,GM0193,3\ninflow,GM0166,0\norganisation,zorg,9\n"
    )
    problem = read_problem(folder(tmp_path, limits=limits))
    assert problem.limits.to_numpy().tolist() == [
        ["inflow", "GM0166", 0],
        ["organisation", "zorg", 9],
        ["outflow", "GM0193", 3],
        ["share", "severity=heavy", 40],
    ]
    assert problem.traits["youth"].tolist() == ["y1", "y2"]


PAIRS = "youth,room,nights,fit\n"
YOUTHS = "youth,municipality,organisation,priority,lottery,group\n"
ROOMS = "room,municipality,capacity\n"
LIMITS = "kind,key,limit\n"
TRAITS = "youth,trait,value\n"
WRONG: list[tuple[dict[str, str | bytes | None], str]] = [
    ({"pairs": None}, "pairs.csv: this file is missing"),
    ({"pairs": ""}, "pairs.csv, row 1, column youth, value '': this column is missing"),
    ({"pairs": "youth,room,nights\ny1,r1,90\n"}, "row 1, column fit, value '': this column is missing"),
    ({"pairs": "youth;room;nights;fit\ny1;r1;90;5\n"}, "separated by ';'; use commas"),
    ({"pairs": "youth,room,nights,fit,fit\ny1,r1,90,5,6\n"}, "column fit, value 'fit': this column appears"),
    ({"pairs": PAIRS + "y1,r1,90,5\ny9,r1,90,5\n"}, "pairs.csv, row 3, column youth, value 'y9': is not in youths.csv"),
    ({"pairs": PAIRS + "y1,r9,90,5\n"}, "row 2, column room, value 'r9': is not in rooms.csv"),
    ({"pairs": PAIRS + ",r1,90,5\n"}, "row 2, column youth, value '': must not be blank"),
    ({"pairs": PAIRS + "y1,r1,90,5\n\n\ny1,r1,80,5\n"}, "row 5, column room, value 'r1': this pair of youth and room appears more than once"),
    ({"pairs": PAIRS + "y1,r1,0,5\n"}, "row 2, column nights, value '0': must be a whole number"),
    ({"pairs": PAIRS + "y1,r1,-3,5\n"}, "column nights, value '-3'"),
    ({"pairs": PAIRS + "y1,r1,9.5,5\n"}, "column nights, value '9.5'"),
    ({"pairs": PAIRS + "y1,r1,,5\n"}, "column nights, value ''"),
    ({"pairs": PAIRS + "y1,r1,many,5\n"}, "column nights, value 'many'"),
    ({"pairs": PAIRS + "y1,r1,99999999999999999999,5\n"}, "column nights, value '99999999999999999999'"),
    ({"pairs": PAIRS + "y1,r1,90,1001\n"}, "column fit, value '1001': must be a whole number between 0 and 1000"),
    ({"pairs": PAIRS + "y1,r1,90\n"}, "pairs.csv, row 2: has 3 values, the header has 4 columns"),
    ({"pairs": PAIRS + "y1,r1,90,5,7\n"}, "pairs.csv, row 2: has 5 values, the header has 4 columns"),
    ({"pairs": PAIRS + 'y1,"r1,90,5\n'}, "pairs.csv, row 2: this line cannot be read"),
    ({"pairs": PAIRS.encode() + b"y1,r1,90,5\ny\xe9,r1,90,5\n"}, "pairs.csv, row 3: byte 0xe9 on this line is not UTF-8"),
    ({"pairs": PAIRS.encode("utf-16")}, "pairs.csv, row 1: byte 0xff on this line is not UTF-8"),
    ({"youths": YOUTHS + "y1,GM1,,1,,\ny1,GM1,,1,,\ny2,GM0193,,1,,\n"}, "youths.csv, row 3, column youth, value 'y1': appears more than once"),
    ({"youths": YOUTHS + "y1,,,1,,\ny2,GM0193,,1,,\n"}, "youths.csv, row 2, column municipality, value '': must not be blank"),
    ({"youths": YOUTHS + "y1,GM0193,,-1,,\ny2,GM0193,,1,,\n"}, "column priority, value '-1': must be a whole number between 0 and 1000"),
    ({"youths": YOUTHS + "y1,GM0193,,1,x,\ny2,GM0193,,1,,\n"}, "youths.csv, row 2, column lottery, value 'x': must be a whole number of 0 or more"),
    ({"youths": YOUTHS + " y1,GM0193,,1,,\ny2,GM0193,,1,,\n"}, "youths.csv, row 2, column youth, value ' y1': has spaces"),
    ({"rooms": ROOMS + "r1,GM0193,0\nr2,GM0166,1\n"}, "rooms.csv, row 2, column capacity, value '0': must be a whole number of 1 or more"),
    ({"rooms": ROOMS + "r1,GM0193,1\nr2,GM0166,1\nr1,GM0193,1\n"}, "rooms.csv, row 4, column room, value 'r1': appears more than once"),
    ({"limits": LIMITS + "contract,GM0193,-1\n"}, "limits.csv, row 2, column limit, value '-1'"),
    ({"limits": LIMITS + "contract,GM9999,1\n"}, "column key, value 'GM9999': is not the municipality of any"),
    ({"limits": LIMITS + "quota,GM0193,1\n"}, "column kind, value 'quota': is not a kind of limit"),
    ({"limits": LIMITS + "inflow,GM9999,1\n"}, "column key, value 'GM9999': is not the municipality of any"),
    ({"limits": LIMITS + "outflow,GM9999,1\n"}, "column key, value 'GM9999': is not the municipality of any"),
    ({"limits": LIMITS + "organisation,zrog,1\n"}, "column key, value 'zrog': is not the organisation of any youth"),
    ({"limits": LIMITS + "organisation,,1\n"}, "column key, value '': must not be blank"),
    ({"limits": LIMITS + "share,severity=middle,1\n"}, "column key, value 'severity=middle': is not a trait=value that any youth has"),
    ({"limits": LIMITS + "share,severity=heavy,101\n"}, "column limit, value '101': must be a whole number between 0 and 100"),
    ({"limits": LIMITS + "share,severity=heavy,-1\n"}, "column limit, value '-1': must be a whole number between 0 and 100"),
    ({"traits": TRAITS + "y9,severity,heavy\n"}, "traits.csv, row 2, column youth, value 'y9': is not in youths.csv"),
    ({"traits": TRAITS + "y1,severity,heavy\ny1,severity,light\n"}, "traits.csv, row 3, column trait, value 'severity': this youth has more than one value"),
    ({"traits": TRAITS + "y1,severity=,heavy\n"}, "traits.csv, row 2, column trait, value 'severity=': must not contain '='"),
    ({"traits": TRAITS + "y1,severity,\n"}, "traits.csv, row 2, column value, value '': must not be blank"),
    ({"traits": TRAITS + "y1,,heavy\n"}, "traits.csv, row 2, column trait, value '': must not be blank"),
    ({"traits": "youth,trait\ny1,severity\n"}, "traits.csv, row 1, column value, value '': this column is missing"),
    ({"youths": YOUTHS + "y1,GM0193,zorg ,1,,\ny2,GM0193,,1,,\n"}, "youths.csv, row 2, column organisation, value 'zorg ': has spaces"),
    ({"youths": YOUTHS + "y1,GM0193,,1,,\ny2,GM0193,,1,, b\n"}, "youths.csv, row 3, column group, value ' b': has spaces"),
    ({"limits": LIMITS + "contract,GM0193,1\ncontract,GM0193,2\n"}, "limits.csv, row 3, column key, value 'GM0193': there is more than one"),
    ({"fixed": "youth,room\ny1,r2\n"}, "fixed.csv, row 2, column room, value 'r2': is not an eligible room"),
    ({"forbidden": "youth,room\ny7,r2\n"}, "forbidden.csv, row 2, column youth, value 'y7': is not in youths.csv"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "expected"), WRONG, ids=[text[-40:] for _, text in WRONG])
def test_fault_is_named(
    tmp_path: Path, changed: dict[str, str | bytes | None], expected: str
) -> None:
    found = faults(folder(tmp_path, **changed))
    assert any(expected in line for line in found), found


@pytest.mark.parametrize("name", ["Limits.csv", "limit.csv", "pairs (1).CSV"])
def test_a_file_with_another_name_is_not_passed_over(tmp_path: Path, name: str) -> None:
    where = folder(tmp_path, limits=None)
    (where / name).write_text(GOOD["limits.csv"])
    (told,) = faults(where)
    assert told.startswith(name)
    assert "limits.csv" in told


def test_missing_folder_is_named(tmp_path: Path) -> None:
    assert "there is no such folder" in faults(tmp_path / "nowhere")[0]


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    found = faults(
        folder(
            tmp_path,
            rooms=ROOMS + "r1,GM0193,x\nr2,GM0166,1\n",
            pairs=PAIRS + "y9,r1,0,5\n",
            limits=LIMITS + "contract,,1\n",
            fixed=None,
        )
    )
    assert [line.split(",")[0] for line in found] == [
        "rooms.csv",
        "pairs.csv",
        "pairs.csv",
        "limits.csv",
    ]
