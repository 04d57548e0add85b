"""The life of a placement as a table, and when a booking can still be undone."""

from __future__ import annotations

from datetime import date

from matcher.steps import Step, Steps
from matcher.words import Condition, PlacementStatus, Role

START, END, CANCEL, MOVE = "start", "end", "cancel", "move"
COORDINATOR = frozenset({Role.COORDINATOR})
BOOKED, ACTIVE, ENDED, CANCELLED = PlacementStatus
SIGNED = (Condition.RENT_SIGNED, Condition.COACHING_SIGNED)

STEPS = Steps(
    "placement",
    [
        Step(BOOKED, START, ACTIVE, COORDINATOR, needs=(*SIGNED, Condition.DAY_REACHED)),
        # Either side may call off; the introduction, or the decision on the proposal, asks who.
        Step(BOOKED, CANCEL, CANCELLED, COORDINATOR, program=True),
        Step(BOOKED, MOVE, BOOKED, COORDINATOR, needs=(Condition.BOTH_FREE,)),
        Step(ACTIVE, MOVE, ACTIVE, COORDINATOR, needs=(Condition.BOTH_FREE,)),
        Step(
            ACTIVE, END, ENDED, COORDINATOR,
            needs=(Condition.ENDING_KNOWN, Condition.DAY_REACHED), program=True,
        ),
    ],
)  # fmt: skip


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
