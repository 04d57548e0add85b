"""The life of a home visit as a table, and what must be there before each step."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from matcher.steps import Step, Steps
from matcher.words import HouseholdStatus, Role, VisitStatus, Word

MOVE, CANCEL, HOLD, REPORT, DECIDE = "move", "cancel", "hold", "report", "decide"

PLANNED, HELD, REPORTED, DECIDED, CANCELLED = (
    VisitStatus.PLANNED,
    VisitStatus.HELD,
    VisitStatus.REPORTED,
    VisitStatus.DECIDED,
    VisitStatus.CANCELLED,
)
COORDINATOR = frozenset({Role.COORDINATOR})
VISITORS = frozenset({Role.COORDINATOR, Role.REFERRER})

STEPS = Steps(
    "visit",
    [
        Step(PLANNED, MOVE, PLANNED, COORDINATOR),
        Step(PLANNED, CANCEL, CANCELLED, COORDINATOR),
        Step(PLANNED, HOLD, HELD, VISITORS),
        Step(HELD, CANCEL, CANCELLED, COORDINATOR),
        Step(HELD, REPORT, REPORTED, VISITORS),
        Step(REPORTED, DECIDE, DECIDED, COORDINATOR),
    ],
)

OPEN = (PLANNED, HELD, REPORTED)
"""A household has at most one visit in one of these."""

VISITABLE = (
    HouseholdStatus.SIGNED_UP,
    HouseholdStatus.VISITED,
    HouseholdStatus.APPROVED,
    HouseholdStatus.PAUSED,
)
"""Who is approved is visited again when something has changed: a new room, a complaint."""

NUMBER_OF_VISITORS = 2


class Lacking(Word):
    """What a visit still lacks for the next step."""

    IMPRESSIONS = (
        "impressions",
        "de eigen indruk van beide bezoekers",
        "the own impression of both visitors",
    )
    CHECKLIST = (
        "checklist",
        "antwoord op elke vraag van de checklist",
        "an answer to every question",
    )
    REASON = "reason", "de reden van het besluit", "the reason of the decision"
    EXPLANATION = (
        "explanation",
        "een uitleg, want het besluit wijkt af van het advies",
        "an explanation, since the decision differs from the advice",
    )


def has_begun(planned_at: datetime, moment: datetime) -> bool:
    """An impression is of what somebody has seen: not before the visit begins."""
    return moment >= planned_at


def lacking_for_report(
    visitors: Collection[int], impressions: Collection[int], unanswered: int
) -> tuple[Lacking, ...]:
    """``visitors``, ``impressions``: accounts; ``unanswered``: questions without an answer."""
    found = []
    if set(visitors) - set(impressions) or len(set(visitors)) < NUMBER_OF_VISITORS:
        found.append(Lacking.IMPRESSIONS)
    if unanswered:
        found.append(Lacking.CHECKLIST)
    return tuple(found)


def is_blind(
    account_id: int, visitors: Collection[int], impressions: Collection[int], status: VisitStatus
) -> bool:
    """Say whether a visitor may not yet see what others wrote about this home.

    From the moment somebody is asked to visit until the own impression is written. Almelo and
    Venlo: a visitor goes without knowing what was found before.
    """
    return account_id in visitors and account_id not in impressions and status in (PLANNED, HELD)
