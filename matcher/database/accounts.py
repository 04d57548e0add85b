"""Accounts, their roles, and the regions of a coordinator."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database.base import Base, Moment, code, now
from matcher.words import Role

if TYPE_CHECKING:
    from matcher.database.people import Deputy


class CareOrganisation(Base):
    __tablename__ = "care_organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(120))


class Account(Base):
    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)  # lower case
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str | None] = mapped_column(String(200))  # None: cannot sign in yet
    language: Mapped[str] = mapped_column(String(2), default="nl")
    is_active: Mapped[bool] = mapped_column(default=True)
    number_of_failed_sign_ins: Mapped[int] = mapped_column(default=0)
    locked_until_at: Mapped[datetime | None] = mapped_column(Moment)
    session_version: Mapped[int] = mapped_column(default=1)  # raised to sign out everywhere
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("care_organisation.id"))
    municipality_code: Mapped[str | None] = mapped_column(ForeignKey("municipality.code"))

    roles: Mapped[list[AccountRole]] = relationship(
        back_populates="account", cascade="all, delete-orphan", order_by="AccountRole.role"
    )
    regions: Mapped[list[CoordinatorMunicipality]] = relationship(
        cascade="all, delete-orphan", order_by="CoordinatorMunicipality.municipality_code"
    )
    organisation: Mapped[CareOrganisation | None] = relationship()
    stands_in: Mapped[list[Deputy]] = relationship(
        primaryjoin="Account.id == foreign(Deputy.deputy_id)",
        order_by="Deputy.id",
        viewonly=True,
    )


class AccountRole(Base):
    __tablename__ = "account_role"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[Role] = mapped_column(code(Role), primary_key=True)

    account: Mapped[Account] = relationship(back_populates="roles")


class CoordinatorMunicipality(Base):
    """The municipalities of which a coordinator sees the dossiers."""

    __tablename__ = "coordinator_municipality"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    municipality_code: Mapped[str] = mapped_column(
        ForeignKey("municipality.code"), primary_key=True
    )
