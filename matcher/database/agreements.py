"""Rent and coaching agreements, the house rules copied into them, and who acknowledged which."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from matcher.database.accounts import Account
from matcher.database.base import Base, Moment, code, now
from matcher.database.partial import unique_while
from matcher.database.placements import Placement
from matcher.words import (
    AgreementKind,
    AgreementStatus,
    AnswerWay,
    HouseRuleKind,
    LegalGround,
    SignParty,
)


class Agreement(Base):
    """One version of one of the two agreements. Once signed, the guards refuse a change of it."""

    __tablename__ = "agreement"
    __table_args__ = (
        UniqueConstraint("placement_id", "kind", "number"),
        CheckConstraint("ends_on > starts_on", name="ends_after_start"),
        CheckConstraint("kind <> 'rent' OR rent_cents IS NOT NULL", name="rent_has_price"),
        CheckConstraint(
            "status <> 'signed' OR (signed_on IS NOT NULL AND signed_copy_sha256 <> '')",
            name="signed_with_copy",
        ),
        CheckConstraint("notice_days_youth >= 0 AND notice_days_host >= 0", name="notice_positive"),
        unique_while("uq_agreement_signed", "placement_id", "kind", still="status = 'signed'"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placement.id", ondelete="CASCADE"))
    kind: Mapped[AgreementKind] = mapped_column(code(AgreementKind))
    number: Mapped[int]  # 1 for the first version
    status: Mapped[AgreementStatus] = mapped_column(
        code(AgreementStatus), default=AgreementStatus.DRAFT
    )
    legal_ground: Mapped[LegalGround | None] = mapped_column(code(LegalGround))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    notice_days_youth: Mapped[int]
    notice_days_host: Mapped[int]
    rent_cents: Mapped[int | None]
    service_cents: Mapped[int | None]
    deposit_cents: Mapped[int | None]
    terms: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    breach: Mapped[str] = mapped_column(Text, default="")  # what happens when it is not kept
    coupled_id: Mapped[int | None] = mapped_column(
        ForeignKey("agreement.id", ondelete="SET NULL"), index=True
    )
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)
    pdf: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    pdf_sha256: Mapped[str] = mapped_column(String(64), default="")
    signed_copy: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    signed_copy_sha256: Mapped[str] = mapped_column(String(64), default="")
    signed_on: Mapped[date | None]
    replaced_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("agreement.id", ondelete="SET NULL"), index=True
    )
    reason: Mapped[str] = mapped_column(Text, default="")  # why this version was made
    version: Mapped[int] = mapped_column(default=1)

    placement: Mapped[Placement] = relationship()
    made_by: Mapped[Account | None] = relationship()
    rules: Mapped[list[AgreementRule]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="AgreementRule.position"
    )
    acknowledgements: Mapped[list[Acknowledgement]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="Acknowledgement.id"
    )

    __mapper_args__ = {"version_id_col": version}


class AgreementRule(Base):
    """A house rule as it was when the agreement was made: later changes do not reach it."""

    __tablename__ = "agreement_rule"

    agreement_id: Mapped[int] = mapped_column(
        ForeignKey("agreement.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[HouseRuleKind] = mapped_column(code(HouseRuleKind))
    text: Mapped[str] = mapped_column(String(300))


class Acknowledgement(Base):
    """Somebody had a point explained and says so."""

    __tablename__ = "acknowledgement"
    __table_args__ = (UniqueConstraint("agreement_id", "position", "party"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id", ondelete="CASCADE"))
    position: Mapped[int]
    party: Mapped[SignParty] = mapped_column(code(SignParty))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    way: Mapped[AnswerWay] = mapped_column(code(AnswerWay))

    by: Mapped[Account | None] = relationship()
