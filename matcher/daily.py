"""What is done once a day: reminders that fall due, and details whose keeping time is over.

A subject has daily work as soon as it has a module ``matcher/<subject>/daily.py`` with a
function ``run(factory, today) -> int`` that returns how many rows it acted on. It is imported
only when it runs. A day may be done twice (a worker that starts does it too) and must then change
nothing more: a reminder notes its day on the row (``reminded_on``) in the transaction that posts
the message. A day that no worker was there for is caught up with the next time, so a rule asks for
'due by today', never for 'due today'.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from pathlib import Path

from sqlalchemy.orm import Session, sessionmaker

log = logging.getLogger(__name__)


@dataclass
class Day:
    """``done``: rows acted on per subject. ``failed``: subjects whose work broke off."""

    done: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


def subjects(folder: Path = Path(__file__).parent) -> list[str]:
    """Return the subjects with daily work, by name."""
    return sorted(path.parent.name for path in folder.glob("*/daily.py"))


def run_day(factory: sessionmaker[Session], today: date, which: Iterable[str] | None = None) -> Day:
    """Do the work of ``today`` for every subject, or for ``which``; one that fails stops nobody."""
    day = Day()
    for subject in subjects() if which is None else which:
        try:
            day.done[subject] = import_module(f"matcher.{subject}.daily").run(factory, today)
        except Exception:
            log.exception("the daily work of %s failed", subject)
            day.failed.append(subject)
    return day
