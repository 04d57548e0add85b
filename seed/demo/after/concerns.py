"""Concerns: one that is open, one that was picked up, and some that are closed."""

from __future__ import annotations

from datetime import datetime, timedelta

from matcher.words import (
    ConcernKind,
    ConcernLevel,
    ConcernOutcome,
    ConcernStatus,
    Seriousness,
    Side,
)
from seed.demo.after.stays import Lived
from seed.demo.rows import Batch, IdOf, Row, StaffId, moment

CLOSED_EVERY = 5
NOTE = "Met beide gesproken. We houden ons aan de afspraak over rust na elf uur."


def make_concerns(stays: list[Lived]) -> list[Batch]:
    """Return the concerns of running stays, and what was written about them."""
    running = [one for one in stays if one.is_active]
    concerns, notes = list[Row](), list[Row]()
    for position, one in enumerate(running):
        if position == 0:
            concerns.append(_open(one))
        elif position == 1:
            concerns.append(_picked_up(one))
            notes.append(_note(one, concerns[-1], moment(one.region.today, 8)))
        elif position % CLOSED_EVERY == 0:
            concerns.append(_closed(one))
    return [("concern", concerns), ("concern_note", notes)]


def _row(one: Lived, kind: ConcernKind, raised_at: datetime, text: str, side: Side) -> Row:
    return {
        "placement_id": one.id,
        "kind": kind,
        "seriousness": Seriousness.NOTICE,
        "status": ConcernStatus.OPEN,
        "level": ConcernLevel.COORDINATOR,
        "raised_by_side": side,
        "raised_by_id": one.deputy,  # who wrote down what the side told
        "raised_at": raised_at,
        "text": text,
        "is_incident": False,
        "due_at": raised_at + timedelta(days=3),
        "holder_id": one.coordinator,
        "outcome": None,
        "outcome_text": "",
        "closed_at": None,
        "version": 1,
    }


def _open(one: Lived) -> Row:
    raised_at = moment(one.region.today - timedelta(days=1), 17)
    text = "Er is vaak bezoek tot laat. We komen er samen niet uit."
    return _row(one, ConcernKind.HOUSE_RULES, raised_at, text, Side.HOST)


def _picked_up(one: Lived) -> Row:
    raised_at = moment(one.region.today - timedelta(days=2), 12)
    text = "Ik voel me de laatste tijd niet op mijn gemak in huis."
    return _row(one, ConcernKind.CONFLICT, raised_at, text, Side.YOUTH) | {
        "status": ConcernStatus.PICKED_UP,
        "due_at": moment(one.region.today + timedelta(days=6), 12),
        "version": 2,
    }


def _closed(one: Lived) -> Row:
    yesterday = one.region.today - timedelta(days=1)
    raised_on = max(
        one.starts_on, min(one.starts_on + timedelta(days=12), yesterday - timedelta(9))
    )
    raised_at, closed_on = moment(raised_on, 10), min(raised_on + timedelta(days=9), yesterday)
    text = "De huur van deze maand is nog niet binnen."
    return _row(one, ConcernKind.RENT_ARREARS, raised_at, text, Side.HOST) | {
        "status": ConcernStatus.CLOSED,
        "due_at": None,
        "outcome": ConcernOutcome.SOLVED,
        "outcome_text": "De toeslag was te laat. De huur is betaald.",
        "closed_at": moment(max(closed_on, raised_on), 16),
        "version": 4,
    }


def _note(one: Lived, concern: Row, at: datetime) -> Row:
    by: StaffId = one.coordinator
    return {"concern_id": IdOf(concern), "at": at, "by_id": by, "text": NOTE}
