"""A race of processes for the same rooms and youths, with a barrier before every round.

Run it on its own for the big battery, on a database that may be thrown away:
``python -m tests.services.race sqlite:///race.sqlite3 1000``.
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.synchronize import Barrier
from typing import Any

from sqlalchemy import Engine, create_engine, func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import COMMAND_LINE
from matcher.database import migrate
from matcher.database.guards import drop_guards
from matcher.database.placements import Placement
from matcher.database.rounds import MatchingRound, Proposal
from matcher.database.session import engine_for, make_session_factory, transaction
from matcher.errors import MatcherError
from matcher.placements.service import require_free
from matcher.proposals.service import approve_proposal
from tests.factories import TODAY, add_room, add_youth

PROCESSES = 8
SECONDS_FOR_A_ROUND = 120
WINNER = "won"


@dataclass
class Tally:
    """What came of a race; ``outcomes`` has one row of answers per round."""

    outcomes: list[list[str]] = field(default_factory=list)
    seconds: float = 0.0
    number_of_doubles: int = 0

    def answers(self) -> Counter[str]:
        return Counter(answer for row in self.outcomes for answer in row)


Attempt = Callable[[Session, int], None]


def approve(session: Session, proposal_id: int) -> None:
    """Approve as the coordinator's page does."""
    approve_proposal(session, COMMAND_LINE, proposal_id, 1, today=TODAY)


def book_without_locks(session: Session, proposal_id: int) -> None:
    """Read, check, write: the control, as one would write it at first."""
    proposal = session.get_one(Proposal, proposal_id)
    require_free(session, proposal.room_id, proposal.youth_id, proposal.starts_on, None)
    session.add(
        Placement(
            room_id=proposal.room_id, youth_id=proposal.youth_id, starts_on=proposal.starts_on
        )
    )


def add_contest(session: Session, side: str, number_of_rounds: int) -> list[list[int]]:
    """Add, per round, one proposal per process for the same ``side``; return their ids.

    'room': one room and many youths; 'youth': the other way round; 'both': pairs crosswise over
    two rooms and two youths, so that processes want each other's locks.
    """
    rounds = [MatchingRound(today=TODAY) for _ in range(PROCESSES)]
    session.add_all(rounds)
    contests = []
    for _ in range(number_of_rounds):
        rooms = [add_room(session) for _ in range({"room": 1, "youth": PROCESSES, "both": 2}[side])]
        youths = [
            add_youth(session) for _ in range({"room": PROCESSES, "youth": 1, "both": 2}[side])
        ]
        proposals = [
            Proposal(
                round=rounds[number],
                room=rooms[number % len(rooms)],
                youth=youths[(number // len(rooms) if side == "both" else number) % len(youths)],
                starts_on=TODAY,
                nights=180,
                fit=500,
                priority=500,
                distance_km=1.0,
                fit_parts={},
            )
            for number in range(PROCESSES)
        ]
        session.add_all(proposals)
        session.flush()
        contests.append([proposal.id for proposal in proposals])
    return contests


def race(address: str, contests: list[list[int]], *, guarded: bool = True) -> Tally:
    """Let each process try its proposal of every round at the same moment."""
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(PROCESSES)
    answers: Any = context.Queue()
    lanes = [
        context.Process(
            target=_run,
            args=(address, guarded, [contest[number] for contest in contests], barrier, answers),
            daemon=True,
        )
        for number in range(PROCESSES)
    ]
    began = time.perf_counter()
    for lane in lanes:
        lane.start()
    columns = [answers.get(timeout=SECONDS_FOR_A_ROUND * len(contests)) for _ in lanes]
    for lane in lanes:
        lane.join()
    tally = Tally([list(row) for row in zip(*columns, strict=True)], time.perf_counter() - began)
    tally.number_of_doubles = count_doubles(address)
    return tally


def _run(
    address: str, guarded: bool, proposal_ids: list[int], barrier: Barrier, answers: Any
) -> None:
    engine = engine_for(address) if guarded else plain_engine(address)
    factory = make_session_factory(engine)
    attempt: Attempt = approve if guarded else book_without_locks
    answers.put([_try(factory, attempt, one, barrier) for one in proposal_ids])


def _try(
    factory: sessionmaker[Session], attempt: Attempt, proposal_id: int, barrier: Barrier
) -> str:
    barrier.wait(SECONDS_FOR_A_ROUND)
    try:
        with transaction(factory) as session:
            attempt(session, proposal_id)
    except MatcherError as error:
        return str(getattr(error, "field", type(error).__name__))
    except Exception as error:  # the test shows whatever else went wrong
        return f"{type(error).__name__}: {error}"
    return WINNER


def plain_engine(address: str) -> Engine:
    """Return an engine as SQLAlchemy makes it by itself: plain BEGIN, no write lock up front."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        return create_engine(url, connect_args={"timeout": 30})
    return create_engine(url.set(drivername="postgresql+psycopg"))


def remove_every_guard(engine: Engine) -> None:
    with engine.begin() as connection:
        drop_guards(connection)
        for side in ("room", "youth"):
            connection.execute(text(f"DROP INDEX uq_placement_{side}_open"))


def count_doubles(address: str) -> int:
    """Return how many rooms and youths have more than one placement on one date."""
    engine = engine_for(address)
    doubles = 0
    with engine.connect() as connection:
        for column in (Placement.room_id, Placement.youth_id):
            query = select(column).group_by(column).having(func.count() > 1)
            doubles += len(connection.execute(query).all())
    engine.dispose()
    return doubles


def main(address: str, number_of_rounds: int) -> None:
    """Print the figures of a battery of every kind."""
    engine = engine_for(address)
    migrate.upgrade(engine)
    for side in ("room", "youth", "both"):
        with transaction(make_session_factory(engine)) as session:
            contests = add_contest(session, side, number_of_rounds)
        tally = race(address, contests)
        print(
            f"{engine.dialect.name} same {side}: {number_of_rounds} rounds, "
            f"{tally.number_of_doubles} doubles, {dict(sorted(tally.answers().items()))}, "
            f"{tally.seconds:.1f} s",
            flush=True,
        )
    engine.dispose()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
