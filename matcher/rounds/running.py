"""Run a queued round: freeze, find and score pairs, solve, verify, propose.

Only the freezing reads and the saving at the end hold transactions. A worker that dies leaves a
running round behind, which `service.requeue_stale` puts back; the run that comes back late finds
that the round is no longer its own and stores nothing.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.rounds import MatchingRound
from matcher.database.session import reading, transaction
from matcher.declines.rests import lift_due
from matcher.errors import NotFound, Stale
from matcher.hostvalue.kinds import Spot
from matcher.hostvalue.service import FILE as HOST_VALUES
from matcher.hostvalue.service import count_for_round, participating_spots
from matcher.hostvalue.service import told as told_of
from matcher.inforce import policy_in_force
from matcher.municipalities.service import populations
from matcher.policy import Policy
from matcher.rounds import service
from matcher.rounds.compute import (
    Clock,
    Progress,
    Scored,
    optimiser_parameters,
    score_pairs,
    solve_scored,
)
from matcher.rounds.fairness import PUBLISHED, published
from matcher.rounds.files import zip_problem, zip_result
from matcher.rounds.findings import Findings, findings
from matcher.rounds.opening import opened_by
from matcher.rounds.otherwise import otherwise
from matcher.rounds.parameters import RoundParameters
from matcher.rounds.snapshot import Frames, frozen, load_frames
from matcher.rounds.store import store
from matcher.rounds.summary import basics, summary
from matcher.rounds.traits import traits
from matcher.workers import Workers

if TYPE_CHECKING:
    from matcher.optimiser import Result
    from matcher.repair.plan import Free


@dataclass(frozen=True)
class Run:
    """One attempt at a round."""

    factory: sessionmaker[Session]
    round_id: int
    attempt: int
    is_trial: bool
    today: date
    parameters: RoundParameters
    policy: Policy
    clock: Clock
    workers: Workers


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
        InvalidSettings: the workers are set up wrong; the round still waits.
        WorkersUnavailable: they cannot be reached. Nothing is stored, the round has failed.
    """
    workers = Workers.in_force()
    with transaction(factory) as session:
        claimed = service.claim(session, round_id)
        if claimed is not None:
            lift_due(session, claimed.today)  # a pair may come back since its records changed
    if claimed is not None:
        parameters = RoundParameters.from_json(claimed.parameters)
        run = Run(
            factory=factory,
            round_id=round_id,
            attempt=claimed.attempt,
            is_trial=claimed.is_trial,
            today=claimed.today,
            parameters=parameters,
            policy=parameters.applied_to(policy or policy_in_force()),
            clock=Clock(_teller(factory, round_id, claimed.attempt, progress), {}),
            workers=workers,
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
        free = _free_beside_open_ones(session, run, frames) if run.is_trial else None
        population = populations(session)
        spots = participating_spots(session, run.today)
    groups = traits(frames.youths, run.today, run.policy, population)
    scored = score_pairs(
        frames,
        run.today,
        run.policy,
        run.clock,
        groups,
        run.parameters.shares,
        run.workers,
    )
    _keep(run, scored)
    result = solve_scored(scored, run.parameters, run.clock, run.policy, run.workers)
    if free is not None:
        _finish_trial(run, free, scored, result, began)
        return
    found: Findings | None = None
    more: dict[str, pd.DataFrame] = {}
    told = basics(result, run.policy, run.today)
    if result.status != "infeasible":
        run.clock.begin("otherwise")
        compared = otherwise(scored, run.parameters, result, run.workers)
        run.clock.begin("explain")
        found = findings(scored, result, run.today, run.parameters.tiers)
        told = summary(found, run.policy) | {"otherwise": compared}
        more[PUBLISHED] = published(scored.problem, result)
        _count_hosts(run, scored, result, spots, told, more)
    told["shares"] = [asdict(share) for share in run.parameters.shares]
    _finish(run, found, told, zip_result(result, more), began)


def _count_hosts(
    run: Run,
    scored: Scored,
    result: Result,
    spots: Sequence[Spot],
    told: dict[str, Any],
    more: dict[str, pd.DataFrame],
) -> None:
    """Add what one rule less, and what one more host, would bring to the round."""
    run.clock.begin("hosts")
    told["opened_by"] = opened_by(scored, run.today, run.policy)
    asked = optimiser_parameters(run.parameters)
    values = count_for_round(scored, asked, result, spots, run.today, run.policy)
    if values is not None:
        told["host_value"] = told_of(values, spots)
        more[HOST_VALUES] = values.table


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
        service.finish(session, running, told | {"seconds": _seconds(run, began)}, result)


def _seconds(run: Run, began: float) -> dict[str, float]:
    run.clock.stop()
    seconds = {name: round(spent, 3) for name, spent in run.clock.seconds.items()}
    return {**seconds, "total": round(time.perf_counter() - began, 3)}


def _free_beside_open_ones(session: Session, run: Run, frames: Frames) -> Free:
    from matcher.repair.plan import load_free
    from matcher.repair.standing import standing

    return load_free(session, standing(session, run.today, run.policy), frames)


def _finish_trial(run: Run, free: Free, scored: Scored, result: Result, began: float) -> None:
    """Keep what a round of today would do beside what is open; it proposes nothing."""
    from matcher.repair.outlook import outlook

    run.clock.begin("compare")
    told = basics(result, run.policy, run.today) | {"outlook": outlook(free, scored, result)}
    content = zip_result(result)
    with transaction(run.factory) as session:
        running = service.hold(session, run.round_id, run.attempt)
        told["seconds"] = _seconds(run, began)
        service.finish(session, running, told, content)
        service.forget_earlier_trials(session, run.round_id)


def _teller(
    factory: sessionmaker[Session], round_id: int, attempt: int, progress: Progress | None
) -> Progress:
    def tell(step: str) -> None:
        with transaction(factory) as session:
            service.tell_step(session, round_id, attempt, step)
        if progress is not None:
            progress(step)

    return tell
