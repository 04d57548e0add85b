"""What an action of a plan must say, and when its owner is reminded, chased and passed over.

SMART: what, measured by what, by whom, by when. Achter de Voordeur (Den Haag, Arnhem): one plan,
each action with an owner and a day, and a system that asks after it until it is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from matcher.words import Side

SHORTEST = 3  # letters: '-' or 'x' is no measure


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """An action as somebody wrote it down; what is not filled in is empty or None."""

    what: str
    measured_by: str
    owner: Side | None
    due_on: date | None


@dataclass(frozen=True)
class Chasing:
    """Days before the due day to remind, after it to ask again (each time), and to pass it on."""

    remind_days: int
    chase_days: int
    escalate_days: int


class Nudge(StrEnum):
    REMIND = "remind"
    CHASE = "chase"
    ESCALATE = "escalate"


def missing(wanted: Wanted, today: date) -> list[str]:
    """Return what an action still lacks: 'what', 'measure', 'owner', 'due', or 'past' for its day."""
    found = []
    if len(wanted.what.strip()) < SHORTEST:
        found.append("what")
    if len(wanted.measured_by.strip()) < SHORTEST:
        found.append("measure")
    if wanted.owner is None:
        found.append("owner")
    if wanted.due_on is None:
        found.append("due")
    elif wanted.due_on < today:
        found.append("past")
    return found


def nudge(
    due_on: date,
    today: date,
    chasing: Chasing,
    *,
    last_nudged_on: date | None,
    number_of_chases: int,
    is_escalated: bool,
) -> Nudge | None:
    """Return what the program does today about an open action, or None.

    Once before the day, then every ``chase_days`` after it; from ``escalate_days`` after it the
    coordinator has it, once. Asked every day or once a week, it says the same thing once.
    """
    late = (today - due_on).days
    if late >= chasing.escalate_days and not is_escalated:
        return Nudge.ESCALATE
    if late > 0:
        passed = late // chasing.chase_days
        return Nudge.CHASE if passed > number_of_chases else None
    is_near = today >= due_on - timedelta(days=chasing.remind_days)
    return Nudge.REMIND if is_near and last_nudged_on is None else None
