"""The worker: what has to be done is in the tables, so losing the queue or a worker loses nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session, sessionmaker

from matcher import daily, jobs
from matcher.audit import Actor
from matcher.commands.work import worker_beside
from matcher.database.base import now
from matcher.database.hosts import SignUpDraft
from matcher.database.records import ImportBatch
from matcher.database.rounds import MatchingRound
from matcher.database.session import reading, transaction
from matcher.exchange import batches
from matcher.exchange.columns import FileKind
from matcher.hosts import drafts
from matcher.rounds import running, service
from matcher.settings import Settings
from matcher.words import RoundStatus
from tests.factories import TODAY, add_room, add_youth
from tests.services.scenes import proposals_of

Factory = sessionmaker[Session]
CLI = Actor(None, "cli")


@pytest.fixture
def waiting(factory: Factory) -> int:
    """A queued round of one youth and one room."""
    with transaction(factory) as session:
        add_room(session)
        add_youth(session)
        return service.queue_round(session, CLI, TODAY).id


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    given = {"KAMERMATCH_INSTANCE": str(tmp_path), "DATABASE_URL": database_url}
    return Settings.from_environment(given)


def status_of(factory: Factory, round_id: int) -> RoundStatus:
    with reading(factory) as session:
        return session.get_one(MatchingRound, round_id).status


def test_a_waiting_round_is_run_once_however_often_the_worker_is_woken(
    factory: Factory, waiting: int
) -> None:
    assert jobs.run_one(factory, waiting)
    assert not jobs.run_one(factory, waiting)
    assert jobs.run_waiting(factory) == []
    with reading(factory) as session:
        assert len(proposals_of(session, waiting)) == 1


def test_a_task_for_an_unknown_round_does_nothing(factory: Factory) -> None:
    assert not jobs.run_one(factory, 999_999)


def test_the_sweep_runs_what_waits_even_when_the_queue_was_lost(
    factory: Factory, waiting: int
) -> None:
    assert jobs.run_waiting(factory) == [waiting]
    assert status_of(factory, waiting) == RoundStatus.DONE


def test_the_sweep_takes_up_a_round_whose_worker_died(factory: Factory, waiting: int) -> None:
    with transaction(factory) as session:
        service.claim(session, waiting)
    assert jobs.run_waiting(factory) == []
    with transaction(factory) as session:
        session.execute(update(MatchingRound).values(heartbeat_at=now() - timedelta(hours=1)))
    assert jobs.run_waiting(factory) == [waiting]
    assert status_of(factory, waiting) == RoundStatus.DONE


def test_a_round_that_fails_does_not_stop_the_worker(
    factory: Factory, waiting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(running, "load_frames", break_off)
    assert jobs.run_one(factory, waiting)
    with reading(factory) as session:
        found = session.get_one(MatchingRound, waiting)
        assert (found.status, found.error) == (RoundStatus.FAILED, "disk full")


def test_the_worker_forgets_what_nobody_finished(factory: Factory) -> None:
    with transaction(factory) as session:
        drafts.start(session)
        batches.keep(session, CLI, FileKind.YOUTHS, "a.csv", b"x")
    assert jobs.forget_unfinished(factory) == 0
    with transaction(factory) as session:
        session.execute(update(SignUpDraft).values(changed_at=now() - timedelta(days=31)))
        session.execute(update(ImportBatch).values(created_at=now() - timedelta(days=2)))
    assert jobs.forget_unfinished(factory) == 2
    assert jobs.forget_unfinished(factory) == 0


def test_daily_work_is_found_by_its_file_and_one_that_fails_stops_nobody(
    factory: Factory, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("visits", "rounds", "away"):
        (tmp_path / name).mkdir()
    (tmp_path / "visits" / "daily.py").touch()
    (tmp_path / "away" / "daily.py").touch()
    assert daily.subjects(tmp_path) == ["away", "visits"]
    seen: list[date] = []

    def run(factory: Factory, today: date) -> int:
        seen.append(today)
        return 3

    def subjects() -> list[str]:
        return ["away", "visits"]

    monkeypatch.setattr(daily, "subjects", subjects)
    monkeypatch.setitem(sys.modules, "matcher.visits.daily", SimpleNamespace(run=run))
    monkeypatch.setitem(sys.modules, "matcher.away.daily", SimpleNamespace())
    day = daily.run_day(factory, TODAY)
    assert (day.done, day.failed, seen) == ({"visits": 3}, ["away"], [TODAY])


def test_every_daily_work_runs_twice_and_finds_nothing_the_second_time(factory: Factory) -> None:
    with transaction(factory) as session:
        add_room(session)
        add_youth(session)
    assert daily.run_day(factory, TODAY).failed == []
    again = daily.run_day(factory, TODAY)
    assert (again.failed, sum(again.done.values())) == ([], 0)


def test_the_queue_hands_a_round_to_the_worker(
    settings: Settings, factory: Factory, waiting: int
) -> None:
    jobs.start_round(settings, waiting)
    huey = jobs.queue(settings).huey
    task = huey.dequeue()
    assert task is not None
    huey.execute(task)
    assert status_of(factory, waiting) == RoundStatus.DONE


def test_two_installations_do_not_share_a_queue(settings: Settings, tmp_path: Path) -> None:
    other = replace(settings, instance=tmp_path / "other")
    jobs.start_round(other, 1)
    assert jobs.queue(settings).huey.dequeue() is None


def test_the_worker_command_runs_what_waits(
    settings: Settings, factory: Factory, waiting: int
) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", "from matcher.cli import main; main()", "work", "--once"],
        env={
            **os.environ,
            "DATABASE_URL": settings.database_url,
            "KAMERMATCH_INSTANCE": str(settings.instance),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    rounds, due = answer.stdout.splitlines()
    assert (rounds, answer.returncode) == ("1 round(s) run.", 0), answer.stderr
    assert due.endswith("done that fell due by now.")
    assert status_of(factory, waiting) == RoundStatus.DONE


@pytest.mark.parametrize("interrupts", [signal.default_int_handler, signal.SIG_IGN])
def test_the_worker_beside_the_server_ends_with_it(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, interrupts: Any
) -> None:
    """Also where the server was started in the background of a script: there they are ignored."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("KAMERMATCH_INSTANCE", str(tmp_path))
    started: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def remember(*words: object, **options: object) -> subprocess.Popen[bytes]:
        started.append(real(*words, **options))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", remember)
    before = signal.signal(signal.SIGINT, interrupts)
    try:
        with worker_beside():
            assert started[0].poll() is None
    finally:
        signal.signal(signal.SIGINT, before)
    assert started[0].poll() not in (None, -signal.SIGKILL)
