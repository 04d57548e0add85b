"""Look at a file, save it as a whole, and write files: the verbs of import and export."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matcher.audit import Actor, record
from matcher.errors import AlreadyTaken, ImportRejected
from matcher.exchange import host_steps, stepping_back, taken_out, youth_steps
from matcher.exchange.cells import as_text
from matcher.exchange.columns import COLUMNS, FileKind
from matcher.exchange.context import Context, Ends, RowState
from matcher.exchange.exporting import export_rows
from matcher.exchange.files import read_file
from matcher.exchange.gazetteer import Gazetteer
from matcher.exchange.host_doubles import report_doubles
from matcher.exchange.host_drafts import draft_hosts
from matcher.exchange.host_plans import HouseholdPlan, plan_hosts
from matcher.exchange.host_records import StoredHosts
from matcher.exchange.host_saving import write_hosts
from matcher.exchange.problems import Problem, Problems, echo
from matcher.exchange.sheet import Sheet, known_headers, read_sheet
from matcher.exchange.table import Limits, refused
from matcher.exchange.tables_out import write_table
from matcher.exchange.youth_plans import YouthPlan, plan_youths, report_double_youths
from matcher.exchange.youth_saving import write_youths
from matcher.inforce import policy_in_force

SAMPLE_SIZE = 20

_IMPORT_LOCK = 7_260_412  # any number that no other lock of PostgreSQL uses


@dataclass(frozen=True)
class Preview:
    """What saving a file would do; nothing was saved.

    ``headers`` and ``sample`` show the first rows as they stand in the file. With
    ``problems`` the counts tell of the rows that could be judged. ``is_cut_off``: there are
    more problems than are listed. ``lapsing``: the open proposals that saving would end, because
    their room is offered on other days. ``stopping``: the proposals and introductions of hosts and
    youths who take part no longer, by the file.
    """

    kind: FileKind
    file_name: str
    sha256: str
    number_of_rows: int
    rows_new: int
    rows_updated: int
    rows_unchanged: int
    headers: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    problems: tuple[Problem, ...]
    is_cut_off: bool
    lapsing: tuple[Ends, ...] = ()
    stopping: tuple[Ends, ...] = ()

    @property
    def can_be_saved(self) -> bool:
        return not self.problems


@dataclass(frozen=True)
class Saved:
    """What saving did: rows by state, and records by table ('youths_new': 12, …)."""

    rows_new: int
    rows_updated: int
    rows_unchanged: int
    records: Mapping[str, int]


def preview(
    session: Session,
    kind: FileKind,
    file_name: str,
    content: bytes,
    today: date,
    *,
    region: frozenset[str] | None = None,
    limits: Limits | None = None,
) -> Preview:
    """Return what saving the file would do, with every problem; never raises for a bad file.

    ``region`` holds the municipality codes whose records may be touched; None: all of them.
    """
    return _judge(session, kind, file_name, content, today, region, limits or Limits())[0]


def save(
    session: Session,
    actor: Actor,
    kind: FileKind,
    file_name: str,
    content: bytes,
    today: date,
    *,
    region: frozenset[str] | None = None,
    limits: Limits | None = None,
) -> Saved:
    """Write all rows of the file, or none.

    Raises:
        ImportRejected: carrying every :class:`Problem`; nothing was written.
        AlreadyTaken: somebody else wrote one of the references at this very moment.
    """
    if session.get_bind().dialect.name == "postgresql":
        # Two imports at once could each find a reference free. SQLite has one writer anyhow.
        session.execute(text(f"SELECT pg_advisory_xact_lock({_IMPORT_LOCK})"))
    found, plans = _judge(session, kind, file_name, content, today, region, limits or Limits())
    if found.problems:
        raise ImportRejected(found.problems)
    try:
        if kind is FileKind.HOSTS:
            records = write_hosts(session, plans)  # type: ignore[arg-type]
        else:
            records = write_youths(session, plans)  # type: ignore[arg-type]
    except IntegrityError as error:
        raise AlreadyTaken("reference") from error
    saved = Saved(found.rows_new, found.rows_updated, found.rows_unchanged, dict(records))
    record(
        session,
        actor,
        "import.save",
        None,
        kind=kind.value,
        sha256=found.sha256,
        rows=found.number_of_rows,
        **saved.records,
    )
    session.expire_all()  # bulk inserts passed by what the session remembers
    if kind is FileKind.HOSTS:
        host_steps.take(session, actor, plans)  # type: ignore[arg-type]
        taken_out.tell(session, actor, plans)
    else:
        youth_steps.take(session, actor, plans, today)  # type: ignore[arg-type]
    return saved


def export(
    session: Session,
    actor: Actor,
    kind: FileKind,
    suffix: str,
    *,
    region: frozenset[str] | None = None,
    language: str = "nl",
) -> tuple[bytes, int]:
    """Return a file with all records and its number of rows, and write who took it along."""
    content, number_of_rows = exported(session, kind, suffix, region=region, language=language)
    note_export(session, actor, kind, content, number_of_rows, region)
    return content, number_of_rows


def exported(
    session: Session,
    kind: FileKind,
    suffix: str,
    *,
    region: frozenset[str] | None = None,
    language: str = "nl",
) -> tuple[bytes, int]:
    """Return the bytes of a file ('.csv' or '.xlsx') with all records, and its number of rows.

    ``region`` holds the municipality codes that may be seen; None: all of them. The caller
    must :func:`note_export` before the file leaves.
    """
    rows = list(export_rows(session, kind, region, language))
    return write_table(suffix, COLUMNS[kind], rows, language), len(rows)


def note_export(
    session: Session,
    actor: Actor,
    kind: FileKind,
    content: bytes,
    number_of_rows: int,
    region: frozenset[str] | None,
) -> None:
    """Write the audit event of an export: it reads many dossiers at once."""
    record(
        session,
        actor,
        "export.write",
        None,
        kind=kind.value,
        rows=number_of_rows,
        sha256=hashlib.sha256(content).hexdigest(),
        municipalities=None if region is None else sorted(region),
    )


Plans = Sequence[HouseholdPlan] | Sequence[YouthPlan]


def _judge(
    session: Session,
    kind: FileKind,
    file_name: str,
    content: bytes,
    today: date,
    region: frozenset[str] | None,
    limits: Limits,
) -> tuple[Preview, Plans]:
    problems = Problems(limits.problems)
    sheet: Sheet | None = None
    plans: Plans = []
    lapsing: tuple[Ends, ...] = ()
    stopping: tuple[Ends, ...] = ()
    states: Mapping[int, RowState] = {}
    header: tuple[str, ...] = ()
    rows: Sequence[tuple[int, tuple[object, ...]]] = ()
    try:
        gazetteer = Gazetteer.load(session)
        if gazetteer.is_empty:
            raise refused("no_reference_data")
        table = read_file(content, limits, known_headers(kind))
        header, rows = table.header, table.rows
        sheet = read_sheet(kind, table, gazetteer, problems)
        if sheet is not None:
            age = policy_in_force().age
            context = Context(
                session, gazetteer, sheet, problems, today, (age.minimum, age.maximum), region
            )
            plans, lapsing, stopping = _plan(context)
            states = context.states
    except ImportRejected as error:
        for found in error.problems:
            assert isinstance(found, Problem)
            problems.add(found)
    counts = Counter(states.values())
    return (
        Preview(
            kind=kind,
            file_name=file_name,
            sha256=hashlib.sha256(content).hexdigest(),
            number_of_rows=len(rows),
            rows_new=counts[RowState.NEW],
            rows_updated=counts[RowState.UPDATED],
            rows_unchanged=counts[RowState.UNCHANGED],
            headers=tuple(echo(name) for name in header),
            sample=_sample(header, rows),
            problems=problems.sorted(),
            is_cut_off=problems.is_cut_off,
            lapsing=lapsing,
            stopping=stopping,
        ),
        plans,
    )


def _plan(context: Context) -> tuple[Plans, tuple[Ends, ...], tuple[Ends, ...]]:
    if context.sheet.kind is FileKind.HOSTS:
        drafts = draft_hosts(context.sheet, context.problems)
        hosts = plan_hosts(context, drafts, StoredHosts(context.session, drafts))
        report_doubles(context, hosts)
        host_steps.judge(context, hosts)
        lapsing = taken_out.judge(context, hosts)
        return hosts, lapsing, stepping_back.foreseen_of_hosts(context, hosts)
    youths = plan_youths(context)
    report_double_youths(context, youths)
    youth_steps.judge(context, youths)
    return youths, (), stepping_back.foreseen_of_youths(context, youths)


def _sample(
    header: tuple[str, ...], rows: Sequence[tuple[int, tuple[object, ...]]]
) -> tuple[tuple[str, ...], ...]:
    """Return the first rows as text, each as long as the header."""
    width = len(header)
    return tuple(
        tuple("" if cell is None else echo(as_text(cell)) for cell in cells[:width])
        + ("",) * (width - len(cells))
        for _, cells in rows[:SAMPLE_SIZE]
    )
