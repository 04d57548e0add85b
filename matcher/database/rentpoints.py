"""What the points of a room are counted from, and the counts: WWSO, the legal maximum rent."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database.accounts import Account
from matcher.database.base import Base, Moment, code, now
from matcher.database.hosts import Room
from matcher.words import SpaceKind


class HomeBuilding(Base):
    """Facts of a whole home."""

    __tablename__ = "home_building"
    __table_args__ = (
        CheckConstraint("built_in BETWEEN 1000 AND 2200", name="built_in_a_year"),
        CheckConstraint("woz_cents > 0", name="woz_positive"),
        CheckConstraint("usable_m2 > 0", name="usable_m2_positive"),
        CheckConstraint("number_of_rooms_let >= 1", name="a_room_is_let"),
    )

    home_id: Mapped[int] = mapped_column(
        ForeignKey("home.id", ondelete="CASCADE"), primary_key=True
    )
    built_in: Mapped[int | None]
    energy_label: Mapped[str] = mapped_column(String(8), default="")  # 'A++', 'D'; '': unknown
    woz_cents: Mapped[int | None]
    woz_year: Mapped[int | None]
    usable_m2: Mapped[float | None]
    town_code: Mapped[str] = mapped_column(String(4), default="")  # BAG woonplaats; '': unknown
    number_of_rooms_let: Mapped[int] = mapped_column(default=1)
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now, onupdate=now)


class HomeSpace(Base):
    """A space in or around a home. ``room_id`` None: shared by all who live there."""

    __tablename__ = "home_space"
    __table_args__ = (
        CheckConstraint("area_m2 > 0", name="area_positive"),
        CheckConstraint("shared_by >= 1", name="shared_by_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    home_id: Mapped[int] = mapped_column(ForeignKey("home.id", ondelete="CASCADE"), index=True)
    room_id: Mapped[int | None] = mapped_column(
        ForeignKey("room.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[SpaceKind] = mapped_column(code(SpaceKind))
    name: Mapped[str] = mapped_column(String(80), default="")
    area_m2: Mapped[float]
    is_heated: Mapped[bool] = mapped_column(default=False)
    shared_by: Mapped[int] = mapped_column(default=1)  # households, lodgers counted as one each
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class RoomPoints(Base):
    """One count of a room: what was given, the lines of the library, the sum. Kept as history."""

    __tablename__ = "room_points"
    __table_args__ = (
        Index(
            "uq_room_points_in_force",
            "room_id",
            unique=True,
            sqlite_where=text("is_in_force"),
            postgresql_where=text("is_in_force"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id", ondelete="CASCADE"), index=True)
    counted_at: Mapped[datetime] = mapped_column(Moment, default=now)
    counted_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reference_on: Mapped[date]  # the table of points and rents of this day
    library_version: Mapped[str] = mapped_column(String(40))
    given: Mapped[dict[str, Any]] = mapped_column(JSON)
    lines: Mapped[list[Any]] = mapped_column(JSON)
    points: Mapped[float]
    maximum_cents: Mapped[int | None]
    is_in_force: Mapped[bool] = mapped_column(default=False)  # the maximum of the room is from it

    room: Mapped[Room] = relationship()
    counted_by: Mapped[Account | None] = relationship()
