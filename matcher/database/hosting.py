"""What a host tells beside the figures that matching reads: handling, circumstances, terms, rules."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database.accounts import Account
from matcher.database.base import Base, Moment, code, now
from matcher.database.hosts import Household
from matcher.words import HouseRuleKind, PauseReason, Tenure


class HouseholdHandling(Base):
    """Who handles a host, what comes next, and when a host who pauses can be asked again."""

    __tablename__ = "household_handling"

    household_id: Mapped[int] = mapped_column(
        ForeignKey("household.id", ondelete="CASCADE"), primary_key=True
    )
    handled_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    next_step_on: Mapped[date | None]  # by then the host hears from us
    pause_reason: Mapped[PauseReason | None] = mapped_column(code(PauseReason))
    host_again_on: Mapped[date | None] = mapped_column(index=True)
    reminded_on: Mapped[date | None]  # asked whether the room is free again

    household: Mapped[Household] = relationship()
    handled_by: Mapped[Account | None] = relationship()


class HouseholdCircumstances(Base):
    """What decides which warnings a host gets; none of it is used to match."""

    __tablename__ = "household_circumstances"
    __table_args__ = (CheckConstraint("number_of_residents >= 1", name="somebody_lives_there"),)

    household_id: Mapped[int] = mapped_column(
        ForeignKey("household.id", ondelete="CASCADE"), primary_key=True
    )
    tenure: Mapped[Tenure] = mapped_column(code(Tenure))
    number_of_residents: Mapped[int]  # who live there now, children included
    benefits: Mapped[str] = mapped_column(String(200), default="")  # Benefit codes, space between
    consent_asked_on: Mapped[date | None]  # of landlord or lender, as the host says
    answered_at: Mapped[datetime] = mapped_column(Moment, default=now)


class RoomTerms(Base):
    """What comes with the rent of a room, and what the host wishes of a housemate, in own words."""

    __tablename__ = "room_terms"
    __table_args__ = (
        CheckConstraint("service_cents >= 0", name="service_not_negative"),
        CheckConstraint("deposit_cents >= 0", name="deposit_not_negative"),
    )

    room_id: Mapped[int] = mapped_column(
        ForeignKey("room.id", ondelete="CASCADE"), primary_key=True
    )
    included: Mapped[str] = mapped_column(String(200), default="")  # RentIncludes codes
    service_cents: Mapped[int] = mapped_column(default=0)  # the part of the rent that is service
    deposit_cents: Mapped[int | None]  # None: not decided
    is_furnished: Mapped[bool] = mapped_column(default=True)
    notes: Mapped[str] = mapped_column(Text, default="")
    housemate_wish: Mapped[str] = mapped_column(Text, default="")
    limits: Mapped[str] = mapped_column(Text, default="")


class HouseRule(Base):
    """One rule of the house; ``position`` orders them (not unique, so that they can change places)."""

    __tablename__ = "house_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(
        ForeignKey("household.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    kind: Mapped[HouseRuleKind] = mapped_column(code(HouseRuleKind))
    text: Mapped[str] = mapped_column(String(300))
