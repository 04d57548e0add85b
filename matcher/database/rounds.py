"""Matching rounds with what was frozen and found, proposals, and pairs that people ruled out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from matcher.database.accounts import Account
from matcher.database.base import Base, Moment, code, now
from matcher.database.hosts import Room
from matcher.database.youths import Youth
from matcher.words import DeclineReason, ProposalOrigin, ProposalStatus, RoundStatus

IS_RUNNING = text("status = 'running'")
IS_OPEN = text("status = 'proposed'")


class MatchingRound(Base):
    __tablename__ = "matching_round"
    __table_args__ = (
        # One round runs at a time: the database itself refuses a second one.
        Index(
            "uq_matching_round_running",
            "status",
            unique=True,
            sqlite_where=IS_RUNNING,
            postgresql_where=IS_RUNNING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[RoundStatus] = mapped_column(code(RoundStatus), default=RoundStatus.QUEUED)
    step: Mapped[str] = mapped_column(String(40), default="")  # what a running round is doing
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    started_at: Mapped[datetime | None] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    heartbeat_at: Mapped[datetime | None] = mapped_column(Moment)  # last sign of a running round
    # Counts the runs: one that was given up and comes back late may not store anything.
    attempt: Mapped[int] = mapped_column(default=0, server_default="0")
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    # A trial tells what a round would do, and proposes nothing.
    is_trial: Mapped[bool] = mapped_column(default=False, server_default=false())
    today: Mapped[date]  # the date the rules were applied to
    parameters: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    # A zip of the files that `kamermatch solve` reads, so that anyone can replay the round.
    problem: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    problem_sha256: Mapped[str | None] = mapped_column(String(64))
    result: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    summary: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    error: Mapped[str] = mapped_column(Text, default="")

    created_by: Mapped[Account | None] = relationship()
    proposals: Mapped[list[Proposal]] = relationship(back_populates="round", order_by="Proposal.id")


class Proposal(Base):
    __tablename__ = "proposal"
    __table_args__ = (
        # A room whose proposal came to nothing may be proposed again in the same round, but two
        # people who repair it at one moment may not both succeed.
        Index(
            "uq_proposal_open_youth",
            "round_id",
            "youth_id",
            unique=True,
            sqlite_where=IS_OPEN,
            postgresql_where=IS_OPEN,
        ),
        Index(
            "uq_proposal_open_room",
            "round_id",
            "room_id",
            unique=True,
            sqlite_where=IS_OPEN,
            postgresql_where=IS_OPEN,
        ),
        Index("ix_proposal_status_round_id", "status", "round_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("matching_round.id"), index=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id"), index=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"), index=True)
    status: Mapped[ProposalStatus] = mapped_column(
        code(ProposalStatus), default=ProposalStatus.PROPOSED
    )
    origin: Mapped[ProposalOrigin] = mapped_column(
        code(ProposalOrigin),
        default=ProposalOrigin.ROUND,
        server_default="round",
    )
    # The proposal that came to nothing, in whose place this one came.
    replaces_id: Mapped[int | None] = mapped_column(
        ForeignKey("proposal.id", ondelete="SET NULL"), index=True
    )
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]  # when the room's availability ends; None: open
    nights: Mapped[int]
    fit: Mapped[int]
    priority: Mapped[int]
    distance_km: Mapped[float]
    fit_parts: Mapped[dict[str, int]] = mapped_column(JSON)
    explanation: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decline_reason: Mapped[DeclineReason | None] = mapped_column(code(DeclineReason))
    decline_note: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    round: Mapped[MatchingRound] = relationship(back_populates="proposals")
    youth: Mapped[Youth] = relationship()
    room: Mapped[Room] = relationship()
    decided_by: Mapped[Account | None] = relationship()
    alternatives: Mapped[list[ProposalAlternative]] = relationship(
        back_populates="proposal",
        cascade="all, delete-orphan",
        order_by="ProposalAlternative.rank",
    )

    __mapper_args__ = {"version_id_col": version}


class ProposalAlternative(Base):
    """What was second: another room for the youth (side 'room'), another youth for the room."""

    __tablename__ = "proposal_alternative"
    __table_args__ = (UniqueConstraint("proposal_id", "side", "rank"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"))
    side: Mapped[str] = mapped_column(String(5))  # 'room' or 'youth'
    rank: Mapped[int]
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id"))
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"))
    nights: Mapped[int]
    fit: Mapped[int]
    distance_km: Mapped[float]
    is_free: Mapped[bool]  # not chosen elsewhere in the same round

    proposal: Mapped[Proposal] = relationship(back_populates="alternatives")
    youth: Mapped[Youth] = relationship()
    room: Mapped[Room] = relationship()


class RoundUnmatched(Base):
    """A youth or a room that a round left without a proposal, and why."""

    __tablename__ = "round_unmatched"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("matching_round.id"), index=True)
    youth_id: Mapped[int | None] = mapped_column(ForeignKey("youth.id"), index=True)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"), index=True)
    reason: Mapped[str] = mapped_column(String(80))
    # reason code -> {"blocks": rooms or youths it rules out, "only": those that it alone rules out}
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    youth: Mapped[Youth | None] = relationship()
    room: Mapped[Room | None] = relationship()


class PairExclusion(Base):
    """People decided that this youth and this room do not go together.

    ``proposal_id``: after whose 'no'; when that decision is taken back, this goes with it. None
    after a stay.
    """

    __tablename__ = "pair_exclusion"
    __table_args__ = (UniqueConstraint("youth_id", "room_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id", ondelete="CASCADE"))
    proposal_id: Mapped[int | None] = mapped_column(
        ForeignKey("proposal.id", ondelete="SET NULL"), index=True
    )
    reason: Mapped[DeclineReason] = mapped_column(code(DeclineReason))
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
