"""What all parts of a year share: the database, the people, the tally, and trying a deed."""

from __future__ import annotations

import logging
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from time import perf_counter

from sqlalchemy.orm import Session, sessionmaker

from matcher import clock
from matcher.audit import Actor
from matcher.clock import NETHERLANDS
from matcher.database.session import transaction
from matcher.errors import MatcherError
from matcher.settings import Settings

Factory = sessionmaker[Session]


@dataclass
class Tally:
    """What happened: deeds done, deeds refused in words, and errors, which there must be none of."""

    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    first_seen: dict[str, datetime] = field(default_factory=dict)
    seconds: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def timed(self, part: str) -> Iterator[None]:
        began = perf_counter()
        yield
        self.seconds[part] += perf_counter() - began  # type: ignore[assignment]


@dataclass
class Year:
    """A year that is being lived. ``coordinators``: per municipality, who works there."""

    factory: Factory
    settings: Settings
    seed: int
    coordinators: dict[str, list[int]]
    tally: Tally = field(default_factory=Tally)
    _seen: dict[str, datetime] = field(default_factory=dict)

    def seen(self, subject: str, number: int | str, moment: datetime) -> datetime:
        """Return when this was first seen as it is now, for what has no moment of its own."""
        return self._seen.setdefault(f"{subject}/{number}", moment)

    def chance(self, subject: str, number: int | str) -> Random:
        """Return the stream of one decision of one person."""
        return Random(f"{self.seed}/year/{subject}/{number}")

    def attempt(
        self, deed: str, do: Callable[..., object], *words: object, **named: object
    ) -> bool:
        """Call ``do(session, *words, **named)`` as one command; return whether it was done.

        A refusal in words of the domain is part of life and counted; anything else is an error.
        """
        try:
            with transaction(self.factory) as session:
                do(session, *words, **named)
        except MatcherError as error:
            self.tally.refused[f"{deed}: {type(error).__name__}: {error}"[:160]] += 1
            return False
        except Exception:
            self.fault(f"{deed} broke off\n{traceback.format_exc(limit=-6)}")
            return False
        self.tally.done[deed] += 1
        return True

    def fault(self, what: str) -> None:
        """Note that something went wrong that must not; the same again is only counted."""
        self.tally.faults[what] += 1
        self.tally.first_seen.setdefault(what, clock.moment())


class Listener(logging.Handler):
    """Hears what the program logs as an error: work that broke off tells of it nowhere else."""

    def __init__(self, year: Year) -> None:
        super().__init__(logging.ERROR)
        self.year = year

    def emit(self, record: logging.LogRecord) -> None:
        self.year.fault(self.format(record))


def by_page(account_id: int | None) -> Actor:
    """Return who acts on the site; None: by the link of a mail, without an account."""
    return Actor(account_id, "web")


def is_ready(chance: Random, asked_at: datetime, moment: datetime, mean_hours: float) -> bool:
    """Say whether somebody who takes ``mean_hours`` on average has come round to it by now."""
    return moment >= asked_at + timedelta(hours=chance.expovariate(1 / mean_hours))


def morning(day: date) -> datetime:
    """Return nine in the morning, Dutch time."""
    return datetime.combine(day, time(9), NETHERLANDS)
