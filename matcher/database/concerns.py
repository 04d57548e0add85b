"""Concerns about a stay, what was done about them, and steps along the agreed rules."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database.accounts import Account
from matcher.database.base import Base, Moment, code, now
from matcher.database.placements import Placement
from matcher.words import (
    ConcernKind,
    ConcernLevel,
    ConcernOutcome,
    ConcernStatus,
    SanctionStep,
    Seriousness,
    Side,
)


class Concern(Base):
    """A worry of host, youth or worker. Until it is closed it has a moment by which to act."""

    __tablename__ = "concern"
    __table_args__ = (
        CheckConstraint("status = 'closed' OR due_at IS NOT NULL", name="waits_until"),
        CheckConstraint("(status = 'closed') = (closed_at IS NOT NULL)", name="closed_at_a_moment"),
        CheckConstraint("status <> 'closed' OR outcome IS NOT NULL", name="closed_with_outcome"),
        Index("ix_concern_status_due_at", "status", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(
        ForeignKey("placement.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[ConcernKind] = mapped_column(code(ConcernKind))
    seriousness: Mapped[Seriousness] = mapped_column(code(Seriousness))
    status: Mapped[ConcernStatus] = mapped_column(code(ConcernStatus), default=ConcernStatus.OPEN)
    level: Mapped[ConcernLevel] = mapped_column(
        code(ConcernLevel), default=ConcernLevel.COORDINATOR
    )
    raised_by_side: Mapped[Side] = mapped_column(code(Side))
    raised_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    raised_at: Mapped[datetime] = mapped_column(Moment, default=now)
    text: Mapped[str] = mapped_column(Text)
    is_incident: Mapped[bool] = mapped_column(default=False)
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    outcome: Mapped[ConcernOutcome | None] = mapped_column(code(ConcernOutcome))
    outcome_text: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    placement: Mapped[Placement] = relationship()
    raised_by: Mapped[Account | None] = relationship(foreign_keys=[raised_by_id])
    holder: Mapped[Account | None] = relationship(foreign_keys=[holder_id])
    notes: Mapped[list[ConcernNote]] = relationship(
        back_populates="concern", cascade="all, delete-orphan", order_by="ConcernNote.id"
    )

    __mapper_args__ = {"version_id_col": version}


class ConcernNote(Base):
    __tablename__ = "concern_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    concern_id: Mapped[int] = mapped_column(
        ForeignKey("concern.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    text: Mapped[str] = mapped_column(Text)

    concern: Mapped[Concern] = relationship(back_populates="notes")
    by: Mapped[Account | None] = relationship()


class Sanction(Base):
    """A step that the agreement foresees when a house rule is broken, and the rule it names."""

    __tablename__ = "sanction"

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(
        ForeignKey("placement.id", ondelete="CASCADE"), index=True
    )
    concern_id: Mapped[int | None] = mapped_column(
        ForeignKey("concern.id", ondelete="CASCADE"), index=True
    )
    rule_position: Mapped[int | None]  # of the rule in the signed agreement
    step: Mapped[SanctionStep] = mapped_column(code(SanctionStep))
    told_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)

    placement: Mapped[Placement] = relationship()
    concern: Mapped[Concern | None] = relationship()
    by: Mapped[Account | None] = relationship()
