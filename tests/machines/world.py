"""The small world in which the model test lives: four youths, four rooms, and who guides them.

It is made once and copied into memory for each run; the clock is the test's own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any
from unittest import mock

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import StaticPool

from matcher import clock
from matcher.clock import NETHERLANDS
from matcher.daily import subjects
from matcher.database import migrate
from matcher.database.accounts import CareOrganisation
from matcher.database.cases import YouthCase
from matcher.database.hosting import HouseRule
from matcher.database.session import _begin_sqlite, make_session_factory, transaction
from matcher.hourly import hourly_subjects
from matcher.words import CaseSource, HouseRuleKind, Role
from tests.factories import TODAY, add_account, add_room, add_youth

STARTS_AT = datetime(TODAY.year, TODAY.month, TODAY.day, 10, tzinfo=NETHERLANDS)
NUMBER = 4
#: What passes time elsewhere: mail in the morning, papers, home visits, lists of names.
ELSEWHERE = frozenset(
    {
        "documents", "hosts", "meetings", "namelists", "organisations", "rentpoints", "screening",
        "visits", "woonkaart", "work",
    }
)  # fmt: skip


@dataclass
class World:
    """A database in memory. ``rooms`` and ``youths``: the keys, first to last."""

    connection: sqlite3.Connection
    engine: Engine
    factory: sessionmaker[Session]
    template: sqlite3.Connection
    rooms: list[int] = field(default_factory=list)
    youths: list[int] = field(default_factory=list)
    accounts: dict[str, int] = field(default_factory=dict)

    def begin(self) -> None:
        """Let everything be as it was made, at the first moment."""
        self.engine.pool.dispose()
        self.connection.rollback()
        self.template.backup(self.connection)
        clock.set_to(STARTS_AT)

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Read past the program, so that nothing that it remembers is believed."""
        return self.connection.execute(query, values).fetchall()


@lru_cache(maxsize=1)
def opened() -> World:
    """Return the world of this process."""
    template = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    engine, factory = _on(template)
    migrate.upgrade(engine)
    world = World(template, engine, factory, template)
    with clock.at(STARTS_AT), transaction(factory) as session:
        _fill(session, world)
    engine.dispose()
    connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    world.engine, world.factory = _on(connection)
    world.connection = connection
    return world


class _Kept(StaticPool):
    """One connection that stays open, whatever the program thinks of it."""

    def dispose(self) -> None:
        """The database lives as long as its connection."""


def _on(connection: sqlite3.Connection) -> tuple[Engine, sessionmaker[Session]]:
    connection.execute("PRAGMA foreign_keys=ON")
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=_Kept)
    event.listen(engine, "begin", _begin_sqlite)
    return engine, make_session_factory(engine)


def _fill(session: Session, world: World) -> None:
    organisation = CareOrganisation(code="ZORG", name="Zorg voor straks")
    session.add(organisation)
    session.flush()
    rooms = [add_room(session) for _ in range(NUMBER)]
    youths = [add_youth(session, organisation_id=organisation.id) for _ in range(NUMBER)]
    regions = ["GM0344"]
    first = add_account(session, Role.COORDINATOR, regions=regions)
    second = add_account(session, Role.COORDINATOR, regions=regions)
    referrer = add_account(session, Role.REFERRER, organisation=organisation.code)
    youth, host = add_account(session, Role.YOUTH), add_account(session, Role.HOST)
    youths[0].account, rooms[0].home.household.account = youth, host
    for number, one in enumerate(youths):
        one.email = f"jongere{number}@example.org"
        worker = referrer.id if number % 2 else None  # half of them have no counsellor
        session.add(
            YouthCase(
                youth=one, source=CaseSource.REFERRAL, worker_id=worker, handled_by_id=first.id,
                last_activity_on=TODAY,
            )
        )  # fmt: skip
    for room in rooms:
        rule = HouseRule(
            household_id=room.home.household_id, position=1, kind=HouseRuleKind.QUIET,
            text="Na 22.00 uur is het stil.",
        )  # fmt: skip
        session.add(rule)
    session.flush()
    world.rooms, world.youths = [room.id for room in rooms], [one.id for one in youths]
    world.accounts = {
        "coordinator": first.id, "deputy": second.id, "referrer": referrer.id,
        "youth": youth.id, "host": host.id,
    }  # fmt: skip


@contextmanager
def without_matching() -> Iterator[None]:
    """Leave out who fits whom: that has batteries of its own, and takes most of the time."""
    allowed = mock.Mock(return_value=None)
    with (
        mock.patch("matcher.proposals.service.require_eligible", allowed),
        mock.patch("matcher.proposals.service.require_place_in_contract", allowed),
        mock.patch("matcher.proposals.service.require_guidance", allowed),
    ):
        yield


@contextmanager
def with_clockwork_of_this_world() -> Iterator[None]:
    """Let time do only what has to do with this world: the rest finds nothing, and takes long."""
    hours = [one for one in hourly_subjects() if one not in ELSEWHERE]
    days = [one for one in subjects() if one not in ELSEWHERE]
    with (
        mock.patch("matcher.hourly.hourly_subjects", return_value=hours),
        mock.patch("matcher.tick.subjects", return_value=days),
    ):
        yield
