"""``kamermatch solve``: exit codes, files, and what is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from matcher.commands.solve import solve
from matcher.optimiser import regions
from tests.optimiser.instances import Frames, national
from tests.optimiser.test_folder import GOOD, folder
from tests.optimiser.test_regions import islands


def run(*arguments: object) -> Result:
    return CliRunner().invoke(solve, [str(argument) for argument in arguments])


def written(frames: Frames, where: Path) -> Path:
    where.mkdir()
    for name, frame in frames.items():
        frame.to_csv(where / f"{name}.csv", index=False)
    return where


def contents(where: Path) -> dict[str, bytes]:
    """Every file of a result, the seconds left out."""
    found = {path.name: path.read_bytes() for path in where.iterdir()}
    summary = json.loads(found["summary.json"])
    del summary["seconds"]
    return found | {"summary.json": json.dumps(summary).encode()}


def test_solved_round_exits_with_0_and_writes_its_files(tmp_path: Path) -> None:
    out = tmp_path / "result"
    outcome = run(folder(tmp_path), "--out", out)
    assert outcome.exit_code == 0, outcome.output
    assert "2 of 2 youths placed" in outcome.output
    columns = {path.name: path.read_text().splitlines()[0] for path in out.glob("*.csv")}
    assert columns == {
        "assignments.csv": "youth,room,nights,fit",
        "prices.csv": "kind,key,price",
        "unmatched.csv": "kind,key,reason",
        "backups.csv": "room,rank,youth,nights,fit",
        "fairness.csv": "trait,value,youths,with_room,placed,share_placed,share_of_with_room,"
        "mean_rooms,mean_nights,mean_fit,because_no_room,because_limit,because_nights,"
        "because_priority,because_fit,because_lottery",
        "lottery.csv": "youth,number,draw,rank",
        "duals.csv": "kind,key,nights,priority,fit,lottery",
    }
    summary = json.loads((out / "summary.json").read_text())
    assert summary["status"] == "optimal"
    assert summary["placed"] == 2
    assert summary["tiers"] == [
        {"name": "nights", "value": 170, "bound": 170, "proof": "prices"},
        {"name": "priority", "value": 30, "bound": 30, "proof": "prices"},
        {"name": "fit", "value": 900, "bound": 900, "proof": "prices"},
    ]
    assert summary["guarantee"] == {"GM0193": {"alone": 1, "shared": 2}}
    assert set(summary["seconds"]) == {"read", "solve", "verify", "write"}


def test_invalid_input_exits_with_2_and_writes_nothing(tmp_path: Path) -> None:
    rows = "".join(f"y9,r{i},1,1\n" for i in range(60))
    out = tmp_path / "result"
    source = folder(tmp_path, pairs="youth,room,nights,fit\n" + rows, fixed=None)
    outcome = run(source, "--out", out)
    assert outcome.exit_code == 2
    lines = outcome.stderr.splitlines()
    assert lines[0] == "pairs.csv, row 2, column youth, value 'y9': is not in youths.csv"
    assert len(lines) == 52
    assert lines[-2] == "... and 68 more"
    assert lines[-1].startswith("118 problem(s)")
    assert not out.exists()


def test_result_that_cannot_be_written_is_told_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    outcome = run(folder(tmp_path), "--out", tmp_path / "file" / "result")
    assert outcome.exit_code == 1
    assert isinstance(outcome.exception, SystemExit)
    assert f"cannot be written to {tmp_path / 'file' / 'result'}" in outcome.stderr


def test_clashing_limits_exit_with_3_and_are_named(tmp_path: Path) -> None:
    limits = "kind,key,limit\ncontract,GM0193,1\nguarantee,GM0193,2\n"
    out = tmp_path / "result"
    outcome = run(folder(tmp_path, limits=limits), "--out", out)
    assert outcome.exit_code == 3
    assert "contract GM0193" in outcome.output
    summary = json.loads((out / "summary.json").read_text())
    assert summary["status"] == "infeasible"
    assert summary["clash"] == ["contract GM0193", "guarantee GM0193"]


@pytest.mark.parametrize(
    "wrong",
    [
        ("--tiers", "nights,luck"),
        ("--tiers", "fit,fit"),
        ("--tiers", ""),
        ("--backups", "-1"),
        ("--seed", "-1"),
        ("--seed", "x"),
        ("--time-limit", "0"),
        ("--time-limit", "nan"),
    ],
)
def test_wrong_option_exits_with_2(tmp_path: Path, wrong: tuple[str, str]) -> None:
    outcome = run(folder(tmp_path), "--out", tmp_path / "result", *wrong)
    assert outcome.exit_code == 2
    assert not (tmp_path / "result").exists()


def test_folder_with_other_files_is_not_overwritten(tmp_path: Path) -> None:
    outcome = run(folder(tmp_path), "--out", tmp_path)
    assert outcome.exit_code == 2
    assert "not a result" in outcome.output
    assert {path.name for path in tmp_path.iterdir()} == set(GOOD)


def test_earlier_result_is_replaced_whole_and_nothing_else_is_left_behind(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "result"
    source.mkdir()
    folder(source)
    assert run(source, "--out", out).exit_code == 0
    before = contents(out)
    folder(source, forbidden="youth,room\ny2,r2\n")
    assert run(source, "--out", out).exit_code == 0
    assert contents(out) != before
    assert {path.name for path in tmp_path.iterdir()} == {"in", "result"}


def test_same_input_gives_the_same_bytes_in_any_order_of_rows(tmp_path: Path) -> None:
    frames = national(300, 200, seed=3, towns=12)
    towns = sorted(set(frames["youths"]["municipality"]))
    frames["limits"] = pd.DataFrame({"kind": "contract", "key": towns, "limit": 15})
    frames["youths"]["lottery"] = ""
    shuffled = {name: frame.sample(frac=1, random_state=9) for name, frame in frames.items()}
    first, second = written(frames, tmp_path / "a"), written(shuffled, tmp_path / "b")
    for number, source in enumerate((first, first, second)):
        outcome = run(source, "--out", tmp_path / str(number), "--seed", 7, "--guarantee")
        assert outcome.exit_code == 0, outcome.output
    expected = contents(tmp_path / "0")
    assert contents(tmp_path / "1") == expected
    assert contents(tmp_path / "2") == expected


def test_seed_draws_the_lots_of_youths_without_a_number(tmp_path: Path) -> None:
    youths = "youth,municipality,organisation,priority\n" + "".join(
        f"y{i},GM0193,,5\n" for i in range(9)
    )
    pairs = "youth,room,nights,fit\n" + "".join(f"y{i},r1,90,5\n" for i in range(9))
    source = folder(tmp_path, youths=youths, pairs=pairs, limits=None, fixed=None, forbidden=None)
    winners = set()
    for seed in range(6):
        out = tmp_path / f"result{seed}"
        run(source, "--out", out, "--seed", seed)
        winners.add(pd.read_csv(out / "assignments.csv")["youth"].iloc[0])
    assert len(winners) > 1


def test_workers_do_not_change_a_byte_of_the_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = written(islands(3), tmp_path / "problem")
    monkeypatch.setattr(regions, "PAIRS_PER_REGION", 100)
    for number in (1, 2):
        outcome = run(problem, "--out", tmp_path / str(number), "--workers", number)
        assert outcome.exit_code == 0, outcome.output
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
