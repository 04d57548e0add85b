"""``kamermatch import | export | template`` as a person types them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from matcher.commands.exchange import export_file, import_file, template
from matcher.database.records import AuditEvent
from matcher.database.session import engine_for, make_session_factory, transaction
from matcher.database.youths import Youth
from matcher.exchange.columns import FileKind
from tests.exchange.files import add_reference, as_csv, as_texts, position, texts_csv, youth_rows

YOUTHS = FileKind.YOUTHS


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path) -> str:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("KAMERMATCH_INSTANCE", str(tmp_path))
    with transaction(make_session_factory(engine_for(sqlite_url))) as session:
        add_reference(session)
    return sqlite_url


def run(command: object, *arguments: object) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])  # type: ignore[arg-type]


def number_of_youths(address: str) -> int:
    with make_session_factory(engine_for(address))() as session:
        return session.scalar(select(func.count()).select_from(Youth)) or 0


def test_import_saves_and_counts(tmp_path: Path, database: str) -> None:
    file = tmp_path / "youths.csv"
    file.write_bytes(as_csv(YOUTHS, youth_rows(5)))
    result = run(import_file, "youths", file)
    assert result.exit_code == 0, result.output
    assert "5 rows new" in result.output
    assert number_of_youths(database) == 5


def test_preview_saves_nothing(tmp_path: Path, database: str) -> None:
    file = tmp_path / "youths.csv"
    file.write_bytes(as_csv(YOUTHS, youth_rows(5)))
    result = run(import_file, "youths", file, "--preview")
    assert (result.exit_code, number_of_youths(database)) == (0, 0)
    assert "5 new" in result.output


@pytest.mark.parametrize("option", [[], ["--preview"]])
def test_problems_are_listed_and_end_with_exit_code_two(
    tmp_path: Path, database: str, option: list[str]
) -> None:
    table = as_texts(YOUTHS, youth_rows(70))
    for row in table[2:]:
        row[position(YOUTHS, "budget")] = "veel"
    file = tmp_path / "youths.csv"
    file.write_bytes(texts_csv(table))
    result = run(import_file, "youths", file, *option)
    assert (result.exit_code, number_of_youths(database)) == (2, 0)
    assert "row 3, column Budget huur per maand: 'veel': This is not an amount" in result.output
    assert "and 19 more" in result.output
    assert "69 problem(s) found; nothing was saved" in result.output


def test_a_file_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMERMATCH_IMPORT_MEGABYTES", "1")
    file = tmp_path / "youths.csv"
    file.write_bytes(b"x" * (3 << 20))
    result = run(import_file, "youths", file)
    assert result.exit_code == 2
    assert "larger than 1 MB" in result.output


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_export_writes_what_import_takes(tmp_path: Path, database: str, suffix: str) -> None:
    file, copy = tmp_path / "youths.csv", tmp_path / f"copy{suffix}"
    file.write_bytes(as_csv(YOUTHS, youth_rows(5)))
    run(import_file, "youths", file)
    result = run(export_file, "youths", copy)
    assert result.exit_code == 0, result.output
    assert "5 unchanged" in run(import_file, "youths", copy, "--preview").output
    with make_session_factory(engine_for(database))() as session:
        actions = session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert actions == ["import.save", "export.write"]


def test_a_template_is_written_and_other_formats_are_not(tmp_path: Path) -> None:
    assert run(template, "hosts", tmp_path / "hosts.xlsx").exit_code == 0
    result = run(template, "hosts", tmp_path / "hosts.pdf")
    assert result.exit_code == 2
    assert ".csv or .xlsx" in result.output


def test_a_folder_that_is_not_there_gives_one_line(tmp_path: Path) -> None:
    result = run(template, "hosts", tmp_path / "nowhere" / "hosts.csv")
    assert result.exit_code == 1
    assert "cannot write" in result.output
