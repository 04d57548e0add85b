"""What the service writes about itself: audit events, messages to send, uploaded files."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from matcher.database.accounts import Account
from matcher.database.base import Base, Moment, now


class AuditEvent(Base):
    """Append-only: the guards refuse every change and deletion."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_subject", "subject", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # None: the program
    origin: Mapped[str] = mapped_column(String(10))  # 'web', 'cli', 'job'
    action: Mapped[str] = mapped_column(String(60))  # 'proposal.approve'
    subject: Mapped[str] = mapped_column(String(40))  # 'proposal'
    subject_id: Mapped[int | None]
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # codes, never care data

    actor: Mapped[Account | None] = relationship()


class OutboxMessage(Base):
    """A mail that must go out, written in the transaction of what it tells of."""

    __tablename__ = "outbox_message"
    __table_args__ = (
        Index("ix_outbox_message_subject", "subject", "subject_id"),
        # What may be told once: a second message with the same key is not written.
        Index("uq_outbox_message_once", "once", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    recipient: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2), default="nl")
    template: Mapped[str] = mapped_column(String(60))
    values: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    sent_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    number_of_tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(Text, default="")
    subject: Mapped[str] = mapped_column(String(40), default="", server_default="")  # 'placement'
    subject_id: Mapped[int | None]
    once: Mapped[str | None] = mapped_column(String(160))  # 'check_in:31:due'
    given_up_at: Mapped[datetime | None] = mapped_column(Moment)
    until_at: Mapped[datetime | None] = mapped_column(Moment)  # of no use to anybody after this
    # When it turned out that nobody needs it any more: it had not gone out, and never will.
    overtaken_at: Mapped[datetime | None] = mapped_column(Moment)


class DoneTick(Base):
    """When a periodic job was last done: an hour or a day that was missed is seen."""

    __tablename__ = "done_tick"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)


class ImportBatch(Base):
    """A file as it was uploaded: previewed first, saved as a whole or not at all."""

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))  # 'hosts' or 'youths'
    file_name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    saved_at: Mapped[datetime | None] = mapped_column(Moment)
    number_of_rows: Mapped[int] = mapped_column(default=0)
