"""Households, their homes, the rooms they offer, and a sign-up under way."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database.accounts import Account
from matcher.database.base import Base, Moment, code, now
from matcher.database.places import Municipality
from matcher.words import GenderWish, HouseholdGender, HouseholdKind, HouseholdStatus


class Household(Base):
    __tablename__ = "household"
    __table_args__ = (CheckConstraint("attention_offer BETWEEN 1 AND 3", name="attention_offer"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(40), unique=True)
    contact_name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), index=True)
    phone: Mapped[str] = mapped_column(String(30), default="")
    kind: Mapped[HouseholdKind] = mapped_column(code(HouseholdKind))
    gender: Mapped[HouseholdGender] = mapped_column(code(HouseholdGender))
    has_children: Mapped[bool] = mapped_column(default=False)
    smokes: Mapped[bool] = mapped_column(default=False)
    has_cat: Mapped[bool] = mapped_column(default=False)
    has_dog: Mapped[bool] = mapped_column(default=False)
    languages: Mapped[str] = mapped_column(String(80), default="nl")  # ISO codes, space between
    interests: Mapped[str] = mapped_column(String(200), default="")  # Interest codes, space between
    attention_offer: Mapped[int] = mapped_column(default=2)
    motivation: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[HouseholdStatus] = mapped_column(
        code(HouseholdStatus), default=HouseholdStatus.SIGNED_UP, index=True
    )
    signed_up_on: Mapped[date]
    consent_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), unique=True)

    account: Mapped[Account | None] = relationship()
    homes: Mapped[list[Home]] = relationship(
        back_populates="household", cascade="all, delete-orphan", order_by="Home.id"
    )

    __mapper_args__ = {"version_id_col": version}


class Home(Base):
    __tablename__ = "home"

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(
        ForeignKey("household.id", ondelete="CASCADE"), index=True
    )
    street: Mapped[str] = mapped_column(String(120))
    house_number: Mapped[str] = mapped_column(String(20))
    postcode: Mapped[str] = mapped_column(String(7))  # 1234 AB
    place_name: Mapped[str] = mapped_column(String(80))
    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipality.code"), index=True)
    latitude: Mapped[float]
    longitude: Mapped[float]

    household: Mapped[Household] = relationship(back_populates="homes")
    municipality: Mapped[Municipality] = relationship()
    rooms: Mapped[list[Room]] = relationship(
        back_populates="home", cascade="all, delete-orphan", order_by="Room.id"
    )


class Room(Base):
    """One room for one youth; a second youth in the home is a second room."""

    __tablename__ = "room"
    __table_args__ = (
        CheckConstraint("rent_cents >= 0", name="rent_not_negative"),
        CheckConstraint("min_age <= max_age", name="ages_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    home_id: Mapped[int] = mapped_column(ForeignKey("home.id", ondelete="CASCADE"), index=True)
    reference: Mapped[str] = mapped_column(String(40), unique=True)
    description: Mapped[str] = mapped_column(Text, default="")
    area_m2: Mapped[float | None]
    rent_cents: Mapped[int]  # per month, service included
    legal_max_rent_cents: Mapped[int | None]  # by the points system; None: not counted yet
    min_age: Mapped[int] = mapped_column(default=18)
    max_age: Mapped[int] = mapped_column(default=27)
    accepts_gender: Mapped[GenderWish] = mapped_column(code(GenderWish), default=GenderWish.ANY)
    smoking_allowed: Mapped[bool] = mapped_column(default=False)
    pets_welcome: Mapped[bool] = mapped_column(default=False)
    step_free: Mapped[bool] = mapped_column(default=False)
    accepts_guidance: Mapped[str] = mapped_column(String(4), default="34")  # GuidanceKind codes
    requires_day_activity: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)

    home: Mapped[Home] = relationship(back_populates="rooms")
    availabilities: Mapped[list[RoomAvailability]] = relationship(
        back_populates="room",
        cascade="all, delete-orphan",
        order_by="RoomAvailability.free_from",
    )

    __mapper_args__ = {"version_id_col": version}


class RoomAvailability(Base):
    """The host offers the room from ``free_from`` up to, not including, ``free_until``."""

    __tablename__ = "room_availability"
    __table_args__ = (
        CheckConstraint("free_until IS NULL OR free_until > free_from", name="until_after_from"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id", ondelete="CASCADE"), index=True)
    free_from: Mapped[date]
    free_until: Mapped[date | None]

    room: Mapped[Room] = relationship(back_populates="availabilities")


class SignUpDraft(Base):
    """The answers of a host who is half-way; found again by a random key in the browser.

    ``email`` and ``nonce``: for the link by mail that opens the draft on another device.
    """

    __tablename__ = "sign_up_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256, hex
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now, onupdate=now)
    email: Mapped[str] = mapped_column(String(254), default="")
    nonce: Mapped[str] = mapped_column(String(32), default="")
    mailed_at: Mapped[datetime | None] = mapped_column(Moment)
