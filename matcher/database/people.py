"""Teams, workers, deputies, covenants, cooperating projects and invitations."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database.accounts import Account, CareOrganisation
from matcher.database.base import Base, Moment, code, now
from matcher.database.youths import Youth
from matcher.words import (
    ProjectApproach,
    ProjectLevel,
    ProjectPartners,
    ProjectProblem,
    ProjectTargetGroup,
    Specialism,
)

OPEN_HANDOVER = text("accepted_at IS NULL AND refused_at IS NULL")


class Team(Base):
    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("organisation_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("care_organisation.id", ondelete="CASCADE")
    )
    name: Mapped[str] = mapped_column(String(120))

    organisation: Mapped[CareOrganisation] = relationship()


class Worker(Base):
    """What is known of an account as somebody who guides or coordinates."""

    __tablename__ = "worker"
    __table_args__ = (
        CheckConstraint("caseload_cap >= 0", name="cap_not_negative"),
        CheckConstraint("away_until >= away_from", name="away_in_order"),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    team_id: Mapped[int | None] = mapped_column(
        ForeignKey("team.id", ondelete="SET NULL"), index=True
    )
    is_lead: Mapped[bool] = mapped_column(default=False)  # manages the own organisation
    caseload_cap: Mapped[int | None]  # youths at most; None: no cap
    away_from: Mapped[date | None]
    away_until: Mapped[date | None]  # the last day away
    left_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    account: Mapped[Account] = relationship()
    team: Mapped[Team | None] = relationship()
    specialisms: Mapped[list[WorkerSpecialism]] = relationship(
        cascade="all, delete-orphan", order_by="WorkerSpecialism.specialism"
    )

    __mapper_args__ = {"version_id_col": version}


class WorkerSpecialism(Base):
    __tablename__ = "worker_specialism"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("worker.account_id", ondelete="CASCADE"), primary_key=True
    )
    specialism: Mapped[Specialism] = mapped_column(code(Specialism), primary_key=True)


class Covenant(Base):
    """An agreement with an organisation; ``municipality_code`` None: everywhere."""

    __tablename__ = "covenant"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on > signed_on", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("care_organisation.id", ondelete="CASCADE"), index=True
    )
    municipality_code: Mapped[str | None] = mapped_column(
        ForeignKey("municipality.code"), index=True
    )
    name: Mapped[str] = mapped_column(String(120))
    purposes: Mapped[str] = mapped_column(String(200), default="")  # CovenantPurpose codes
    signed_on: Mapped[date]
    ends_on: Mapped[date | None]  # exclusive; None: until notice
    note: Mapped[str] = mapped_column(Text, default="")
    reminded_on: Mapped[date | None]

    organisation: Mapped[CareOrganisation] = relationship()


class Deputy(Base):
    """``deputy_id`` stands in for ``account_id``; both days count, ``ends_on`` None: until notice."""

    __tablename__ = "deputy"
    __table_args__ = (
        CheckConstraint("account_id <> deputy_id", name="two_people"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]

    account: Mapped[Account] = relationship(foreign_keys=[account_id])
    deputy: Mapped[Account] = relationship(foreign_keys=[deputy_id])


class Handover(Base):
    """A youth goes from one worker to another, once the receiver accepts."""

    __tablename__ = "handover"
    __table_args__ = (
        CheckConstraint("from_id <> to_id", name="two_people"),
        CheckConstraint("accepted_at IS NULL OR refused_at IS NULL", name="one_answer"),
        Index(
            "uq_handover_open",
            "youth_id",
            unique=True,
            sqlite_where=OPEN_HANDOVER,
            postgresql_where=OPEN_HANDOVER,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"), index=True)
    from_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)
    refused_at: Mapped[datetime | None] = mapped_column(Moment)
    note: Mapped[str] = mapped_column(Text, default="")

    youth: Mapped[Youth] = relationship()
    sender: Mapped[Account | None] = relationship(foreign_keys=[from_id])
    receiver: Mapped[Account] = relationship(foreign_keys=[to_id])


class Project(Base):
    """A cooperating project on five axes; those of the source text are marked as such."""

    __tablename__ = "project"
    __table_args__ = (UniqueConstraint("name", "municipality_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(160))
    municipality_name: Mapped[str] = mapped_column(String(80))
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("care_organisation.id", ondelete="SET NULL"), index=True
    )
    target_group: Mapped[ProjectTargetGroup] = mapped_column(code(ProjectTargetGroup))
    problem: Mapped[ProjectProblem] = mapped_column(code(ProjectProblem))
    approach: Mapped[ProjectApproach] = mapped_column(code(ProjectApproach))
    partners: Mapped[ProjectPartners] = mapped_column(code(ProjectPartners))
    level: Mapped[ProjectLevel] = mapped_column(code(ProjectLevel))
    is_from_source: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    organisation: Mapped[CareOrganisation | None] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Invitation(Base):
    """Lets somebody make an account, once, with the roles and ties that are written here."""

    __tablename__ = "invitation"
    __table_args__ = (CheckConstraint("expires_at > made_at", name="lasts"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    nonce_hash: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256, hex
    roles: Mapped[str] = mapped_column(String(120))  # Role codes, space between
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("care_organisation.id", ondelete="CASCADE"), index=True
    )
    municipality_code: Mapped[str | None] = mapped_column(ForeignKey("municipality.code"))
    regions: Mapped[str] = mapped_column(Text, default="")  # municipality codes, space between
    household_id: Mapped[int | None] = mapped_column(
        ForeignKey("household.id", ondelete="CASCADE"), index=True
    )
    youth_id: Mapped[int | None] = mapped_column(
        ForeignKey("youth.id", ondelete="CASCADE"), index=True
    )
    language: Mapped[str] = mapped_column(String(2), default="nl")
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)

    invited_by: Mapped[Account | None] = relationship(foreign_keys=[invited_by_id])
    account: Mapped[Account | None] = relationship(foreign_keys=[account_id])
