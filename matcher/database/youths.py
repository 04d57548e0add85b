"""Youths, what they need, and the places that matter to them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database.accounts import Account, CareOrganisation
from matcher.database.base import Base, Moment, code
from matcher.database.places import Municipality
from matcher.words import (
    DayActivity,
    Gender,
    GenderWish,
    PlaceKind,
    PlaceTime,
    TargetGroup,
    YouthStatus,
)


class Youth(Base):
    __tablename__ = "youth"
    __table_args__ = (CheckConstraint("urgency BETWEEN 0 AND 3", name="urgency"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(40), unique=True)
    first_name: Mapped[str] = mapped_column(String(80))
    last_name: Mapped[str] = mapped_column(String(120))
    birth_date: Mapped[date]
    gender: Mapped[Gender] = mapped_column(code(Gender))
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")
    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipality.code"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("care_organisation.id"), index=True
    )
    status: Mapped[YouthStatus] = mapped_column(
        code(YouthStatus), default=YouthStatus.REGISTERED, index=True
    )
    registered_on: Mapped[date]
    ready_on: Mapped[date]  # can move in from this date
    out_of_care_on: Mapped[date | None]
    target_group: Mapped[TargetGroup] = mapped_column(code(TargetGroup))
    urgency: Mapped[int] = mapped_column(default=0)
    consent_at: Mapped[datetime | None] = mapped_column(Moment)
    lottery: Mapped[int]  # drawn once; breaks ties in a round
    version: Mapped[int] = mapped_column(default=1)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), unique=True)

    account: Mapped[Account | None] = relationship()
    municipality: Mapped[Municipality] = relationship()
    organisation: Mapped[CareOrganisation | None] = relationship()
    needs: Mapped[NeedProfile] = relationship(
        back_populates="youth", cascade="all, delete-orphan", uselist=False
    )
    places: Mapped[list[YouthPlace]] = relationship(
        back_populates="youth", cascade="all, delete-orphan", order_by="YouthPlace.id"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


class NeedProfile(Base):
    __tablename__ = "need_profile"
    __table_args__ = (
        CheckConstraint("guidance_kind BETWEEN 1 AND 4", name="guidance_kind"),
        CheckConstraint("attention_wish BETWEEN 1 AND 3", name="attention_wish"),
        CheckConstraint("budget_cents >= 0", name="budget_not_negative"),
    )

    youth_id: Mapped[int] = mapped_column(
        ForeignKey("youth.id", ondelete="CASCADE"), primary_key=True
    )
    budget_cents: Mapped[int]  # rent per month at most, service included
    guidance_kind: Mapped[int]
    day_activity: Mapped[DayActivity] = mapped_column(code(DayActivity))
    max_distance_km: Mapped[float] = mapped_column(default=15.0)
    smokes: Mapped[bool] = mapped_column(default=False)
    has_pet: Mapped[bool] = mapped_column(default=False)
    allergic_to_cats: Mapped[bool] = mapped_column(default=False)
    allergic_to_dogs: Mapped[bool] = mapped_column(default=False)
    needs_step_free: Mapped[bool] = mapped_column(default=False)
    household_gender_wish: Mapped[GenderWish] = mapped_column(
        code(GenderWish), default=GenderWish.ANY
    )
    accepts_children: Mapped[bool] = mapped_column(default=True)
    accepts_smoking_household: Mapped[bool] = mapped_column(default=True)
    accepts_pets: Mapped[bool] = mapped_column(default=True)
    languages: Mapped[str] = mapped_column(String(80), default="nl")
    interests: Mapped[str] = mapped_column(String(200), default="")
    attention_wish: Mapped[int] = mapped_column(default=2)
    age_exception: Mapped[bool] = mapped_column(default=False)
    age_exception_reason: Mapped[str] = mapped_column(Text, default="")

    youth: Mapped[Youth] = relationship(back_populates="needs")


class YouthPlace(Base):
    """A place on the *plekkenkaart*: past, now or later; the kind 'avoid' keeps rooms away."""

    __tablename__ = "youth_place"

    id: Mapped[int] = mapped_column(primary_key=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"), index=True)
    time: Mapped[PlaceTime] = mapped_column(code(PlaceTime))
    kind: Mapped[PlaceKind] = mapped_column(code(PlaceKind))
    name: Mapped[str] = mapped_column(String(80))
    municipality_code: Mapped[str | None] = mapped_column(ForeignKey("municipality.code"))
    latitude: Mapped[float]
    longitude: Mapped[float]
    radius_km: Mapped[float] = mapped_column(default=5.0)  # only for places to avoid
    note: Mapped[str] = mapped_column(String(200), default="")  # what the place means to the youth

    youth: Mapped[Youth] = relationship(back_populates="places")
