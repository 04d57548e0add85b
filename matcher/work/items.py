"""Everything that waits, of all subjects together.

A subject has work for people as soon as it has a module ``matcher/<subject>/waiting.py`` with a
function ``items(session, today, policy) -> Iterable[WorkItem]``: set queries, never one per row.
The work list, the daily mail, the agenda of the case meeting and the check that nothing stays
pending ask the same functions, so they cannot tell different stories.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from importlib import import_module
from pathlib import Path

from sqlalchemy.orm import Session

from matcher import clock
from matcher.policy import Policy
from matcher.work.handed import handed_over, passed_on
from matcher.work.rules import State, WorkItem, in_order, is_late, state

__all__ = ["State", "WorkItem", "every_item", "is_late", "overdue", "state", "subjects"]


#: Its ``waiting`` tells how long youths wait for a room: figures, and nothing to do.
NO_WORK = frozenset({"statistics"})


def subjects(folder: Path = Path(__file__).parent.parent) -> list[str]:
    """Return the subjects with work for people, by name."""
    found = {path.parent.name for path in folder.glob("*/waiting.py")}
    return sorted(found - NO_WORK)


def every_item(session: Session, today: date, policy: Policy) -> list[WorkItem]:
    """Return what waits for anybody, what presses most first."""
    found = items_of(subjects(), session, today, policy)
    return in_order(passed_on(found, handed_over(session)))


def items_of(
    chosen: Iterable[str], session: Session, today: date, policy: Policy
) -> list[WorkItem]:
    """Return what waits in these subjects, as the subjects themselves tell it."""
    found: list[WorkItem] = []
    for subject in chosen:
        found += import_module(f"matcher.{subject}.waiting").items(session, today, policy)
    return found


def overdue(
    session: Session, today: date, policy: Policy, moment: datetime | None = None
) -> list[WorkItem]:
    """Return what waits past its limit."""
    now = moment or clock.moment()
    return [item for item in every_item(session, today, policy) if is_late(item, today, now)]
