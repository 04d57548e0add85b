"""From an approved proposal to moving in: the introduction, its questions, moments, disclosures."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database.accounts import Account
from matcher.database.base import Base, Moment, code, now
from matcher.database.partial import unique_while
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.words import (
    Answer,
    AnswerWay,
    DeclineReason,
    DisclosureLevel,
    IntroductionStage,
    MeetingPlace,
    QuestionKind,
    Side,
)


class Introduction(Base):
    """Where an approved proposal stands. What waits for somebody has a day on which it ends.

    A proposal that was taken back and approved again has two; one of them goes on.
    """

    __tablename__ = "introduction"
    __table_args__ = (
        CheckConstraint("stage IN ('started', 'stopped') OR due_at IS NOT NULL", "waits_until"),
        CheckConstraint("trial_until_on > trial_from_on", name="trial_in_order"),
        CheckConstraint("deputy_id <> responsible_id", name="deputy_is_another"),
        CheckConstraint(
            "stage <> 'stopped' OR (stop_reason IS NOT NULL AND stopped_at IS NOT NULL)",
            name="stopped_with_reason",
        ),
        unique_while("uq_introduction_going", "proposal_id", still="stage <> 'stopped'"),
        Index("ix_introduction_stage_due_at", "stage", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(
        ForeignKey("proposal.id", ondelete="CASCADE"), index=True
    )
    placement_id: Mapped[int | None] = mapped_column(
        ForeignKey("placement.id", ondelete="CASCADE"), unique=True
    )
    stage: Mapped[IntroductionStage] = mapped_column(
        code(IntroductionStage), default=IntroductionStage.INTEREST
    )
    stage_since_at: Mapped[datetime] = mapped_column(Moment, default=now)
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    counsellor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    wants_trial: Mapped[bool] = mapped_column(default=False)
    met_on: Mapped[date | None]
    trial_from_on: Mapped[date | None]
    trial_until_on: Mapped[date | None]  # exclusive: the morning after the last night
    number_of_extensions: Mapped[int] = mapped_column(default=0)
    number_of_missed: Mapped[int] = mapped_column(default=0)  # dates on which nobody met
    calendar_nonce: Mapped[str] = mapped_column(String(32), default="")  # in the link to the file
    calendar_sequence: Mapped[int] = mapped_column(
        default=0
    )  # goes up with each change of the date
    stopped_by: Mapped[Side | None] = mapped_column(code(Side))
    stop_reason: Mapped[DeclineReason | None] = mapped_column(code(DeclineReason))
    stop_note: Mapped[str] = mapped_column(Text, default="")
    stopped_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    proposal: Mapped[Proposal] = relationship()
    placement: Mapped[Placement | None] = relationship()
    responsible: Mapped[Account | None] = relationship(foreign_keys=[responsible_id])
    deputy: Mapped[Account | None] = relationship(foreign_keys=[deputy_id])
    counsellor: Mapped[Account | None] = relationship(foreign_keys=[counsellor_id])
    questions: Mapped[list[Question]] = relationship(
        back_populates="introduction", cascade="all, delete-orphan", order_by="Question.id"
    )
    moments: Mapped[list[MeetingMoment]] = relationship(
        back_populates="introduction",
        cascade="all, delete-orphan",
        order_by="MeetingMoment.starts_at",
    )

    __mapper_args__ = {"version_id_col": version}


class Question(Base):
    """Something asked of one side, with a time limit; answered once, or closed unanswered."""

    __tablename__ = "question"
    __table_args__ = (
        CheckConstraint("(answered_at IS NULL) = (answer IS NULL)", name="answered_with_answer"),
        CheckConstraint("answered_at IS NULL OR closed_at IS NULL", name="answered_or_closed"),
        unique_while(
            "uq_question_open",
            "introduction_id",
            "kind",
            "side",
            still="answered_at IS NULL AND closed_at IS NULL",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    introduction_id: Mapped[int] = mapped_column(
        ForeignKey("introduction.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[QuestionKind] = mapped_column(code(QuestionKind))
    side: Mapped[Side] = mapped_column(code(Side))
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    due_at: Mapped[datetime] = mapped_column(Moment, index=True)
    nonce: Mapped[str] = mapped_column(String(32))  # in the link; a new one makes the old useless
    reminded_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answer: Mapped[Answer | None] = mapped_column(code(Answer))
    reason: Mapped[DeclineReason | None] = mapped_column(code(DeclineReason))
    note: Mapped[str] = mapped_column(Text, default="")
    way: Mapped[AnswerWay | None] = mapped_column(code(AnswerWay))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)

    introduction: Mapped[Introduction] = relationship(back_populates="questions")
    by: Mapped[Account | None] = relationship()


class MeetingMoment(Base):
    """A moment that somebody offers for the introduction; at most one is chosen."""

    __tablename__ = "meeting_moment"
    __table_args__ = (
        CheckConstraint("minutes > 0", name="takes_time"),
        UniqueConstraint("introduction_id", "starts_at"),
        unique_while("uq_meeting_moment_chosen", "introduction_id", still="is_chosen"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    introduction_id: Mapped[int] = mapped_column(ForeignKey("introduction.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime] = mapped_column(Moment)
    minutes: Mapped[int]
    place: Mapped[MeetingPlace] = mapped_column(code(MeetingPlace))
    offered_by: Mapped[Side] = mapped_column(code(Side))
    is_chosen: Mapped[bool] = mapped_column(default=False)

    introduction: Mapped[Introduction] = relationship(back_populates="moments")
    answers: Mapped[list[MomentAnswer]] = relationship(
        back_populates="moment", cascade="all, delete-orphan", order_by="MomentAnswer.side"
    )


class MomentAnswer(Base):
    """Whether a moment suits one side."""

    __tablename__ = "moment_answer"

    moment_id: Mapped[int] = mapped_column(
        ForeignKey("meeting_moment.id", ondelete="CASCADE"), primary_key=True
    )
    side: Mapped[Side] = mapped_column(code(Side), primary_key=True)
    can: Mapped[bool]

    moment: Mapped[MeetingMoment] = relationship(back_populates="answers")


class Disclosure(Base):
    """What one side was shown of the other, and when. The guards refuse every change."""

    __tablename__ = "disclosure"
    __table_args__ = (UniqueConstraint("proposal_id", "to_side", "level"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"))
    to_side: Mapped[Side] = mapped_column(code(Side))
    level: Mapped[DisclosureLevel] = mapped_column(code(DisclosureLevel))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)

    proposal: Mapped[Proposal] = relationship()
    by: Mapped[Account | None] = relationship()
