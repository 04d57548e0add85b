"""The woonkaart: three short questions. Answers for counting cannot be tied to anybody."""

from __future__ import annotations

import secrets
from datetime import date

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database.base import Base, code
from matcher.database.places import Municipality
from matcher.database.youths import Youth
from matcher.words import WoonkaartFeeling, WoonkaartHelp, WoonkaartMoment, WoonkaartStay


def _random_key() -> int:
    return secrets.randbits(62)


class School(Base):
    __tablename__ = "school"
    __table_args__ = (UniqueConstraint("name", "municipality_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipality.code"), index=True)
    is_active: Mapped[bool] = mapped_column(default=True)

    municipality: Mapped[Municipality] = relationship()


class WoonkaartAnswer(Base):
    """One filled-in card. No date, no person, no account, and a random key instead of a number:
    neither the row nor the order of the rows tells who answered."""

    __tablename__ = "woonkaart_answer"
    __table_args__ = (Index("ix_woonkaart_answer_half_year_school_id", "half_year", "school_id"),)

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"),
        primary_key=True,
        autoincrement=False,
        default=_random_key,
    )
    half_year: Mapped[str] = mapped_column(String(6))  # '2026-2'
    moment: Mapped[WoonkaartMoment] = mapped_column(code(WoonkaartMoment))
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"), index=True)
    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipality.code"), index=True)
    district: Mapped[str] = mapped_column(String(60), default="")
    stay: Mapped[WoonkaartStay] = mapped_column(code(WoonkaartStay))
    feeling: Mapped[WoonkaartFeeling] = mapped_column(code(WoonkaartFeeling))
    help_wish: Mapped[WoonkaartHelp] = mapped_column(code(WoonkaartHelp))
    version: Mapped[str] = mapped_column(String(10))  # of the questions


class YouthWoonkaart(Base):
    """The answers of a youth in the own dossier: kept apart, and only with consent."""

    __tablename__ = "youth_woonkaart"

    id: Mapped[int] = mapped_column(primary_key=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"), index=True)
    intake_id: Mapped[int | None] = mapped_column(
        ForeignKey("intake.id", ondelete="SET NULL"), index=True
    )
    answered_on: Mapped[date]
    stay: Mapped[WoonkaartStay] = mapped_column(code(WoonkaartStay))
    feeling: Mapped[WoonkaartFeeling] = mapped_column(code(WoonkaartFeeling))
    help_wish: Mapped[WoonkaartHelp] = mapped_column(code(WoonkaartHelp))
    version: Mapped[str] = mapped_column(String(10))

    youth: Mapped[Youth] = relationship()
