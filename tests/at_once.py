"""People, or workers, who do something at the same moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy.orm import Session, sessionmaker

from matcher.database.session import transaction

Deed = Callable[[Session], object]


def at_once(factory: sessionmaker[Session], deeds: Sequence[Deed]) -> list[Exception | None]:
    """Do all deeds at the same moment, each in a transaction of its own.

    Return what each of them met, in their order: None for who got through. Errors that nobody
    expects are among them: compare the whole list.
    """
    start = Barrier(len(deeds))

    def do(deed: Deed) -> Exception | None:
        start.wait(60)
        try:
            with transaction(factory) as session:
                deed(session)
        except Exception as error:
            return error
        return None

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(do, deeds))


def names(met: Sequence[Exception | None]) -> list[str]:
    """Return what was met by name, in alphabetical order; 'done' for who got through."""
    return sorted("done" if error is None else type(error).__name__ for error in met)
