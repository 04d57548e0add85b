"""Living there: the care team and who to call, check-ins, the participation ladder, the plan."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database.accounts import Account
from matcher.database.base import Base, Moment, code, now
from matcher.database.partial import unique_while
from matcher.database.placements import Placement
from matcher.database.work import CaseMeeting
from matcher.database.youths import Youth
from matcher.words import (
    ActionStatus,
    CheckInKind,
    CheckInStatus,
    ContactKind,
    CoreActivity,
    EvaluationSide,
    LadderMoment,
    LadderStep,
    LifeDomain,
    Side,
)


class CareTeam(Base):
    """One responsible worker and a deputy for a stay, and the counsellor of the youth."""

    __tablename__ = "care_team"
    __table_args__ = (CheckConstraint("deputy_id <> responsible_id", name="deputy_is_another"),)

    placement_id: Mapped[int] = mapped_column(
        ForeignKey("placement.id", ondelete="CASCADE"), primary_key=True
    )
    responsible_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    counsellor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    since_on: Mapped[date]

    placement: Mapped[Placement] = relationship()
    responsible: Mapped[Account] = relationship(foreign_keys=[responsible_id])
    deputy: Mapped[Account | None] = relationship(foreign_keys=[deputy_id])
    counsellor: Mapped[Account | None] = relationship(foreign_keys=[counsellor_id])


class EmergencyContact(Base):
    """A number to call, on every page of the placement."""

    __tablename__ = "emergency_contact"
    __table_args__ = (Index("ix_emergency_contact_placement_id", "placement_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placement.id", ondelete="CASCADE"))
    kind: Mapped[ContactKind] = mapped_column(code(ContactKind))
    position: Mapped[int]
    label: Mapped[str] = mapped_column(String(80))
    phone: Mapped[str] = mapped_column(String(30))
    hours: Mapped[str] = mapped_column(String(80), default="")

    placement: Mapped[Placement] = relationship()


class EmergencyLink(Base):
    """The address that shows the numbers without signing in; a new nonce makes the old useless."""

    __tablename__ = "emergency_link"

    placement_id: Mapped[int] = mapped_column(
        ForeignKey("placement.id", ondelete="CASCADE"), primary_key=True
    )
    nonce: Mapped[str] = mapped_column(String(32))
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)
    is_active: Mapped[bool] = mapped_column(default=True)

    placement: Mapped[Placement] = relationship()


class CheckIn(Base):
    """The first, second, … check-in of a stay. Only the next one is stored as planned."""

    __tablename__ = "check_in"
    __table_args__ = (
        UniqueConstraint("placement_id", "number"),
        CheckConstraint("status <> 'held' OR held_on IS NOT NULL", name="held_on_a_day"),
        unique_while("uq_check_in_planned", "placement_id", still="status = 'planned'"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placement.id", ondelete="CASCADE"))
    number: Mapped[int]
    planned_on: Mapped[date] = mapped_column(index=True)
    status: Mapped[CheckInStatus] = mapped_column(
        code(CheckInStatus), default=CheckInStatus.PLANNED
    )
    kind: Mapped[CheckInKind | None] = mapped_column(code(CheckInKind))
    held_on: Mapped[date | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    activities: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)  # CoreActivity -> 1..5
    summary: Mapped[str] = mapped_column(Text, default="")
    next_on: Mapped[date | None]  # agreed in the check-in itself; None: by policy
    version: Mapped[int] = mapped_column(default=1)

    placement: Mapped[Placement] = relationship()
    by: Mapped[Account | None] = relationship()
    voices: Mapped[list[CheckInVoice]] = relationship(
        back_populates="check_in", cascade="all, delete-orphan", order_by="CheckInVoice.side"
    )

    __mapper_args__ = {"version_id_col": version}


class CheckInVoice(Base):
    """How it goes, by one side. The other side never reads it."""

    __tablename__ = "check_in_voice"
    __table_args__ = (CheckConstraint("goes BETWEEN 1 AND 5", name="one_to_five"),)

    check_in_id: Mapped[int] = mapped_column(
        ForeignKey("check_in.id", ondelete="CASCADE"), primary_key=True
    )
    side: Mapped[EvaluationSide] = mapped_column(code(EvaluationSide), primary_key=True)
    goes: Mapped[int]
    text: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)

    check_in: Mapped[CheckIn] = relationship(back_populates="voices")
    by: Mapped[Account | None] = relationship()


class ParticipationStep(Base):
    """Where a youth stands on the participation ladder, on a day."""

    __tablename__ = "ladder_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"), index=True)
    placement_id: Mapped[int | None] = mapped_column(
        ForeignKey("placement.id", ondelete="CASCADE"), index=True
    )
    step: Mapped[LadderStep] = mapped_column(code(LadderStep))
    moment: Mapped[LadderMoment] = mapped_column(code(LadderMoment))
    on: Mapped[date]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")

    youth: Mapped[Youth] = relationship()
    placement: Mapped[Placement | None] = relationship()
    by: Mapped[Account | None] = relationship()


class Plan(Base):
    """The one plan of a stay."""

    __tablename__ = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(
        ForeignKey("placement.id", ondelete="CASCADE"), unique=True
    )
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"), index=True)
    goal: Mapped[str] = mapped_column(Text, default="")
    review_on: Mapped[date] = mapped_column(index=True)
    version: Mapped[int] = mapped_column(default=1)

    placement: Mapped[Placement] = relationship()
    youth: Mapped[Youth] = relationship()
    actions: Mapped[list[PlanAction]] = relationship(
        back_populates="plan", cascade="all, delete-orphan", order_by="PlanAction.id"
    )

    __mapper_args__ = {"version_id_col": version}


class PlanAction(Base):
    """What somebody does, how one sees that it is done, and by when."""

    __tablename__ = "plan_action"
    __table_args__ = (
        CheckConstraint("(status = 'done') = (done_on IS NOT NULL)", name="done_on_a_day"),
        CheckConstraint("what <> '' AND measured_by <> ''", name="is_measured"),
        Index("ix_plan_action_status_due_on", "status", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    domain: Mapped[LifeDomain | None] = mapped_column(code(LifeDomain))
    activity: Mapped[CoreActivity | None] = mapped_column(code(CoreActivity))
    what: Mapped[str] = mapped_column(String(300))
    measured_by: Mapped[str] = mapped_column(String(300))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    owner_side: Mapped[Side] = mapped_column(code(Side))
    due_on: Mapped[date]
    status: Mapped[ActionStatus] = mapped_column(code(ActionStatus), default=ActionStatus.OPEN)
    done_on: Mapped[date | None]
    chased_on: Mapped[date | None]
    number_of_chases: Mapped[int] = mapped_column(default=0)
    escalated_on: Mapped[date | None]
    meeting_id: Mapped[int | None] = mapped_column(
        ForeignKey("case_meeting.id", ondelete="SET NULL"), index=True
    )
    version: Mapped[int] = mapped_column(default=1)

    plan: Mapped[Plan] = relationship(back_populates="actions")
    owner: Mapped[Account | None] = relationship()
    meeting: Mapped[CaseMeeting | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
