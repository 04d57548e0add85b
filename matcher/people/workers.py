"""What is known of a person as a worker: team, specialisms, cap, days away; and leaving."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from matcher.accounts.service import get_account
from matcher.audit import Actor, record
from matcher.database.people import Team, Worker, WorkerSpecialism
from matcher.errors import NotFound, Stale
from matcher.words import Specialism


@dataclass(frozen=True, kw_only=True)
class WorkerFacts:
    """``caseload_cap``: youths at most at one time, None for no cap. Both days away count."""

    team_id: int | None = None
    specialisms: tuple[Specialism, ...] = ()
    caseload_cap: int | None = None
    away_from: date | None = None
    away_until: date | None = None
    is_lead: bool = False


def worker_of(session: Session, account_id: int) -> Worker | None:
    return session.get(Worker, account_id)


def workers(session: Session, account_ids: Iterable[int]) -> dict[int, Worker]:
    """Return what is known of these accounts; somebody of whom nothing is known is left out."""
    query = select(Worker).where(Worker.account_id.in_(sorted(set(account_ids))))
    return {worker.account_id: worker for worker in session.scalars(query)}


def is_lead(session: Session, account_id: int) -> bool:
    """Say whether the person manages the teams and workers of the own organisation."""
    found = session.get(Worker, account_id)
    return found is not None and found.is_lead and found.left_on is None


def facts_of(worker: Worker | None) -> WorkerFacts:
    if worker is None:
        return WorkerFacts()
    return WorkerFacts(
        team_id=worker.team_id,
        specialisms=tuple(one.specialism for one in worker.specialisms),
        caseload_cap=worker.caseload_cap,
        away_from=worker.away_from,
        away_until=worker.away_until,
        is_lead=worker.is_lead,
    )


def change_worker(
    session: Session, actor: Actor, account_id: int, version: int, facts: WorkerFacts
) -> tuple[str, ...]:
    """Write down what is known of a worker; return the names of what changed.

    Args:
        version: of the row the form was made from; 0 when there was none.

    Raises:
        NotFound: an unknown account, or a team of another organisation.
        Stale: somebody else changed it first.
    """
    account = get_account(session, account_id)
    _require_own_team(session, facts.team_id, account.organisation_id)
    found = session.get(Worker, account_id)
    if (found.version if found else 0) != version:
        raise Stale("worker", account_id)
    before = facts_of(found)
    changed = tuple(
        name
        for name in WorkerFacts.__dataclass_fields__
        if getattr(before, name) != getattr(facts, name)
    )
    if not changed:
        return ()
    if found is None:
        found = Worker(account_id=account_id)
        session.add(found)
    _write(found, facts)
    if changed == ("specialisms",) and version:
        flag_modified(found, "team_id")  # only child rows changed: the version must rise too
    try:
        session.flush()
    except StaleDataError as error:
        raise Stale("worker", account_id) from error
    record(session, actor, "worker.change", account_id, fields=sorted(changed))
    return changed


def _write(worker: Worker, facts: WorkerFacts) -> None:
    worker.team_id = facts.team_id
    worker.caseload_cap = facts.caseload_cap
    worker.away_from, worker.away_until = facts.away_from, facts.away_until
    worker.is_lead = facts.is_lead
    wanted = set(facts.specialisms)
    worker.specialisms = [one for one in worker.specialisms if one.specialism in wanted] + [
        WorkerSpecialism(specialism=specialism)
        for specialism in sorted(wanted - {one.specialism for one in worker.specialisms})
    ]


def _require_own_team(session: Session, team_id: int | None, organisation_id: int | None) -> None:
    if team_id is not None:
        team = session.get(Team, team_id)
        if team is None or team.organisation_id != organisation_id:
            raise NotFound("team", team_id)
