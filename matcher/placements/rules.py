"""The life of a placement as a table, and when a booking can still be undone."""

from __future__ import annotations

from datetime import date

from matcher.steps import Step, Steps
from matcher.words import PlacementStatus, Role

START, END, CANCEL = "start", "end", "cancel"
COORDINATOR = frozenset({Role.COORDINATOR})

STEPS = Steps(
    "placement",
    [
        Step(PlacementStatus.BOOKED, START, PlacementStatus.ACTIVE, COORDINATOR),
        Step(PlacementStatus.BOOKED, CANCEL, PlacementStatus.CANCELLED, COORDINATOR),
        Step(PlacementStatus.ACTIVE, END, PlacementStatus.ENDED, COORDINATOR),
    ],
)


def has_begun(status: PlacementStatus, starts_on: date, today: date) -> bool:
    """Say whether the youth lives there, or should by now.

    On the first day itself a booking has not begun until somebody says so: a room that is free
    today would otherwise leave no time to undo a mistaken click.
    """
    return status != PlacementStatus.BOOKED or starts_on < today


def overlap(
    starts_on: date, ends_on: date | None, other_starts_on: date, other_ends_on: date | None
) -> bool:
    """Say whether two periods share a night; ends are exclusive, None is an open end."""
    return (ends_on is None or other_starts_on < ends_on) and (
        other_ends_on is None or starts_on < other_ends_on
    )
