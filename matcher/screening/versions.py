"""The versions of the flow chart: a draft that may change, one in use, and those of before.

A version in use is never written again, so that every outcome it gave can be replayed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.exc import StaleDataError

from matcher.audit import Actor, record
from matcher.database.base import now
from matcher.database.screening import FlowChart, FlowChartExample, FlowChartVersion, Screening
from matcher.errors import AlreadyTaken, ChartRefused, NotFound, Stale, StepNotAllowed
from matcher.screening.rules import edits
from matcher.screening.rules.chart import checksum
from matcher.screening.rules.check import check
from matcher.screening.rules.edits import Content
from matcher.screening.supplied import supplied
from matcher.screening.trying import example_faults
from matcher.text_rules import require_no_bsn
from matcher.words import ChartStatus

CODE = "screening"
ONE_DRAFT = "draft"


def live(session: Session) -> FlowChartVersion | None:
    """Return the version in use, or None before the first one is published."""
    return _only(session, ChartStatus.LIVE)


def draft(session: Session) -> FlowChartVersion | None:
    return _only(session, ChartStatus.DRAFT)


def _only(session: Session, status: ChartStatus) -> FlowChartVersion | None:
    query = (
        select(FlowChartVersion)
        .join(FlowChart)
        .where(FlowChart.code == CODE, FlowChartVersion.status == status)
        .order_by(FlowChartVersion.number.desc())
    )
    return session.scalars(query).first()


def all_versions(session: Session) -> Sequence[tuple[FlowChartVersion, int]]:
    """Return (version, number of screenings made with it), the newest first."""
    made = func.count(Screening.id)
    query = (
        select(FlowChartVersion, made)
        .join(FlowChart)
        .outerjoin(Screening, Screening.version_id == FlowChartVersion.id)
        .where(FlowChart.code == CODE)
        .group_by(FlowChartVersion.id)
        .order_by(FlowChartVersion.number.desc())
        .options(joinedload(FlowChartVersion.made_by), joinedload(FlowChartVersion.published_by))
    )
    return [(version, number) for version, number in session.execute(query)]


def one(session: Session, version_id: int) -> FlowChartVersion:
    """Return a version.

    Raises:
        NotFound: there is no such version.
    """
    found = session.get(FlowChartVersion, version_id)
    if found is None:
        raise NotFound("flow chart", version_id)
    return found


def take_supplied(session: Session, actor: Actor) -> FlowChartVersion:
    """Make the chart that comes with the program the first draft, with its examples.

    Raises:
        AlreadyTaken: 'draft': there is a version already.
    """
    chart = _chart(session)
    if chart.versions:
        raise AlreadyTaken(ONE_DRAFT)
    content, examples = supplied()
    for example in examples:
        chart.examples.append(FlowChartExample(**example))
    return _new_draft(session, actor, chart, edits.in_reading_order(content))


def start_draft(session: Session, actor: Actor, version_id: int | None = None) -> FlowChartVersion:
    """Make a draft: a copy of a version, or an empty one.

    Raises:
        AlreadyTaken: 'draft': somebody works on one already.
        NotFound: there is no such version.
    """
    if draft(session) is not None:
        raise AlreadyTaken(ONE_DRAFT)
    content = edits.EMPTY if version_id is None else one(session, version_id).content
    return _new_draft(session, actor, _chart(session), content)


def _chart(session: Session) -> FlowChart:
    found = session.scalars(select(FlowChart).where(FlowChart.code == CODE)).first()
    if found is None:
        found = FlowChart(code=CODE)
        session.add(found)
        session.flush()
    return found


def _new_draft(
    session: Session, actor: Actor, chart: FlowChart, content: Content
) -> FlowChartVersion:
    made = FlowChartVersion(
        chart_id=chart.id,
        number=max((version.number for version in chart.versions), default=0) + 1,
        content=content,
        checksum=checksum(content),
        made_by_id=actor.account_id,
    )
    session.add(made)
    try:
        session.flush()
    except IntegrityError as error:  # the number is taken: a colleague began at the same time
        raise AlreadyTaken(ONE_DRAFT) from error
    session.refresh(chart)
    record(session, actor, "flowchart.draft", made.id, number=made.number)
    return made


def put_node(
    session: Session, actor: Actor, version_id: int, lock: int, node: dict[str, Any]
) -> FlowChartVersion:
    """Add a question or an outcome to a draft, or change it.

    Raises:
        ChartRefused: the chart cannot be like this; nothing is changed.
        Stale: somebody else changed the draft first.
        StepNotAllowed: the version is in use or was.
    """
    found = _draft_of(session, version_id, lock)
    return _keep(session, actor, found, edits.put_node(found.content, node))


def remove_node(
    session: Session, actor: Actor, version_id: int, lock: int, code: str
) -> FlowChartVersion:
    """Take a question or an outcome out of a draft; raises as `put_node` does."""
    found = _draft_of(session, version_id, lock)
    return _keep(session, actor, found, edits.remove_node(found.content, code))


def set_start(
    session: Session, actor: Actor, version_id: int, lock: int, code: str
) -> FlowChartVersion:
    """Let a draft begin with this question; raises as `put_node` does."""
    found = _draft_of(session, version_id, lock)
    return _keep(session, actor, found, edits.set_start(found.content, code))


def _draft_of(session: Session, version_id: int, lock: int) -> FlowChartVersion:
    found = one(session, version_id)
    if found.status != ChartStatus.DRAFT:
        raise StepNotAllowed("flow chart", str(found.status), "change")
    if found.version != lock:
        raise Stale("flow chart", version_id)
    return found


def _keep(
    session: Session, actor: Actor, found: FlowChartVersion, content: Content
) -> FlowChartVersion:
    if checksum(content) == found.checksum:
        return found
    found.content, found.checksum = content, checksum(content)
    _flush(session, found)
    record(
        session, actor, "flowchart.change", found.id,
        number=found.number, nodes=len(content["nodes"]),
    )  # fmt: skip
    return found


def _flush(session: Session, found: FlowChartVersion) -> None:
    key = found.id
    try:
        session.flush()
    except (StaleDataError, IntegrityError) as error:
        raise Stale("flow chart", key) from error


def drop(session: Session, actor: Actor, version_id: int, lock: int) -> None:
    """Throw a draft away; raises as `put_node` does, but for ChartRefused."""
    found = _draft_of(session, version_id, lock)
    record(session, actor, "flowchart.drop", found.id, number=found.number)
    session.delete(found)
    _flush(session, found)


def publish(
    session: Session, actor: Actor, version_id: int, lock: int, note: str
) -> FlowChartVersion:
    """Put a draft in use; the version that was in use retires. ``note`` says what changed.

    Raises:
        ChartRefused: it has faults, or an example ends otherwise than expected; carries them all.
        Stale, StepNotAllowed: as `put_node`.
        TextRefused: the note holds a citizen service number.
    """
    require_no_bsn("note", note)
    found = _draft_of(session, version_id, lock)
    faults = check(found.content) or example_faults(found.content, found.chart.examples)
    if faults:
        raise ChartRefused(faults)
    before = live(session)
    if before is not None:
        before.status = ChartStatus.RETIRED
        _flush(session, before)  # first: two versions in use are refused by the database
    found.status, found.note = ChartStatus.LIVE, note.strip()
    found.published_at, found.published_by_id = now(), actor.account_id
    _flush(session, found)
    record(
        session, actor, "flowchart.publish", found.id,
        number=found.number, checksum=found.checksum,
    )  # fmt: skip
    return found


def install(session: Session, actor: Actor) -> FlowChartVersion | None:
    """Put the supplied chart in use where there is none yet; return it, or None when there is."""
    if _chart(session).versions:
        return None
    made = take_supplied(session, actor)
    return publish(session, actor, made.id, made.version, "Meegeleverd / Supplied")
