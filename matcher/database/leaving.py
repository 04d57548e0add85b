"""Leaving a room and what comes after: the ending, the future plan, evaluations, after-care."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database.accounts import Account
from matcher.database.base import Base, Moment, code, now
from matcher.database.partial import unique_while
from matcher.database.placements import Placement
from matcher.words import (
    Destination,
    EndingKind,
    EndingReason,
    EndingStatus,
    EvaluationSide,
    FollowUpStatus,
    HandoverStatus,
    Side,
)


class Ending(Base):
    """The end of a stay, from the day it is known. A notice that was withdrawn stays as a row."""

    __tablename__ = "ending"
    __table_args__ = (
        CheckConstraint("status <> 'done' OR destination IS NOT NULL", name="done_with_place"),
        CheckConstraint("status <> 'done' OR closed_on IS NOT NULL", name="done_on_a_day"),
        unique_while("uq_ending_standing", "placement_id", still="status <> 'withdrawn'"),
        Index("ix_ending_status_ends_on", "status", "ends_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(
        ForeignKey("placement.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[EndingKind] = mapped_column(code(EndingKind))
    status: Mapped[EndingStatus] = mapped_column(code(EndingStatus), default=EndingStatus.PLANNED)
    reason: Mapped[EndingReason] = mapped_column(code(EndingReason))
    given_by: Mapped[Side] = mapped_column(code(Side))
    told_on: Mapped[date]
    ends_on: Mapped[date]  # exclusive, as the end of the placement
    previous_ends_on: Mapped[date | None]  # what a withdrawn notice goes back to
    destination: Mapped[Destination | None] = mapped_column(code(Destination))
    destination_note: Mapped[str] = mapped_column(Text, default="")
    explanation: Mapped[str] = mapped_column(Text, default="")
    match_again: Mapped[bool | None]  # the youth looks for another room
    host_again: Mapped[bool | None]  # the host wants another youth
    host_asked_on: Mapped[date | None]  # the mail with the last day asks it
    closed_on: Mapped[date | None]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    placement: Mapped[Placement] = relationship()
    made_by: Mapped[Account | None] = relationship()

    __mapper_args__ = {"version_id_col": version}


class FuturePlan(Base):
    """What comes after the stay, made together before it ends."""

    __tablename__ = "future_plan"

    placement_id: Mapped[int] = mapped_column(
        ForeignKey("placement.id", ondelete="CASCADE"), primary_key=True
    )
    housing: Mapped[str] = mapped_column(Text, default="")
    money: Mapped[str] = mapped_column(Text, default="")
    work: Mapped[str] = mapped_column(Text, default="")
    network: Mapped[str] = mapped_column(Text, default="")
    help: Mapped[str] = mapped_column(Text, default="")
    agreed_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    placement: Mapped[Placement] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Evaluation(Base):
    """What one side says afterwards: a few scores and own words. The other side never reads it."""

    __tablename__ = "evaluation"
    __table_args__ = (
        UniqueConstraint("placement_id", "side"),
        CheckConstraint("given_at IS NULL OR closed_at IS NULL", name="given_or_closed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placement.id", ondelete="CASCADE"))
    side: Mapped[EvaluationSide] = mapped_column(code(EvaluationSide))
    nonce: Mapped[str] = mapped_column(String(32))
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    due_at: Mapped[datetime] = mapped_column(Moment, index=True)
    reminded_at: Mapped[datetime | None] = mapped_column(Moment)
    scores: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)  # question -> 1..5
    own_words: Mapped[str] = mapped_column(Text, default="")
    would_again: Mapped[bool | None]
    given_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)

    placement: Mapped[Placement] = relationship()


class WarmHandover(Base):
    """Somebody elsewhere goes on with the youth, and confirms it."""

    __tablename__ = "warm_handover"
    __table_args__ = (
        CheckConstraint(
            "status NOT IN ('confirmed', 'refused') OR answered_at IS NOT NULL", name="answered"
        ),
        unique_while("uq_warm_handover_asked", "placement_id", still="status = 'asked'"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(
        ForeignKey("placement.id", ondelete="CASCADE"), index=True
    )
    receiver: Mapped[str] = mapped_column(String(120), default="")
    receiver_email: Mapped[str] = mapped_column(String(254), default="")
    subjects: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[HandoverStatus] = mapped_column(
        code(HandoverStatus), default=HandoverStatus.ASKED
    )
    nonce: Mapped[str] = mapped_column(String(32))
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    due_at: Mapped[datetime] = mapped_column(Moment, index=True)
    reminded_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answer_note: Mapped[str] = mapped_column(Text, default="")
    talked_on: Mapped[date | None]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)

    placement: Mapped[Placement] = relationship()
    made_by: Mapped[Account | None] = relationship()


class FollowUp(Base):
    """How the youth is, some months later. Tried a few times, then given up with a reason."""

    __tablename__ = "follow_up"
    __table_args__ = (
        CheckConstraint("status <> 'planned' OR next_try_on IS NOT NULL", name="waits_until"),
        CheckConstraint("goes BETWEEN 1 AND 5", name="one_to_five"),
        Index("ix_follow_up_status_next_try_on", "status", "next_try_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(
        ForeignKey("placement.id", ondelete="CASCADE"), unique=True
    )
    due_on: Mapped[date]
    status: Mapped[FollowUpStatus] = mapped_column(
        code(FollowUpStatus), default=FollowUpStatus.PLANNED
    )
    nonce: Mapped[str] = mapped_column(String(32))
    number_of_tries: Mapped[int] = mapped_column(default=0)
    next_try_on: Mapped[date | None]
    reached_on: Mapped[date | None]
    destination: Mapped[Destination | None] = mapped_column(code(Destination))
    goes: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text, default="")
    wants_contact: Mapped[bool] = mapped_column(default=False)
    given_up_because: Mapped[str] = mapped_column(String(40), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    placement: Mapped[Placement] = relationship()
    by: Mapped[Account | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
