"""Care organisations and contracts can be added before the first file is brought in."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import COMMAND_LINE
from matcher.commands.parties import contract, organisation
from matcher.database.records import AuditEvent
from matcher.database.session import transaction
from matcher.errors import AlreadyTaken, NotFound
from matcher.organisations.service import add_organisation, rename_organisation, with_numbers
from tests.factories import add_municipality, add_youth


def test_an_organisation_is_listed_with_its_youths(session: Session) -> None:
    added = add_organisation(session, COMMAND_LINE, " ZORG ", "Zorg Voorbeeld")
    add_youth(session, organisation_id=added.id)
    assert [(o.code, youths, accounts) for o, youths, accounts in with_numbers(session)] == [
        ("ZORG", 1, 0)
    ]
    assert session.scalar(select(AuditEvent.action)) == "organisation.add"


@pytest.mark.parametrize(
    ("code", "name", "field"),
    [("zorg", "Andere", "code"), ("ZV", "zorg voorbeeld", "name"), ("ZV", "ZORG", "name")],
)
def test_code_and_name_belong_to_one_organisation(
    session: Session, code: str, name: str, field: str
) -> None:
    add_organisation(session, COMMAND_LINE, "ZORG", "Zorg Voorbeeld")
    with pytest.raises(AlreadyTaken) as refusal:
        add_organisation(session, COMMAND_LINE, code, name)
    assert refusal.value.field == field


def test_an_organisation_can_be_renamed_but_not_into_another(session: Session) -> None:
    first = add_organisation(session, COMMAND_LINE, "A", "Alfa")
    add_organisation(session, COMMAND_LINE, "B", "Beta")
    assert rename_organisation(session, COMMAND_LINE, first.id, "Alfa Zorg").name == "Alfa Zorg"
    with pytest.raises(AlreadyTaken):
        rename_organisation(session, COMMAND_LINE, first.id, "beta")
    with pytest.raises(NotFound):
        rename_organisation(session, COMMAND_LINE, 999, "Gamma")


@pytest.fixture
def database_in_use(
    database_url: str,
    factory: sessionmaker[Session],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("KAMERMATCH_INSTANCE", str(tmp_path / "instance"))
    with transaction(factory) as session:
        add_municipality(session, code="GM0363", name="Amsterdam", province="Noord-Holland")


@pytest.mark.usefixtures("database_in_use")
def test_both_can_be_added_from_the_command_line() -> None:
    run = CliRunner().invoke
    assert run(organisation, ["add", "ZORG", "Zorg Voorbeeld"]).exit_code == 0
    assert "ZORG" in run(organisation, ["list"]).output
    added = run(contract, ["add", "amsterdam", "--from", "2030-01-01", "--limit", "5"])
    assert "Amsterdam takes part from 2030-01-01" not in added.output  # one runs without an end
    assert "end that one first" in str(added.exception)
    assert "Amsterdam" in run(contract, ["list"]).output


@pytest.mark.usefixtures("database_in_use")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["add", "Nergenshuizen", "--from", "2026-01-01"], "no municipality is called"),
        (["add", "Utrecht", "--from", "2026-01-01", "--until", "2025-01-01"], "must be later"),
        (["add", "Utrecht", "--from", "morgen"], "does not match the format"),
    ],
)
def test_a_wrong_contract_is_refused_with_the_reason(arguments: list[str], told: str) -> None:
    result = CliRunner().invoke(contract, arguments)
    assert result.exit_code == 2
    assert told in result.output
