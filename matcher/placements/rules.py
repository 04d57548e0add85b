"""The life of a placement as a table."""

from __future__ import annotations

from datetime import date

from matcher.steps import Step, Steps
from matcher.words import AgreementKind, Condition, PlacementStatus, Role

START, END, CANCEL, MOVE, SET_END = "start", "end", "cancel", "move", "set_end"
COORDINATOR = frozenset({Role.COORDINATOR})
BOOKED, ACTIVE, ENDED, CANCELLED = PlacementStatus
#: Booked, or lived in: somebody is or comes to live there.
GOING_ON = (BOOKED, ACTIVE)
SIGNED_AS = {
    AgreementKind.RENT: Condition.RENT_SIGNED,
    AgreementKind.COACHING: Condition.COACHING_SIGNED,
}
DAYS = (Condition.BOTH_FREE, Condition.END_AFTER_START)

# No roles: calling off is asked of the introduction or the proposal, and notice of the ending.
STEPS = Steps(
    "placement",
    [
        Step(
            BOOKED, START, ACTIVE, COORDINATOR,
            needs=(*SIGNED_AS.values(), Condition.DAY_REACHED, Condition.END_AFTER_START),
        ),
        Step(BOOKED, CANCEL, CANCELLED),
        Step(BOOKED, MOVE, BOOKED, COORDINATOR, needs=DAYS),
        Step(ACTIVE, MOVE, ACTIVE, COORDINATOR, needs=DAYS),
        Step(ACTIVE, SET_END, ACTIVE, needs=DAYS),
        Step(
            ACTIVE, END, ENDED, COORDINATOR,
            needs=(Condition.ENDING_KNOWN, Condition.DAY_REACHED), program=True,
        ),
    ],
)  # fmt: skip


def overlap(
    starts_on: date, ends_on: date | None, other_starts_on: date, other_ends_on: date | None
) -> bool:
    """Say whether two periods share a night; ends are exclusive, None is an open end."""
    return (ends_on is None or other_starts_on < ends_on) and (
        other_ends_on is None or starts_on < other_ends_on
    )
