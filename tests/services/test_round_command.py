"""``kamermatch round`` as an operator types it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import COMMAND_LINE
from matcher.commands.rounds import round_command
from matcher.database.base import now
from matcher.database.hosts import Household
from matcher.database.rounds import MatchingRound
from matcher.database.session import engine_for, make_session_factory, reading, transaction
from matcher.database.youths import Youth
from matcher.errors import AnotherRoundRuns, NotFound
from matcher.rounds.rules import STALE_AFTER
from matcher.rounds.service import claim, queue_round, queued_ids
from matcher.words import HouseholdStatus, YouthStatus
from tests.factories import TODAY, add_room, add_youth

Factory = sessionmaker[Session]
DATE = ["--today", "2026-03-02"]


@pytest.fixture
def installation(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Factory:
    """An installation with two youths and one room."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("KAMERMATCH_INSTANCE", str(tmp_path))
    factory = make_session_factory(engine_for(sqlite_url))
    with transaction(factory) as session:
        add_room(session)
        add_youth(session)
        add_youth(session, needs={"budget_cents": 10_000})
    return factory


def kamermatch_round(*words: str) -> Result:
    return CliRunner().invoke(round_command, list(words), catch_exceptions=False)


def test_a_round_ends_with_one_screen_of_what_happened(installation: Factory) -> None:
    answer = kamermatch_round(*DATE, "--guarantee")
    assert answer.exit_code == 0
    for words in (
        "Round 1 · 2026-03-02 · done",
        "Proposals to review",
        "100.0% of the nights offered in 180 days",
        "Result: proven best",
        "nobody possible on the other side",
        "rent above budget",
        "place fewer. The guarantee costs nothing.",
        "solving and verifying",
    ):
        assert words in " ".join(answer.output.split()), words


def test_a_round_without_anybody_says_what_is_needed(installation: Factory) -> None:
    assert "took part:" not in kamermatch_round(*DATE).output
    with transaction(installation) as session:
        session.execute(update(Household).values(status=HouseholdStatus.SIGNED_UP))
        session.execute(update(Youth).values(status=YouthStatus.REGISTERED))
    told = " ".join(kamermatch_round(*DATE).output.split())
    assert "a youth needs the status 'ready'" in told
    assert "a household must be 'approved'" in told


def test_youths_and_rooms_left_for_one_reason_share_a_line(installation: Factory) -> None:
    with transaction(installation) as session:
        add_room(session, rent_cents=90_000)
    lines = kamermatch_round(*DATE).output.splitlines()
    told = [line.split()[-2:] for line in lines if "nobody possible" in line]
    assert told == [["1", "1"]]


def test_rounds_are_listed_and_shown(installation: Factory) -> None:
    kamermatch_round(*DATE)
    assert "2026-03-02" in kamermatch_round("list").output
    assert "Proposals to review" in kamermatch_round("show", "1").output


def test_an_unknown_round_is_named(installation: Factory) -> None:
    with pytest.raises(NotFound, match="no matching round 9"):
        kamermatch_round("show", "9")
    with pytest.raises(NotFound, match="no matching round 9"):
        kamermatch_round("export-problem", "9", "nowhere")


def test_an_exported_problem_tells_how_to_solve_it_again(
    installation: Factory, tmp_path: Path
) -> None:
    kamermatch_round(*DATE, "--seed", "5", "--guarantee")
    folder = tmp_path / "problem"
    answer = kamermatch_round("export-problem", "1", str(folder))
    assert {path.name for path in folder.iterdir()} >= {"youths.csv", "rooms.csv", "pairs.csv"}
    assert f"kamermatch solve {folder} --out {folder}-result" in answer.output
    assert "--seed 5 --backups 3 --guarantee" in answer.output
    assert kamermatch_round("export-problem", "1", str(folder)).exit_code == 2


def test_a_tier_that_does_not_exist_is_refused(installation: Factory) -> None:
    answer = kamermatch_round("--tiers", "nights,luck")
    assert answer.exit_code == 2
    assert "name each of nights, priority, fit at most once" in answer.output


def test_a_round_that_waits_for_a_worker_is_named_with_the_remedy(installation: Factory) -> None:
    with transaction(installation) as session:
        queue_round(session, COMMAND_LINE, TODAY)
    with pytest.raises(
        AnotherRoundRuns, match=r"matching round 1 waits .*'kamermatch work --once'"
    ):
        kamermatch_round(*DATE)


def test_a_round_whose_process_died_waits_again_for_the_command_that_is_named(
    installation: Factory,
) -> None:
    with transaction(installation) as session:
        round_id = queue_round(session, COMMAND_LINE, TODAY).id
        claim(session, round_id)
        session.execute(update(MatchingRound).values(heartbeat_at=now() - timedelta(hours=1)))
    with pytest.raises(
        AnotherRoundRuns, match=f"{STALE_AFTER.total_seconds() / 60:.0f} minutes without a sign"
    ):
        kamermatch_round(*DATE)
    with reading(installation) as session:
        assert queued_ids(session) == [round_id]
