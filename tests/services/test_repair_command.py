"""``kamermatch repair`` as an operator types it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import COMMAND_LINE
from matcher.commands.repair import repair
from matcher.database.rounds import MatchingRound, Proposal
from matcher.database.session import engine_for, make_session_factory, transaction
from matcher.errors import NoRoundYet
from matcher.proposals.service import decline_proposal
from matcher.words import DeclineReason, ProposalOrigin, ProposalStatus
from tests.factories import add_room, add_youth
from tests.services.scenes import run

Factory = sessionmaker[Session]
DATE = ["--today", "2026-03-02"]


@pytest.fixture
def installation(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Factory:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("KAMERMATCH_INSTANCE", str(tmp_path))
    return make_session_factory(engine_for(sqlite_url))


@pytest.fixture
def repairable(installation: Factory) -> Factory:
    """A round with two proposals, one of them declined; a third youth is free."""
    with transaction(installation) as session:
        for _ in range(2):
            add_room(session)
            add_youth(session)
        add_youth(session)
    done = run(installation)
    with transaction(installation) as session:
        first = session.scalars(select(Proposal).where(Proposal.round_id == done.id)).first()
        assert first is not None
        decline_proposal(session, COMMAND_LINE, first.id, 1, DeclineReason.HOST_DECLINED)
    return installation


def kamermatch_repair(*words: str) -> str:
    answer = CliRunner().invoke(repair, [*DATE, *words], catch_exceptions=False)
    assert answer.exit_code == 0
    return " ".join(answer.output.split())


def count(factory: Factory, *conditions: object) -> int:
    with factory() as session:
        query = select(func.count()).select_from(Proposal).where(*conditions)  # type: ignore[arg-type]
        return session.scalar(query) or 0


def test_the_best_repair_is_shown_and_proposed(repairable: Factory) -> None:
    told = kamermatch_repair()
    for words in (
        "Rooms free 1 (1 free again)",
        "Youths free 2 (1 free again, 1 left over)",
        "Open 1 proposals, which stay as they are",
        "1 pair(s), 180 empty nights avoided; proven best",
        "1 proposal(s) made",
    ):
        assert words in told, words
    assert count(repairable, Proposal.origin == ProposalOrigin.REPAIR) == 1
    assert count(repairable, Proposal.status == ProposalStatus.PROPOSED) == 2
    assert "Nothing to repair" in kamermatch_repair()


def test_a_dry_run_proposes_nothing(repairable: Factory) -> None:
    assert "proven best" in kamermatch_repair("--dry-run")
    assert count(repairable, Proposal.origin == ProposalOrigin.REPAIR) == 0


def test_everything_anew_is_told_beside_it_and_changes_nothing(repairable: Factory) -> None:
    told = kamermatch_repair("--full", "--dry-run")
    assert "Everything anew: +0 nights, +0 youths" in told
    assert "of 1 open proposals changed" in told
    assert count(repairable) == 2
    with repairable() as session:
        trial = session.scalars(select(MatchingRound).where(MatchingRound.is_trial)).one()
        assert trial.problem is not None
    kamermatch_repair("--full", "--dry-run")
    with repairable() as session:  # only the newest is kept
        assert session.scalars(select(MatchingRound).where(MatchingRound.is_trial)).one() != trial


def test_without_a_round_there_is_nothing_to_repair(installation: Factory) -> None:
    with pytest.raises(NoRoundYet, match="run one first"):
        CliRunner().invoke(repair, DATE, catch_exceptions=False)
