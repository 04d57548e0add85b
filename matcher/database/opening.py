"""Opening the database of an installation, for those who go on to write in it."""

from __future__ import annotations

from sqlalchemy.orm import Session, sessionmaker

from matcher.database.guards import require_guards
from matcher.database.session import make_engine, make_session_factory
from matcher.settings import Settings


def open_guarded(settings: Settings) -> sessionmaker[Session]:
    """Return sessions on the database of ``settings``.

    Raises:
        GuardMissing: it was not upgraded, or something took its guards away; names the remedy.
    """
    engine = make_engine(settings)
    with engine.connect() as connection:
        require_guards(connection)
    return make_session_factory(engine)
