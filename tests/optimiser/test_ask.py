"""``kamermatch ask``: answers in plain words and as JSON, and clear refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from matcher.commands.ask import ask
from matcher.commands.solve import solve
from tests.optimiser.instances import national
from tests.optimiser.test_command import written


@pytest.fixture(scope="module")
def round_(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    where = tmp_path_factory.mktemp("round")
    folder = written(national(60, 40, seed=3, towns=3), where / "problem")
    outcome = CliRunner().invoke(solve, [str(folder), "--out", str(where / "result")])
    assert outcome.exit_code == 0, outcome.output
    return folder, where / "result"


def run(round_: tuple[Path, Path], *arguments: str) -> Result:
    return CliRunner().invoke(ask, [*map(str, round_), *arguments])


def test_pair_costs_the_same_in_words_and_as_json(round_: tuple[Path, Path]) -> None:
    first = pd.read_csv(round_[1] / "assignments.csv").iloc[0]
    pair = ["--youth", first["youth"], "--room", first["room"]]
    assert "would cost nothing" in run(round_, *pair).output
    words = run(round_, *pair, "--forbid").output
    answer = json.loads(run(round_, *pair, "--forbid", "--json").output)[0]
    assert answer["exact"]
    assert f"{len(answer['changes'])} proposals would change" in words
    for tier, value in answer["costs"].items():
        assert value == 0 or tier == "lottery" or f"{value} {tier}" in words


def test_room_tells_its_back_ups_and_what_a_bed_is_worth(round_: tuple[Path, Path]) -> None:
    backups = pd.read_csv(round_[1] / "backups.csv")
    room = backups["room"].iloc[0]
    answer = json.loads(run(round_, "--room", room, "--json").output)[0]
    assert [row["youth"] for row in answer["backups"]] == backups.loc[
        backups["room"] == room, "youth"
    ].tolist()
    prices = pd.read_csv(round_[1] / "prices.csv").query("kind == 'room' and key == @room")
    assert answer["one_bed_more"]["nights"] == prices["price"].iloc[0]


def test_youth_and_losses_are_answered(round_: tuple[Path, Path]) -> None:
    first = pd.read_csv(round_[1] / "assignments.csv").iloc[0]
    assert f"lives in {first['room']}" in run(round_, "--youth", first["youth"]).output
    gone = run(round_, "--without-youth", first["youth"], "--without-room", first["room"]).output
    assert gone.count("proposals would change") == 2


def test_pair_that_is_not_eligible_is_said_to_be_so(round_: tuple[Path, Path]) -> None:
    pairs = pd.read_csv(round_[0] / "pairs.csv")
    rooms = set(pd.read_csv(round_[0] / "rooms.csv")["room"])
    youth = pairs["youth"].iloc[0]
    strange = min(rooms - set(pairs.loc[pairs["youth"] == youth, "room"]))
    assert "not an eligible pair" in run(round_, "--youth", youth, "--room", strange).output


def test_wrong_questions_are_refused_with_the_reason(
    round_: tuple[Path, Path], tmp_path: Path
) -> None:
    unknown = run(round_, "--youth", "nobody")
    assert unknown.exit_code == 2
    assert "no youth 'nobody'" in unknown.output
    assert run(round_, "--forbid", "--youth", "Y000001").exit_code == 2
    assert "not a whole result" in run((round_[0], tmp_path), "--room", "R000001").output


def test_result_of_another_problem_is_refused(round_: tuple[Path, Path], tmp_path: Path) -> None:
    other = written(national(60, 40, seed=4, towns=3), tmp_path / "other")
    outcome = run((other, round_[1]), "--youth", "Y000001")
    assert outcome.exit_code == 2
    assert "does not belong to this problem" in outcome.output
