"""The way of a youth to 'ready': the case, consents, intakes, exceptions, corrections, name lists."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database.accounts import Account, CareOrganisation
from matcher.database.base import Base, Moment, code, now
from matcher.database.hosts import Household
from matcher.database.youths import Youth
from matcher.words import (
    CaseSource,
    ConsentPurpose,
    ConsentWay,
    ExceptionKind,
    IntakeMoment,
    IntakeOutcome,
    ListedOutcome,
    Specialism,
)


def _open(name: str, *columns: str, still: str) -> Index:
    """Return a unique index over the rows that are still open: a race has one winner."""
    return Index(
        name, *columns, unique=True, sqlite_where=text(still), postgresql_where=text(still)
    )


class YouthCase(Base):
    """How a youth came to us, the two questions, and who works for the youth."""

    __tablename__ = "youth_case"

    youth_id: Mapped[int] = mapped_column(
        ForeignKey("youth.id", ondelete="CASCADE"), primary_key=True
    )
    source: Mapped[CaseSource] = mapped_column(code(CaseSource))
    referred_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    handled_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    housing_question: Mapped[str] = mapped_column(Text, default="")
    guidance_question: Mapped[str] = mapped_column(Text, default="")
    motivation: Mapped[str] = mapped_column(Text, default="")
    last_activity_on: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)

    youth: Mapped[Youth] = relationship()
    referred_by: Mapped[Account | None] = relationship(foreign_keys=[referred_by_id])
    worker: Mapped[Account | None] = relationship(foreign_keys=[worker_id])
    handled_by: Mapped[Account | None] = relationship(foreign_keys=[handled_by_id])

    __mapper_args__ = {"version_id_col": version}


class Consent(Base):
    """A consent of a youth or of a household for one purpose; withdrawn rows stay as evidence."""

    __tablename__ = "consent"
    __table_args__ = (
        CheckConstraint("(youth_id IS NULL) <> (household_id IS NULL)", name="of_one_side"),
        CheckConstraint("withdrawn_at IS NULL OR withdrawn_at >= given_at", name="in_order"),
        _open("uq_consent_youth", "youth_id", "purpose", still="withdrawn_at IS NULL"),
        _open("uq_consent_household", "household_id", "purpose", still="withdrawn_at IS NULL"),
        Index("ix_consent_youth_id_purpose", "youth_id", "purpose"),
        Index("ix_consent_household_id_purpose", "household_id", "purpose"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    youth_id: Mapped[int | None] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id", ondelete="CASCADE"))
    purpose: Mapped[ConsentPurpose] = mapped_column(code(ConsentPurpose))
    text_version: Mapped[str] = mapped_column(String(20))  # of the text that was shown
    way: Mapped[ConsentWay] = mapped_column(code(ConsentWay))
    given_at: Mapped[datetime] = mapped_column(Moment, default=now)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # who recorded it
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    youth: Mapped[Youth | None] = relationship()
    household: Mapped[Household | None] = relationship()
    given_by: Mapped[Account | None] = relationship(foreign_keys=[given_by_id])
    withdrawn_by: Mapped[Account | None] = relationship(foreign_keys=[withdrawn_by_id])


class Intake(Base):
    __tablename__ = "intake"
    __table_args__ = (UniqueConstraint("youth_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    moment: Mapped[IntakeMoment] = mapped_column(code(IntakeMoment))
    held_on: Mapped[date]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    outcome: Mapped[IntakeOutcome] = mapped_column(code(IntakeOutcome))
    summary: Mapped[str] = mapped_column(Text, default="")

    youth: Mapped[Youth] = relationship()
    by: Mapped[Account | None] = relationship()


class YouthException(Base):
    """A rule set aside with a reason: one person asks, another decides."""

    __tablename__ = "youth_exception"
    __table_args__ = (
        CheckConstraint("decided_by_id <> asked_by_id", name="two_people"),
        CheckConstraint(
            "(decided_at IS NULL) = (is_agreed IS NULL)"
            " AND (decided_at IS NULL) = (decided_by_id IS NULL)",
            name="decided_as_a_whole",
        ),
        _open("uq_youth_exception_open", "youth_id", "kind", still="decided_at IS NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"), index=True)
    kind: Mapped[ExceptionKind] = mapped_column(code(ExceptionKind))
    reason: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    is_agreed: Mapped[bool | None]
    explanation: Mapped[str] = mapped_column(Text, default="")  # of the decision

    youth: Mapped[Youth] = relationship()
    asked_by: Mapped[Account] = relationship(foreign_keys=[asked_by_id])
    decided_by: Mapped[Account | None] = relationship(foreign_keys=[decided_by_id])


class Correction(Base):
    """What a youth says is wrong in the own dossier, and what became of it."""

    __tablename__ = "correction"
    __table_args__ = (
        CheckConstraint("(decided_at IS NULL) = (is_accepted IS NULL)", name="decided_as_a_whole"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"), index=True)
    field: Mapped[str] = mapped_column(String(40))
    old: Mapped[Any] = mapped_column(JSON)
    new: Mapped[Any] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    is_accepted: Mapped[bool | None]
    explanation: Mapped[str] = mapped_column(Text, default="")

    youth: Mapped[Youth] = relationship()


class NameList(Base):
    """A list of names that an agency sends, taken in as a whole."""

    __tablename__ = "name_list"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(120))  # the agency that sent it
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("care_organisation.id", ondelete="SET NULL"), index=True
    )
    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipality.code"), index=True)
    file_name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    forgotten_at: Mapped[datetime | None] = mapped_column(Moment)  # the names were removed

    names: Mapped[list[ListedName]] = relationship(
        back_populates="name_list", cascade="all, delete-orphan", order_by="ListedName.id"
    )


class ListedName(Base):
    """One name of a list: who takes it up, and what became of it."""

    __tablename__ = "listed_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("name_list.id", ondelete="CASCADE"), index=True)
    first_name: Mapped[str] = mapped_column(String(80), default="")
    last_name: Mapped[str] = mapped_column(String(120), default="")
    birth_date: Mapped[date | None]
    contact: Mapped[str] = mapped_column(String(254), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    specialism: Mapped[Specialism | None] = mapped_column(code(Specialism))
    youth_id: Mapped[int | None] = mapped_column(
        ForeignKey("youth.id", ondelete="SET NULL"), index=True
    )
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("care_organisation.id", ondelete="SET NULL"), index=True
    )
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    outcome: Mapped[ListedOutcome | None] = mapped_column(code(ListedOutcome))
    decided_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    name_list: Mapped[NameList] = relationship(back_populates="names")
    youth: Mapped[Youth | None] = relationship()
    organisation: Mapped[CareOrganisation | None] = relationship()
    account: Mapped[Account | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
