"""``kamermatch import | export | template``: files in and out, and the templates to fill in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from matcher.settings import Settings

if TYPE_CHECKING:
    from matcher.exchange.problems import Problem
    from matcher.exchange.table import Limits

MOST_SHOWN = 50
EXIT_PROBLEMS = 2

_KIND = click.argument("kind", type=click.Choice(["hosts", "youths"]))
_LANGUAGE = click.option(
    "--language",
    type=click.Choice(["nl", "en"]),
    default="nl",
    show_default=True,
    help="Language of column names and choices in the file.",
)


@click.command("import")
@_KIND
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--preview", "is_preview", is_flag=True, help="Say what would happen; save nothing.")
def import_file(kind: str, file: Path, is_preview: bool) -> None:
    """Import hosts with rooms, or youths, from a CSV or XLSX FILE: all rows or none.

    Exit code 2: the file has problems, each named with its row and column; nothing was saved.
    """
    from matcher.audit import COMMAND_LINE
    from matcher.database.session import make_engine, make_session_factory, reading, transaction
    from matcher.errors import ImportRejected
    from matcher.exchange import service
    from matcher.exchange.columns import FileKind
    from matcher.inforce import today_in_the_netherlands

    settings = Settings.from_environment()
    factory = make_session_factory(make_engine(settings))
    content, limits, today = _content(file, settings), _limits(settings), today_in_the_netherlands()
    click.echo(f"Checking {file.name} …", err=True)
    if is_preview:
        with reading(factory) as session:
            found = service.preview(
                session, FileKind(kind), file.name, content, today, limits=limits
            )
        if found.problems:
            _stop(found.problems, is_cut_off=found.is_cut_off)
        click.echo(
            f"{found.number_of_rows} rows: {found.rows_new} new, {found.rows_updated} to update, "
            f"{found.rows_unchanged} unchanged. Nothing was saved (preview)."
        )
        for one in found.lapsing:
            click.echo(
                f"  row {one.row}, room {one.reference}: open proposal {one.proposal} will lapse, the "
                "room is offered on other days"
            )
        for stops in found.stopping:
            click.echo(
                f"  row {stops.row}, {stops.reference}: what is under way with proposal "
                f"{stops.proposal} will stop, who it is about takes part no longer"
            )
        return
    try:
        with transaction(factory) as session:
            saved = service.save(
                session, COMMAND_LINE, FileKind(kind), file.name, content, today, limits=limits
            )
    except ImportRejected as error:
        _stop(error.problems, is_cut_off=len(error.problems) >= limits.problems)
    click.echo(
        f"Saved: {saved.rows_new} rows new, {saved.rows_updated} updated, "
        f"{saved.rows_unchanged} unchanged."
    )
    for name, number in saved.records.items():
        if number:
            click.echo(f"  {name.replace('_', ' ')}: {number}")


def _content(file: Path, settings: Settings) -> bytes:
    """Return at most one byte more than is allowed: enough to see that a file is too large."""
    with file.open("rb") as opened:
        return opened.read((settings.import_megabytes << 20) + 1)


def _limits(settings: Settings) -> Limits:
    from matcher.exchange.table import Limits

    return Limits(megabytes=settings.import_megabytes, rows=settings.import_rows)


def _stop(problems: tuple[object, ...] | tuple[Problem, ...], *, is_cut_off: bool) -> None:
    """Print the problems and leave with exit code 2."""
    for found in problems[:MOST_SHOWN]:
        click.echo(str(found), err=True)
    if len(problems) > MOST_SHOWN:
        click.echo(f"… and {len(problems) - MOST_SHOWN} more.", err=True)
    number = f"at least {len(problems)}" if is_cut_off else str(len(problems))
    click.echo(f"{number} problem(s) found; nothing was saved.", err=True)
    sys.exit(EXIT_PROBLEMS)


@click.command("export")
@_KIND
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@_LANGUAGE
def export_file(kind: str, file: Path, language: str) -> None:
    """Write all hosts with rooms, or all youths, to a CSV or XLSX FILE that import takes back."""
    from matcher.audit import COMMAND_LINE
    from matcher.database.session import make_engine, make_session_factory, transaction
    from matcher.exchange import service
    from matcher.exchange.columns import FileKind

    suffix = _suffix(file)
    factory = make_session_factory(make_engine(Settings.from_environment()))
    with transaction(factory) as session:
        content, number_of_rows = service.export(
            session, COMMAND_LINE, FileKind(kind), suffix, language=language
        )
        _write(file, content)
    click.echo(f"Written: {file} ({number_of_rows} rows)")


@click.command("template")
@_KIND
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@_LANGUAGE
def template(kind: str, file: Path, language: str) -> None:
    """Write an empty file with column names and one example row; XLSX has the explanation too."""
    from matcher.exchange.columns import FileKind
    from matcher.exchange.templates import template as make_template

    _write(file, make_template(FileKind(kind), _suffix(file), language))
    click.echo(f"Written: {file}. The explanation of all columns is in docs/import.md.")


def _suffix(file: Path) -> str:
    from matcher.exchange.tables_out import suffix_of

    suffix = suffix_of(file)
    if suffix is None:
        raise click.UsageError(f"{file.name}: the name must end in .csv or .xlsx")
    return suffix


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"cannot write {file}: {error.strerror}") from None
