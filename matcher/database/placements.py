"""Placements. The guards against two of one room or one youth are in `guards.py`."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database.base import Base, Moment, code, now
from matcher.database.hosts import Room
from matcher.database.rounds import Proposal
from matcher.database.youths import Youth
from matcher.words import PlacementStatus

OCCUPIES = text("ends_on IS NULL AND status <> 'cancelled'")


class Placement(Base):
    """A youth lives, or is going to live, in a room: [starts_on, ends_on)."""

    __tablename__ = "placement"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on > starts_on", name="ends_after_start"),
        CheckConstraint("status <> 'ended' OR ends_on IS NOT NULL", name="ended_has_end"),
        # Beside the guards: an index survives a table rebuild that would drop a trigger.
        Index(
            "uq_placement_room_open",
            "room_id",
            unique=True,
            sqlite_where=OCCUPIES,
            postgresql_where=OCCUPIES,
        ),
        Index(
            "uq_placement_youth_open",
            "youth_id",
            unique=True,
            sqlite_where=OCCUPIES,
            postgresql_where=OCCUPIES,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"), index=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id"), index=True)
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"), unique=True)
    status: Mapped[PlacementStatus] = mapped_column(
        code(PlacementStatus), default=PlacementStatus.BOOKED
    )
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    version: Mapped[int] = mapped_column(default=1)

    room: Mapped[Room] = relationship()
    youth: Mapped[Youth] = relationship()
    proposal: Mapped[Proposal | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
