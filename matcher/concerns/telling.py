"""Mails about a concern: a reference and a limit, never what it is about or whom."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from matcher.careteam.people import tell
from matcher.clock import NETHERLANDS
from matcher.concerns.levels import officers_of, to_tell
from matcher.database.concerns import Concern
from matcher.database.placements import Placement
from matcher.words import ConcernLevel


def reference_of(concern_id: int) -> str:
    """Return what a concern is called outside the dossier: no person can be read from it."""
    return f"Z-{concern_id}"


def tell_level(
    session: Session,
    concern: Concern,
    placement: Placement,
    template: str,
    today: date,
    but: int | None = None,
) -> None:
    """Tell everybody who deals with the concern at its level; ``but``: who did it need not hear."""
    limit = _limit(concern.due_at)
    people = to_tell(session, placement, concern.level, concern.seriousness, today)
    for account in people:
        if account.id != but:
            tell(session, account, template, placement.id, concern=concern.id, **limit)
    if concern.level == ConcernLevel.MUNICIPALITY:
        reference = reference_of(concern.id)
        for officer in officers_of(session, placement):
            tell(session, officer, "concern_municipality", placement.id,
                 reference=reference, **limit)  # fmt: skip


def tell_raiser(session: Session, concern: Concern, template: str) -> None:
    """Tell who raised it that it was picked up, or that it is closed."""
    tell(session, concern.raised_by, template, concern.placement_id, concern=concern.id)


def _limit(due_at: datetime | None) -> dict[str, str]:
    """Return the limit as a Dutch day and time."""
    if due_at is None:
        return {}
    local = due_at.astimezone(NETHERLANDS)
    return {"due_on": local.date().isoformat(), "due_time": f"{local:%H:%M}"}
