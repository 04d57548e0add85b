"""A sitting notices what is wrong, leaves nothing out in silence, and keeps what is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.results import Results
from bench.session import Question, Session, settings
from bench.store import Size, Stored, generated

PLANTED = "tests.bench.planted"
TIERS = ("nights", "fit")


def sitting(
    questions: list[Question], folder: Path | None = None, memory: int = 4 * 10**9
) -> tuple[Results, list[str]]:
    said: list[str] = []
    results = Results({}, settings(questions, memory))
    session = Session(results, folder, memory, said.append)
    for question in questions:
        session.ask(question)
    session.finish()
    return results, said


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ("overfull", "where at most 1 are allowed"),
        ("boaster", "claims the optimum"),
        ("broken", "failed: ValueError: the planted fault"),
    ],
)
def test_planted_wrong_peer_is_reported(planted: str, told: str, small: Stored):
    peers = ("ortools_flow", f"{PLANTED}.{planted}")
    results, _ = sitting([Question(small, TIERS, peers, 1, 60)])
    assert any(told in complaint for complaint in results.complaints)
    assert all(planted in complaint for complaint in results.complaints)


def test_right_peers_give_no_complaints(small: Stored):
    results, said = sitting([Question(small, TIERS, ("ortools_flow", "first_come"), 2, 60)])
    assert results.complaints == []
    assert results.is_complete
    assert len(results.runs) == len(said) == 4
    assert all(run.memory["peak"] >= run.memory["bare"] > 0 for run in results.runs)


def test_peer_beyond_its_time_is_shown_and_not_asked_for_more(small: Stored, cache: Path):
    larger = generated(Size(48, 30, 0.01), seed=3, cache=cache)
    peer = f"{PLANTED}.sleeper"
    results, said = sitting([Question(one, TIERS, (peer,), 2, 0.2) for one in (small, larger)])
    assert [run.status for run in results.runs] == ["timeout", "left out"]
    assert results.runs[1].note == f"nothing in 0.2 s at {small.name}"
    assert "nothing in 0.2 s" in said[0]


def test_peer_beyond_its_memory_is_stopped_and_shown(small: Stored):
    question = Question(small, TIERS, (f"{PLANTED}.hoarder",), 1, 60)
    results, _ = sitting([question], memory=300_000_000)
    assert results.runs[0].status == "memory"
    assert results.runs[0].memory["peak"] > 300_000_000


def test_peer_that_knows_no_limits_is_left_out_and_shown(small_with_limits: Stored):
    results, _ = sitting([Question(small_with_limits, TIERS, ("ortools_flow",), 1, 60)])
    assert (results.runs[0].status, results.runs[0].note) == ("left out", "knows no limits")


def test_results_are_kept_after_every_run(small: Stored, tmp_path: Path):
    question = Question(small, TIERS, ("first_come", "greedy_by_fit"), 1, 60)
    results = Results({}, settings([question], 10**9))
    kept = []
    session = Session(results, tmp_path, 4 * 10**9, lambda _: kept.append(len(results.runs)))
    session.ask(question)
    read = Results.load(tmp_path)
    assert read.runs == results.runs
    assert not read.is_complete
    assert kept == [1, 2]
    assert len((tmp_path / "results.csv").read_text().splitlines()) == 3
