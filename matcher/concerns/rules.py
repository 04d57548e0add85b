"""The life of a concern, its time limits, who may close it, and the order of agreed steps. Pure.

A concern climbs: coordinator, manager, municipality (Achter de Voordeur: the escalation models of
Maastricht and Utrecht). Every state but 'closed' has a moment by which something must have
happened; the program moves on what nobody has moved by then.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from matcher.clock import NETHERLANDS
from matcher.steps import Step, Steps
from matcher.words import (
    ConcernLevel,
    ConcernStatus,
    Condition,
    Role,
    SanctionStep,
    Seriousness,
)

PICK_UP, AGREE, ESCALATE, TAKE_UP = "pick_up", "agree", "escalate", "take_up"
REMIND, CLOSE = "remind", "close"

OPEN, PICKED_UP, AGREED, ESCALATED, CLOSED = ConcernStatus
WAITING = (OPEN, PICKED_UP, AGREED, ESCALATED)
LEVELS = tuple(ConcernLevel)
STAFF = frozenset({Role.COORDINATOR, Role.REFERRER})
LEADS = Condition.LEADS
HIGHER = (Condition.LEVEL_LEFT,)
ENDS = (Condition.OUTCOME, Condition.NOT_BY_RAISER_ALONE)

STEPS = Steps(
    "concern",
    [
        Step(OPEN, PICK_UP, PICKED_UP, STAFF),
        # A worker of the organisation only who leads it, once the concern is on that level.
        Step(PICKED_UP, AGREE, AGREED, STAFF, (LEADS,)),
        Step(AGREED, AGREE, AGREED, STAFF, (LEADS,)),
        Step(ESCALATED, TAKE_UP, PICKED_UP, STAFF, (LEADS,)),
        *(Step(at, ESCALATE, ESCALATED, STAFF, (LEADS, *HIGHER), program=True) for at in WAITING),
        # At the top there is nobody to pass it to: everybody who deals with it is asked again.
        *(Step(at, REMIND, ESCALATED) for at in (PICKED_UP, AGREED, ESCALATED)),
        *(Step(at, CLOSE, CLOSED, STAFF, (LEADS, *ENDS)) for at in WAITING),
    ],
)


@dataclass(frozen=True)
class Terms:
    """Hours until something must have happened.

    ``raised``: to pick it up, by how serious. ``picked_up``: to agree on what comes next.
    ``escalated``: to take it up, by level. ``review_days``: furthest day for agreed steps.
    """

    raised: Mapping[Seriousness, int]
    picked_up: Mapping[Seriousness, int]
    escalated: Mapping[ConcernLevel, int]
    review_days: int


def due_at(
    status: ConcernStatus,
    level: ConcernLevel,
    seriousness: Seriousness,
    moment: datetime,
    terms: Terms,
) -> datetime:
    """Return by when the next step must be taken, for a concern that enters ``status`` now."""
    if status == OPEN:
        return moment + timedelta(hours=terms.raised[seriousness])
    if status == ESCALATED:
        return moment + timedelta(hours=terms.escalated[level])
    return moment + timedelta(hours=terms.picked_up[seriousness])


def end_of(day: date) -> datetime:
    """Return the last minute of a Dutch day: until when agreed steps run."""
    return datetime.combine(day, time(23, 59), NETHERLANDS)


def review_problem(review_on: date, today: date, terms: Terms) -> str | None:
    """Return what is wrong with the day to look again: 'past', 'far' or None."""
    if review_on <= today:
        return "past"
    return "far" if review_on > today + timedelta(days=terms.review_days) else None


def next_level(level: ConcernLevel) -> ConcernLevel | None:
    """Return who is above, or None at the top."""
    later = LEVELS[LEVELS.index(level) + 1 :]
    return later[0] if later else None


def met_for_closing(
    seriousness: Seriousness,
    raised_by_id: int | None,
    closed_by_id: int | None,
    *,
    handled_by_others: bool,
    has_outcome: bool,
) -> set[Condition]:
    """Return which conditions of closing hold.

    Who raised something serious does not close it alone: somebody else must have handled it
    before. ``handled_by_others``: somebody other than the raiser took a step on it.
    """
    met = {Condition.OUTCOME} if has_outcome else set()
    is_own = raised_by_id is not None and raised_by_id == closed_by_id
    if seriousness == Seriousness.NOTICE or not is_own or handled_by_others:
        met.add(Condition.NOT_BY_RAISER_ALONE)
    return met


def met_for_escalating(level: ConcernLevel) -> set[Condition]:
    return {Condition.LEVEL_LEFT} if next_level(level) is not None else set()


def sanctions_possible(
    told: Collection[SanctionStep], *, is_emergency: bool = False
) -> tuple[SanctionStep, ...]:
    """Return which agreed steps can come next: the next in order, or the last one once more.

    Nobody is told to leave without a last warning, except where an emergency leaves no time for
    it. Source: Kamers met Kansen, sanctions along the agreed house rules.
    """
    order = tuple(SanctionStep)
    if is_emergency:
        return order
    reached = max((order.index(step) for step in told), default=-1)
    again = order[reached : reached + 1] if 0 <= reached < len(order) - 1 else ()
    return (*again, *order[reached + 1 : reached + 2])
