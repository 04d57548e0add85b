"""Put the supplied flow chart in use where there is none, so that nobody has to begin with nothing."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import PROGRAM
from matcher.database.session import transaction
from matcher.screening import versions


def run(factory: sessionmaker[Session], today: date) -> int:
    """Return 1 when the chart was put in use just now, else 0."""
    with transaction(factory) as session:
        return 0 if versions.install(session, PROGRAM) is None else 1
