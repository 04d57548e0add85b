"""Mails about a concern: a reference and a limit, never what it is about or whom."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from matcher import outbox
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
    limit, asked = _limit(concern.due_at), key_of(concern.id)
    people = to_tell(session, placement, concern.level, concern.seriousness, today)
    for account in people:
        if account.id != but:
            tell(session, account, template, placement.id,
                 once=f"{asked}{template}:{concern.version}", instead_of=asked,
                 concern=concern.id, **limit)  # fmt: skip
    if concern.level == ConcernLevel.MUNICIPALITY:
        reference = reference_of(concern.id)
        for officer in officers_of(session, placement):
            tell(session, officer, "concern_municipality", placement.id,
                 once=f"{asked}municipality:{concern.version}", instead_of=asked,
                 reference=reference, **limit)  # fmt: skip


def tell_raiser(session: Session, concern: Concern, template: str) -> None:
    """Tell who raised it that it was picked up, or that it is closed: the newest of the two."""
    told = f"concern:{concern.id}:raiser:"
    tell(session, concern.raised_by, template, concern.placement_id,
         once=f"{told}{template}:{concern.version}", instead_of=told,
         concern=concern.id)  # fmt: skip


def nobody_is_asked(session: Session, concern_id: int) -> None:
    """Somebody deals with it: no mail any more that asks to do so before a limit that is over."""
    outbox.take_back(session, key_of(concern_id))


def key_of(concern_id: int) -> str:
    """Return how the names begin under which people are asked to deal with a concern."""
    return f"concern:{concern_id}:asked:"


def _limit(due_at: datetime | None) -> dict[str, str]:
    """Return the limit as a Dutch day and time."""
    if due_at is None:
        return {}
    local = due_at.astimezone(NETHERLANDS)
    return {"due_on": local.date().isoformat(), "due_time": f"{local:%H:%M}"}
