"""Municipalities, their places and postcodes, and the contracts that make them take part."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database.base import Base


class Municipality(Base):
    __tablename__ = "municipality"

    code: Mapped[str] = mapped_column(String(6), primary_key=True)  # CBS, such as GM0363
    name: Mapped[str] = mapped_column(String(80), unique=True)
    province: Mapped[str] = mapped_column(String(20))
    latitude: Mapped[float]
    longitude: Mapped[float]
    population: Mapped[int | None]  # official; loaded from a CBS file or typed in a contract
    population_on: Mapped[date | None]

    contracts: Mapped[list[Contract]] = relationship(
        back_populates="municipality", order_by="Contract.starts_on"
    )


class Place(Base):
    __tablename__ = "place"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), index=True)
    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipality.code"), index=True)
    latitude: Mapped[float]
    longitude: Mapped[float]
    population: Mapped[int | None]  # of the place, for demo weights only

    municipality: Mapped[Municipality] = relationship()


class Postcode(Base):
    """The four digits of a postcode: a suggestion of place and position, never a fact."""

    __tablename__ = "postcode"

    digits: Mapped[str] = mapped_column(String(4), primary_key=True)
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    latitude: Mapped[float]
    longitude: Mapped[float]

    place: Mapped[Place | None] = relationship()
    municipality: Mapped[Municipality] = relationship()


class Contract(Base):
    """A municipality takes part while a contract runs: from ``starts_on`` up to ``ends_on``."""

    __tablename__ = "contract"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on > starts_on", name="ends_after_start"),
        CheckConstraint(
            "placement_limit IS NULL OR placement_limit >= 0", name="limit_not_negative"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipality.code"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]  # exclusive; None: until notice
    placement_limit: Mapped[int | None]  # placed youths of this municipality at most
    tariff_cents: Mapped[int | None]  # per year

    municipality: Mapped[Municipality] = relationship(back_populates="contracts")
