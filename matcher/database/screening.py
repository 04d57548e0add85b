"""The screening flow chart in versions, and what came out of it for each youth."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database.accounts import Account
from matcher.database.base import Base, Moment, code, now
from matcher.database.youths import Youth
from matcher.words import ChartStatus, OverrideReason, ScreeningRoute

LIVE = text("status = 'live'")
UNFINISHED = text("outcome IS NULL")


class FlowChart(Base):
    __tablename__ = "flow_chart"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)  # such as 'screening'

    versions: Mapped[list[FlowChartVersion]] = relationship(
        back_populates="chart", cascade="all, delete-orphan", order_by="FlowChartVersion.number"
    )
    examples: Mapped[list[FlowChartExample]] = relationship(
        back_populates="chart", cascade="all, delete-orphan", order_by="FlowChartExample.id"
    )


class FlowChartVersion(Base):
    """A draft may change; once live, the content is never written again, so that it replays."""

    __tablename__ = "flow_chart_version"
    __table_args__ = (
        UniqueConstraint("chart_id", "number"),
        Index(
            "uq_flow_chart_version_live",
            "chart_id",
            unique=True,
            sqlite_where=LIVE,
            postgresql_where=LIVE,
        ),
        CheckConstraint("(status = 'draft') = (published_at IS NULL)", name="published_once_used"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    chart_id: Mapped[int] = mapped_column(
        ForeignKey("flow_chart.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    status: Mapped[ChartStatus] = mapped_column(code(ChartStatus), default=ChartStatus.DRAFT)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    checksum: Mapped[str] = mapped_column(String(64))  # SHA-256 of the content, hex
    note: Mapped[str] = mapped_column(String(300), default="")  # what changed, and why
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    version: Mapped[int] = mapped_column(default=1)

    chart: Mapped[FlowChart] = relationship(back_populates="versions")
    made_by: Mapped[Account | None] = relationship(foreign_keys=[made_by_id])
    published_by: Mapped[Account | None] = relationship(foreign_keys=[published_by_id])

    __mapper_args__ = {"version_id_col": version}


class FlowChartExample(Base):
    """Answers with the outcome that people expect: tried on every version before it goes live."""

    __tablename__ = "flow_chart_example"
    __table_args__ = (UniqueConstraint("chart_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    chart_id: Mapped[int] = mapped_column(
        ForeignKey("flow_chart.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(120))
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    expected: Mapped[ScreeningRoute] = mapped_column(code(ScreeningRoute))

    chart: Mapped[FlowChart] = relationship(back_populates="examples")


class Screening(Base):
    """Answers and facts frozen at the moment itself, the path taken, and what a person decided.

    Without an outcome it is under way: of those there is one per youth.
    """

    __tablename__ = "screening"
    __table_args__ = (
        Index(
            "uq_screening_unfinished",
            "youth_id",
            unique=True,
            sqlite_where=UNFINISHED,
            postgresql_where=UNFINISHED,
        ),
        CheckConstraint("outcome IS NOT NULL OR chosen IS NULL", name="finished_before_decided"),
        CheckConstraint(
            "chosen IS NULL OR chosen = outcome OR (why IS NOT NULL AND override_text <> '')",
            name="override_with_a_reason",
        ),
        CheckConstraint("(chosen IS NULL) = (decided_at IS NULL)", name="decided_as_a_whole"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("flow_chart_version.id"), index=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    path: Mapped[list[Any]] = mapped_column(JSON)
    outcome: Mapped[ScreeningRoute | None] = mapped_column(
        code(ScreeningRoute, "screening_outcome")
    )
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    chosen: Mapped[ScreeningRoute | None] = mapped_column(code(ScreeningRoute, "screening_chosen"))
    why: Mapped[OverrideReason | None] = mapped_column(code(OverrideReason))
    override_text: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    version: Mapped[int] = mapped_column(default=1)

    youth: Mapped[Youth] = relationship()
    chart_version: Mapped[FlowChartVersion] = relationship()
    by: Mapped[Account | None] = relationship(foreign_keys=[by_id])
    decided_by: Mapped[Account | None] = relationship(foreign_keys=[decided_by_id])

    __mapper_args__ = {"version_id_col": version}
