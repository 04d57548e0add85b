"""How long notice is, for one stay: as its rent agreement says, else by policy."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database.agreements import Agreement
from matcher.database.placements import Placement
from matcher.endings.rules import first_day
from matcher.inforce import policy_in_force
from matcher.words import AgreementKind, AgreementStatus, Side


def notice_days(session: Session, placement_id: int, side: Side) -> int:
    """Return the days of notice that the youth or the host has to give."""
    agreed = session.execute(
        select(Agreement.notice_days_youth, Agreement.notice_days_host).where(
            Agreement.placement_id == placement_id,
            Agreement.kind == AgreementKind.RENT,
            Agreement.status == AgreementStatus.SIGNED,
        )
    ).first()
    after = policy_in_force().after
    youth, host = agreed or (after.notice_days_youth, after.notice_days_host)
    return int(host if side == Side.HOST else youth)


def first_day_of(session: Session, placement: Placement, side: Side, today: date) -> date:
    """Return the first day that this side may name as the end of the stay."""
    days = notice_days(session, placement.id, side)
    return first_day(today, placement.starts_on, side, days)
