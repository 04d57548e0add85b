"""What is done every hour: answers that are late, terms that are over, meetings to remind of.

As ``daily``: a subject has hourly work as soon as it has a module ``matcher/<subject>/hourly.py``
with a function ``run(factory, moment) -> int`` that returns how many rows it acted on, due *by*
``moment``. Twice in an hour must change nothing more, and hours that no worker was there for are
caught up with the next time.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from pathlib import Path

from sqlalchemy.orm import Session, sessionmaker

log = logging.getLogger(__name__)


@dataclass
class Hour:
    """``done``: rows acted on per subject. ``failed``: subjects whose work broke off."""

    done: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


def hourly_subjects(folder: Path = Path(__file__).parent) -> list[str]:
    """Return the subjects with hourly work, by name."""
    return sorted(path.parent.name for path in folder.glob("*/hourly.py"))


def run_hour(factory: sessionmaker[Session], moment: datetime) -> Hour:
    """Do the work that is due by ``moment``; a subject that fails does not stop the others."""
    hour = Hour()
    for subject in hourly_subjects():
        try:
            hour.done[subject] = import_module(f"matcher.{subject}.hourly").run(factory, moment)
        except Exception:
            log.exception("the hourly work of %s failed", subject)
            hour.failed.append(subject)
    return hour
