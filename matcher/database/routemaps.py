"""Route maps for housing and for money: contents in versions, kept current by two owners."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database.accounts import Account
from matcher.database.base import Base, Moment, now
from matcher.database.base import code as coded
from matcher.database.places import Municipality
from matcher.words import RouteMapKind


class RouteMap(Base):
    """``municipality_code`` None: for the whole country."""

    __tablename__ = "route_map"
    __table_args__ = (CheckConstraint("owner_id <> second_owner_id", name="two_owners"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[RouteMapKind] = mapped_column(coded(RouteMapKind))
    municipality_code: Mapped[str | None] = mapped_column(
        ForeignKey("municipality.code"), index=True
    )
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    second_owner_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    review_on: Mapped[date]
    reminded_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    owner: Mapped[Account | None] = relationship(foreign_keys=[owner_id])
    second_owner: Mapped[Account | None] = relationship(foreign_keys=[second_owner_id])
    municipality: Mapped[Municipality | None] = relationship()
    versions: Mapped[list[RouteMapVersion]] = relationship(
        back_populates="route_map",
        cascade="all, delete-orphan",
        order_by="RouteMapVersion.number",
    )

    __mapper_args__ = {"version_id_col": version}


class RouteMapVersion(Base):
    """One version of the contents; ``published_at`` None: a draft."""

    __tablename__ = "route_map_version"
    __table_args__ = (UniqueConstraint("route_map_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    route_map_id: Mapped[int] = mapped_column(
        ForeignKey("route_map.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(String(300), default="")  # what changed
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    published_at: Mapped[datetime | None] = mapped_column(Moment)

    route_map: Mapped[RouteMap] = relationship(back_populates="versions")
    by: Mapped[Account | None] = relationship()
