"""The weekly case meeting, and what people wish for their work list and digest."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database.accounts import Account
from matcher.database.base import Base, Moment, code, now
from matcher.words import AgendaPart, MeetingStatus, WorkKind


class CaseMeeting(Base):
    """The meeting of one region on one day. ``region``: a municipality code or a name."""

    __tablename__ = "case_meeting"
    __table_args__ = (UniqueConstraint("region", "held_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region: Mapped[str] = mapped_column(String(80))
    held_on: Mapped[date] = mapped_column(index=True)
    status: Mapped[MeetingStatus] = mapped_column(
        code(MeetingStatus), default=MeetingStatus.PLANNED
    )
    chair_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    minutes: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    chair: Mapped[Account | None] = relationship()
    items: Mapped[list[MeetingItem]] = relationship(
        back_populates="meeting", cascade="all, delete-orphan", order_by="MeetingItem.position"
    )

    __mapper_args__ = {"version_id_col": version}


class MeetingItem(Base):
    """One point of the agenda, frozen when the meeting is opened."""

    __tablename__ = "meeting_item"
    __table_args__ = (
        UniqueConstraint("meeting_id", "position"),
        Index("ix_meeting_item_subject", "subject", "subject_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("case_meeting.id", ondelete="CASCADE"))
    position: Mapped[int]
    part: Mapped[AgendaPart] = mapped_column(code(AgendaPart))
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    prepared: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # codes and figures
    discussed: Mapped[bool] = mapped_column(default=False)
    decision: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)

    meeting: Mapped[CaseMeeting] = relationship(back_populates="items")
    decided_by: Mapped[Account | None] = relationship()


class MessageWish(Base):
    """Whether somebody wants the daily digest, and on which days (1 is Monday)."""

    __tablename__ = "message_wish"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    wants_digest: Mapped[bool] = mapped_column(default=True)
    weekdays: Mapped[str] = mapped_column(String(7), default="12345")
    digested_on: Mapped[date | None]

    account: Mapped[Account] = relationship()


class WorkSnooze(Base):
    """Somebody puts one item of the work list away until a day."""

    __tablename__ = "work_snooze"
    __table_args__ = (UniqueConstraint("account_id", "kind", "subject", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[WorkKind] = mapped_column(code(WorkKind))
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    until_on: Mapped[date]

    account: Mapped[Account] = relationship()


class WorkHandover(Base):
    """One item of the work list does not wait for ``giver`` any more, but for ``receiver``.

    ``giver_id`` None: it waited for a whole team, or for several people. ``by_id``: who handed it
    over; a colleague may do that for somebody who is away.
    """

    __tablename__ = "work_handover"
    __table_args__ = (
        UniqueConstraint("kind", "subject", "subject_id"),
        CheckConstraint("giver_id <> receiver_id", name="two_people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[WorkKind] = mapped_column(code(WorkKind))
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    giver_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    receiver_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    given_at: Mapped[datetime] = mapped_column(Moment, default=now)

    receiver: Mapped[Account] = relationship(foreign_keys=[receiver_id])
