"""Home visits by two people, what they found, and the papers of a host."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database.accounts import Account, CareOrganisation
from matcher.database.base import Base, Moment, code, now
from matcher.database.hosts import Household
from matcher.words import (
    ApprovalGround,
    ChecklistPart,
    CheckOutcome,
    DocumentKind,
    DocumentState,
    HostStepReason,
    VisitAdvice,
    VisitStatus,
)


class Visitor(Base):
    """An account that can visit homes. The position is where the person starts from."""

    __tablename__ = "visitor"
    __table_args__ = (CheckConstraint("visits_per_week >= 0", name="visits_not_negative"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    trained_on: Mapped[date | None]  # None: not trained, cannot be sent
    visits_per_week: Mapped[int] = mapped_column(default=3)
    place_name: Mapped[str] = mapped_column(String(80), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    is_available: Mapped[bool] = mapped_column(default=True)
    languages: Mapped[str] = mapped_column(String(80), default="nl")  # ISO codes, space between

    account: Mapped[Account] = relationship()


class HomeVisit(Base):
    """The first, second, … visit to a household, from plan to decision."""

    __tablename__ = "home_visit"
    __table_args__ = (
        UniqueConstraint("household_id", "number"),
        CheckConstraint(
            "status <> 'decided' OR (decided_by_id IS NOT NULL AND decision IS NOT NULL)",
            name="decided_by_somebody",
        ),
        CheckConstraint("minutes > 0", name="takes_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(
        ForeignKey("household.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]  # 1 for the first visit
    status: Mapped[VisitStatus] = mapped_column(
        code(VisitStatus), default=VisitStatus.PLANNED, index=True
    )
    planned_at: Mapped[datetime] = mapped_column(Moment, index=True)
    minutes: Mapped[int]
    planned_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    pair_reason: Mapped[str] = mapped_column(Text, default="")  # why two of one organisation go
    notice_at: Mapped[datetime | None] = mapped_column(Moment)  # the household was told
    checklist_version: Mapped[str] = mapped_column(String(20), default="")  # '': not begun
    debriefing: Mapped[str] = mapped_column(Text, default="")
    advice: Mapped[VisitAdvice | None] = mapped_column(code(VisitAdvice, "visit_advice"))
    reported_at: Mapped[datetime | None] = mapped_column(Moment)
    reported_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decision: Mapped[VisitAdvice | None] = mapped_column(code(VisitAdvice, "visit_decision"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ground: Mapped[ApprovalGround | None] = mapped_column(code(ApprovalGround))  # of an approval
    # Of a refusal, or of calling the visit off.
    reason: Mapped[HostStepReason | None] = mapped_column(code(HostStepReason))
    explanation: Mapped[str] = mapped_column(Text, default="")  # of the decision or of calling off
    reminded_on: Mapped[date | None]  # the visitors, of a report that is late
    version: Mapped[int] = mapped_column(default=1)

    household: Mapped[Household] = relationship()
    planned_by: Mapped[Account | None] = relationship(foreign_keys=[planned_by_id])
    decided_by: Mapped[Account | None] = relationship(foreign_keys=[decided_by_id])
    visitors: Mapped[list[VisitVisitor]] = relationship(
        back_populates="visit", cascade="all, delete-orphan", order_by="VisitVisitor.account_id"
    )
    impressions: Mapped[list[VisitImpression]] = relationship(
        cascade="all, delete-orphan", order_by="VisitImpression.account_id"
    )
    answers: Mapped[list[VisitAnswer]] = relationship(
        cascade="all, delete-orphan", order_by="VisitAnswer.question"
    )
    actions: Mapped[list[VisitAction]] = relationship(
        back_populates="visit", cascade="all, delete-orphan", order_by="VisitAction.id"
    )

    __mapper_args__ = {"version_id_col": version}


class VisitVisitor(Base):
    """One of the visitors, with the organisation that the person came for on that day."""

    __tablename__ = "visit_visitor"

    visit_id: Mapped[int] = mapped_column(
        ForeignKey("home_visit.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, index=True)
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("care_organisation.id", ondelete="SET NULL"), index=True
    )  # None: the coordination team

    visit: Mapped[HomeVisit] = relationship(back_populates="visitors")
    account: Mapped[Account] = relationship()
    organisation: Mapped[CareOrganisation | None] = relationship()


class VisitImpression(Base):
    """What one visitor thought, written before the notes of others were shown."""

    __tablename__ = "visit_impression"

    visit_id: Mapped[int] = mapped_column(
        ForeignKey("home_visit.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, index=True)
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(Moment, default=now)

    account: Mapped[Account] = relationship()


class VisitAnswer(Base):
    """One line of the checklist; ``question`` is a code of the checklist file."""

    __tablename__ = "visit_answer"

    visit_id: Mapped[int] = mapped_column(
        ForeignKey("home_visit.id", ondelete="CASCADE"), primary_key=True
    )
    question: Mapped[str] = mapped_column(String(40), primary_key=True)
    part: Mapped[ChecklistPart] = mapped_column(code(ChecklistPart))
    outcome: Mapped[CheckOutcome] = mapped_column(code(CheckOutcome))
    note: Mapped[str] = mapped_column(Text, default="")


class VisitAction(Base):
    """Something to do after a visit. ``owner_id`` None: the host does it."""

    __tablename__ = "visit_action"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(
        ForeignKey("home_visit.id", ondelete="CASCADE"), index=True
    )
    text: Mapped[str] = mapped_column(String(300))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    due_on: Mapped[date] = mapped_column(index=True)
    done_on: Mapped[date | None]
    reminded_on: Mapped[date | None]

    visit: Mapped[HomeVisit] = relationship(back_populates="actions")
    owner: Mapped[Account | None] = relationship()


class HouseholdDocument(Base):
    """A paper of a host: which, of whom, in which state, and until when it holds."""

    __tablename__ = "household_document"
    __table_args__ = (
        CheckConstraint("expires_on >= issued_on", name="expires_after_issue"),
        Index("ix_household_document_household_id_kind", "household_id", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id", ondelete="CASCADE"))
    kind: Mapped[DocumentKind] = mapped_column(code(DocumentKind))
    person: Mapped[str] = mapped_column(String(120), default="")  # whose VOG, who gave a reference
    state: Mapped[DocumentState] = mapped_column(code(DocumentState), default=DocumentState.WANTED)
    issued_on: Mapped[date | None]
    expires_on: Mapped[date | None] = mapped_column(index=True)
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    checked_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
    reminded_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    household: Mapped[Household] = relationship()
    checked_by: Mapped[Account | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
