"""``kamermatch tick``: tells by default, does when told to, and asks before it does the future."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock
from matcher.commands.tick import tick
from matcher.database.hosting import HouseholdHandling
from matcher.database.records import OutboxMessage
from matcher.database.session import reading, transaction
from matcher.words import HouseholdStatus
from tests.factories import add_room

Factory = sessionmaker[Session]
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def installation(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("KAMERMATCH_INSTANCE", str(tmp_path))


@pytest.fixture
def break_over(factory: Factory) -> Factory:
    """A host whose break ends on 2 March 2026."""
    with transaction(factory) as session:
        household = add_room(session).home.household
        household.status, household.email = HouseholdStatus.PAUSED, "mo@example.org"
        session.add(HouseholdHandling(household_id=household.id, host_again_on=date(2026, 3, 2)))
    return factory


def run(*words: str, answer: str = "") -> Result:
    with clock.at(NOW):
        return CliRunner().invoke(tick, list(words), input=answer)


def number_of_messages(factory: Factory, template: str = "host_again") -> int:
    query = select(func.count(OutboxMessage.id)).where(OutboxMessage.template == template)
    with reading(factory) as session:
        return session.scalar(query) or 0


def test_it_tells_and_keeps_nothing(break_over: Factory) -> None:
    found = run("--at", "2026-03-02")
    assert found.exit_code == 0, found.output
    assert "2026-03-02 09:00 CET" in found.output
    assert "household.remind" in found.output
    assert "host_again" in found.output
    assert "nothing is kept" in found.output
    assert number_of_messages(break_over) == 0


def test_a_day_too_early_finds_nothing_to_ask(break_over: Factory) -> None:
    assert "host_again" not in run("--at", "2026-03-01").output


def test_the_future_is_done_only_when_somebody_says_so(break_over: Factory) -> None:
    assert run("--at", "2026-03-02T10:00", "--really", answer="n\n").exit_code == 1
    assert number_of_messages(break_over) == 0
    found = run("--at", "2026-03-02T10:00", "--really", answer="y\n")
    assert (found.exit_code, number_of_messages(break_over)) == (0, 1)
    assert run("--at", "2026-03-02T11:00", "--really", "--yes").exit_code == 0
    assert number_of_messages(break_over) == 1


def test_what_is_due_now_is_done_without_asking(break_over: Factory) -> None:
    found = run("--really")
    assert (found.exit_code, number_of_messages(break_over)) == (0, 0)


def test_a_day_that_is_no_day_is_told() -> None:
    found = run("--at", "tomorrow")
    assert found.exit_code == 2
    assert "2026-12-01T14:30" in found.output
