"""Uploaded files that wait for a decision: looked at first, then saved as a whole or not at all.

A file holds personal details, so it is kept no longer than needed: its content goes when it is
saved, and after a day when it is not.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.database.base import now
from matcher.database.records import ImportBatch
from matcher.errors import NotFound, StepNotAllowed
from matcher.exchange import service
from matcher.exchange.columns import FileKind
from matcher.exchange.table import Limits

KEPT_FOR = timedelta(days=1)


def keep(
    session: Session, actor: Actor, kind: FileKind, file_name: str, content: bytes
) -> ImportBatch:
    """Store an uploaded file; nothing of it is imported yet."""
    batch = ImportBatch(
        kind=kind.value,
        file_name=file_name[:200],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        created_by_id=actor.account_id,
    )
    session.add(batch)
    session.flush()
    return batch


def find(
    session: Session, actor: Actor, batch_id: int, present: datetime | None = None
) -> ImportBatch:
    """Return an upload of the actor's own.

    Raises:
        NotFound: there is none, it is somebody else's, or it was not saved within a day.
    """
    batch = session.scalars(
        select(ImportBatch).where(
            ImportBatch.id == batch_id, ImportBatch.created_by_id == actor.account_id
        )
    ).one_or_none()
    if batch is None or (
        batch.saved_at is None and batch.created_at < (present or now()) - KEPT_FOR
    ):
        raise NotFound("import", batch_id)
    return batch


def save(
    session: Session,
    actor: Actor,
    batch_id: int,
    today: date,
    *,
    region: frozenset[str] | None,
    limits: Limits,
) -> service.Saved:
    """Import the kept file, once; two people or two clicks at a time cannot do it twice.

    Raises:
        NotFound: see :func:`find`.
        StepNotAllowed: it was saved before.
        ImportRejected: by now it has problems; nothing was saved.
    """
    batch = find(session, actor, batch_id)
    content = batch.content
    claimed = session.execute(
        update(ImportBatch)
        .where(ImportBatch.id == batch_id, ImportBatch.saved_at.is_(None))
        .values(saved_at=now(), content=b"")
        .returning(ImportBatch.id)
    ).one_or_none()
    if claimed is None:
        raise StepNotAllowed("import", "saved", "saved")
    saved = service.save(
        session,
        actor,
        FileKind(batch.kind),
        batch.file_name,
        content,
        today,
        region=region,
        limits=limits,
    )
    batch.number_of_rows = saved.rows_new + saved.rows_updated + saved.rows_unchanged
    session.flush()
    return saved


def forget_old(session: Session, present: datetime | None = None) -> int:
    """Remove uploads that nobody saved within a day; return how many."""
    old = delete(ImportBatch).where(
        ImportBatch.saved_at.is_(None), ImportBatch.created_at < (present or now()) - KEPT_FOR
    )
    return session.execute(old).rowcount  # type: ignore[attr-defined]
