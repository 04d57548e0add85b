"""`python -m bench` and `python -m bench.round`, from beginning to end at a small size."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from bench.__main__ import bench
from bench.report import BEGIN, END, report
from bench.results import Results
from bench.round import markdown, measure
from bench.runner import Run
from bench.session import Session

PLANTED = "tests.bench.planted.boaster"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)  # instances are kept in .bench where the command is given
    return tmp_path


def test_command_prints_keeps_and_reports(folder: Path):
    page = folder / "page.md"
    page.write_text(f"{BEGIN}\n{END}\n")
    options = ["--sizes", "tiny", "--peers", "ours,first_come", "--repeat", "2"]
    done = CliRunner().invoke(bench, [*options, "--out", "kept"], catch_exceptions=False)
    assert done.exit_code == 0
    assert "first come, first served" in done.stdout
    assert "all proven answers agree to the unit" in done.stdout.replace("\n", " ")
    assert len(Results.load(folder / "kept").runs) == 4
    CliRunner().invoke(report, ["kept", "--docs", "page.md"], catch_exceptions=False)
    assert "| Kamermatch |" in page.read_text()


def test_wrong_peer_ends_the_command_with_code_1(folder: Path):
    options = ["--sizes", "tiny", "--peers", f"ortools_flow,{PLANTED}", "--repeat", "1"]
    done = CliRunner().invoke(bench, options)
    assert done.exit_code == 1
    assert "WRONG" in done.stdout


def test_bench_that_is_stopped_shows_and_keeps_what_was_done(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    keep = Session._keep

    def keep_one_and_stop(session: Session, found: Run) -> None:
        keep(session, found)
        signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr(Session, "_keep", keep_one_and_stop)
    options = ["--sizes", "tiny", "--peers", "first_come,greedy_by_fit", "--out", "kept"]
    done = CliRunner().invoke(bench, options, catch_exceptions=False)
    assert "Stopped; this is what was done." in done.stdout
    kept = Results.load(folder / "kept")
    assert len(kept.runs) == 1
    assert not kept.is_complete


@pytest.mark.parametrize("option", ["--sizes", "--modes"])
def test_unknown_size_or_mode_is_refused_with_the_choice(folder: Path, option: str):
    done = CliRunner().invoke(bench, [option, "huge"])
    assert done.exit_code == 2
    assert "choose from" in done.stderr


def test_round_is_timed_beside_the_bare_solve():
    found = measure(60, 40, 1, 1, Console(quiet=True))
    steps = found.middle()
    assert {"freeze", "eligibility", "solve", "store", "round", "bare solve"} <= set(steps)
    assert found.ratio() == pytest.approx(steps["round"] / steps["bare solve"])
    assert found.taking_part["placed"] > 0
    assert "times as long as the bare solve" in markdown(found)
    assert json.loads(json.dumps(found.machine))["versions"]["kamermatch"]
