"""What the panels list of one stay."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from matcher.database.concerns import Concern
from matcher.database.living import CheckIn
from matcher.words import CheckInStatus


def check_ins(session: Session, placement_id: int) -> Sequence[CheckIn]:
    """Return what has been, the latest first, with who was there and what both sides said."""
    query = (
        select(CheckIn)
        .where(CheckIn.placement_id == placement_id, CheckIn.status != CheckInStatus.PLANNED)
        .options(joinedload(CheckIn.by), selectinload(CheckIn.voices))
        .order_by(CheckIn.number.desc())
    )
    return session.scalars(query).all()


def concerns(session: Session, placement_id: int) -> Sequence[Concern]:
    """Return all concerns of a stay, open ones first, then the latest first."""
    query = (
        select(Concern)
        .where(Concern.placement_id == placement_id)
        .options(joinedload(Concern.holder))
        .order_by(Concern.closed_at.is_not(None), Concern.raised_at.desc(), Concern.id.desc())
    )
    return session.scalars(query).all()


def own_concerns(session: Session, placement_id: int, account_id: int) -> Sequence[Concern]:
    """Return what this person raised, the latest first."""
    query = (
        select(Concern)
        .where(Concern.placement_id == placement_id, Concern.raised_by_id == account_id)
        .order_by(Concern.raised_at.desc(), Concern.id.desc())
    )
    return session.scalars(query).all()
