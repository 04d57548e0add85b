"""Photos of homes and rooms, made anew on arrival so that nothing hides in them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from matcher.database.base import Base, Moment, now
from matcher.database.hosts import Household, Room


class Photo(Base):
    """A picture of a room, or of the home when ``room_id`` is None. In the database, as the rest:
    one transaction, one backup."""

    __tablename__ = "photo"
    __table_args__ = (
        UniqueConstraint("household_id", "sha256"),
        CheckConstraint("width > 0 AND height > 0", name="has_a_size"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(
        ForeignKey("household.id", ondelete="CASCADE"), index=True
    )
    room_id: Mapped[int | None] = mapped_column(
        ForeignKey("room.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(default=0)
    caption: Mapped[str] = mapped_column(String(200), default="")
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    preview: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    media_type: Mapped[str] = mapped_column(String(20))  # of both: 'image/jpeg', 'image/webp'
    width: Mapped[int]
    height: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))  # of the file as it was uploaded, hex
    added_at: Mapped[datetime] = mapped_column(Moment, default=now)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    household: Mapped[Household] = relationship()
    room: Mapped[Room | None] = relationship()
