"""The need profile in words: life domains with levels, talents and wishes, money."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database.accounts import Account
from matcher.database.base import Base, code
from matcher.database.youths import Youth
from matcher.words import LifeDomain


class NeedDetail(Base):
    """What a youth can and wants, in own words, and the budget as it was worked out.

    ``income`` and ``costs``: cents per month by IncomeKind and CostKind code.
    """

    __tablename__ = "need_detail"

    youth_id: Mapped[int] = mapped_column(
        ForeignKey("youth.id", ondelete="CASCADE"), primary_key=True
    )
    talents: Mapped[str] = mapped_column(Text, default="")
    wishes: Mapped[str] = mapped_column(Text, default="")
    must_nots: Mapped[str] = mapped_column(Text, default="")
    preferences: Mapped[str] = mapped_column(Text, default="")
    income: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    costs: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    budget_on: Mapped[date | None]  # the day on which the budget was worked out

    youth: Mapped[Youth] = relationship()


class DomainLevel(Base):
    """How it went in one life domain on one day. Never changed: a new level is a new row."""

    __tablename__ = "domain_level"
    __table_args__ = (
        CheckConstraint("level BETWEEN 1 AND 5", name="level"),
        Index("ix_domain_level_youth_id_domain", "youth_id", "domain"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    domain: Mapped[LifeDomain] = mapped_column(code(LifeDomain))
    level: Mapped[int]  # LifeLevel: 1 crisis to 5 well without help
    note: Mapped[str] = mapped_column(Text, default="")
    recorded_on: Mapped[date]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    youth: Mapped[Youth] = relationship()
    by: Mapped[Account | None] = relationship()
