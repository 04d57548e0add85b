"""Run a queued round: freeze, find and score pairs, solve, verify, propose.

Only the freezing reads and the saving at the end hold transactions. A worker that dies leaves a
running round behind, which `service.requeue_stale` puts back; the run that comes back late finds
that the round is no longer its own and stores nothing.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from matcher.database.rounds import MatchingRound
from matcher.database.session import reading, transaction
from matcher.errors import NotFound, Stale
from matcher.inforce import policy_in_force
from matcher.policy import Policy
from matcher.rounds import service
from matcher.rounds.compute import Clock, Progress, Scored, score_pairs, solve_scored
from matcher.rounds.files import zip_problem, zip_result
from matcher.rounds.findings import Findings, findings
from matcher.rounds.parameters import RoundParameters
from matcher.rounds.snapshot import frozen, load_frames
from matcher.rounds.store import store
from matcher.rounds.summary import basics, summary


@dataclass(frozen=True)
class Run:
    """One attempt at a round."""

    factory: sessionmaker[Session]
    round_id: int
    attempt: int
    today: date
    parameters: RoundParameters
    policy: Policy
    clock: Clock


def run_round(
    factory: sessionmaker[Session],
    round_id: int,
    progress: Progress | None = None,
    *,
    policy: Policy | None = None,
) -> MatchingRound:
    """Run a queued round to its end and return it; does nothing to one that is done or failed.

    ``progress`` is called with the code of each step as it begins.

    Raises:
        NotFound: there is no such round.
        AnotherRoundRuns: one runs at a time.
        ResultRejected: the answer failed verification. Nothing is stored, the round has failed.
        Stale: this run took so long that it was given up; nothing is stored.
    """
    with transaction(factory) as session:
        claimed = service.claim(session, round_id)
    if claimed is not None:
        parameters = RoundParameters.from_json(claimed.parameters)
        run = Run(
            factory=factory,
            round_id=round_id,
            attempt=claimed.attempt,
            today=claimed.today,
            parameters=parameters,
            policy=parameters.applied_to(policy or policy_in_force()),
            clock=Clock(_teller(factory, round_id, claimed.attempt, progress), {}),
        )
        _attempt(run)
    with reading(factory) as session:
        found = session.get_one(MatchingRound, round_id)
        session.expunge(found)
        return found


def read_problem(factory: sessionmaker[Session], round_id: int) -> bytes:
    """Return the frozen problem of a round, a zip.

    Raises:
        NotFound: there is no such round, or it froze nothing yet.
    """
    with reading(factory) as session:
        found = session.get(MatchingRound, round_id)
        if found is None:
            raise NotFound("matching round", round_id)
        if found.problem is None:
            raise NotFound("frozen problem of matching round", round_id)
        return found.problem


def _attempt(run: Run) -> None:
    try:
        _run(run)
    except Stale:
        raise  # somebody else holds the round now: it is not ours to mark
    except BaseException as error:
        message = str(error) or type(error).__name__
        with transaction(run.factory) as session:
            service.fail(session, run.round_id, run.attempt, message)
        raise


def _run(run: Run) -> None:
    began = time.perf_counter()
    run.clock.begin("freeze")
    with frozen(run.factory) as session:
        frames = load_frames(session, run.today, run.policy)
    scored = score_pairs(frames, run.today, run.policy, run.clock)
    _keep(run, scored)
    result = solve_scored(scored, run.parameters, run.clock)
    found = None
    told = basics(result, run.policy, run.today)
    if result.status != "infeasible":
        run.clock.begin("explain")
        found = findings(scored, result, run.today, run.parameters.tiers)
        told = summary(found, run.policy)
    _finish(run, found, told, zip_result(result), began)


def _keep(run: Run, scored: Scored) -> None:
    """Write the problem down before solving, so that a failure can be replayed too."""
    run.clock.begin("keep")
    content = zip_problem(scored.problem, run.parameters.as_json())
    with transaction(run.factory) as session:
        service.keep_problem(
            session, run.round_id, run.attempt, content, hashlib.sha256(content).hexdigest()
        )


def _finish(
    run: Run, found: Findings | None, told: dict[str, Any], result: bytes, began: float
) -> None:
    """Save everything in one transaction; limits that clash leave the open proposals alone."""
    run.clock.begin("store")
    with transaction(run.factory) as session:
        running = service.hold(session, run.round_id, run.attempt)
        if found is not None:
            told |= asdict(store(session, run.round_id, run.today, run.policy, found))
        run.clock.stop()
        seconds = {name: round(spent, 3) for name, spent in run.clock.seconds.items()}
        told["seconds"] = {**seconds, "total": round(time.perf_counter() - began, 3)}
        service.finish(session, running, told, result)


def _teller(
    factory: sessionmaker[Session], round_id: int, attempt: int, progress: Progress | None
) -> Progress:
    def tell(step: str) -> None:
        with transaction(factory) as session:
            service.tell_step(session, round_id, attempt, step)
        if progress is not None:
            progress(step)

    return tell
