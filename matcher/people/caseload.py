"""Who guides how many youths, and how many more they can take.

A youth counts for the worker of the case until withdrawn. A youth who stays in a room counts as
living, also in the days before moving in; all others are waiting.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from matcher.database.accounts import Account, AccountRole, CareOrganisation
from matcher.database.cases import YouthCase
from matcher.database.people import Worker
from matcher.database.placements import Placement
from matcher.database.youths import Youth
from matcher.errors import MatcherError
from matcher.inforce import today_in_the_netherlands
from matcher.people.rules import Load, guided_at_most, is_away
from matcher.placements.service import occupies
from matcher.words import Role, YouthStatus


class CapReached(MatcherError):
    """The worker guides as many youths as agreed: somebody else takes this one, or the cap rises."""

    def __init__(self, cap: int) -> None:
        super().__init__(f"this worker guides {cap} youth(s) already, which is the agreed most")
        self.cap = cap


def loads(session: Session, account_ids: Iterable[int], today: date) -> dict[int, Load]:
    """Return the load of each of these accounts, also of those who guide nobody."""
    wanted = sorted(set(account_ids))
    facts = {
        worker.account_id: worker
        for worker in session.scalars(select(Worker).where(Worker.account_id.in_(wanted)))
    }
    living: dict[int, int] = {}
    total: dict[int, int] = {}
    query = (
        select(YouthCase.worker_id, func.count(), func.count().filter(lives_in_a_room(today)))
        .join(Youth, Youth.id == YouthCase.youth_id)
        .where(YouthCase.worker_id.in_(wanted), Youth.status != YouthStatus.WITHDRAWN)
        .group_by(YouthCase.worker_id)
    )
    for account_id, number, number_living in session.execute(query):
        if account_id is not None:
            total[account_id], living[account_id] = int(number), int(number_living)
    return {key: _load(facts.get(key), total.get(key, 0), living.get(key, 0), today)
            for key in wanted}  # fmt: skip


def free_capacity(
    session: Session, account_ids: Iterable[int], today: date | None = None
) -> dict[int, int | None]:
    """Return how many youths each account can still take: None without a cap, 0 when away."""
    found = loads(session, account_ids, today or today_in_the_netherlands())
    return {account_id: load.free for account_id, load in found.items()}


def require_room(session: Session, account_id: int, today: date | None = None) -> None:
    """Do nothing when this worker can guide one youth more; lock the account until the end.

    The lock makes two youths who come at the same moment be counted in turn. Being away does not
    matter here: the worker asked for it, or said yes to it.

    Raises:
        CapReached: the worker guides as many youths as the cap allows.
    """
    session.execute(
        select(Account.id)
        .where(Account.id == account_id)
        .with_for_update(key_share=True, of=Account)
    )
    load = loads(session, [account_id], today or today_in_the_netherlands())[account_id]
    if load.cap is not None and load.total >= load.cap:
        raise CapReached(load.cap)


def workers_of(session: Session, organisation_ids: Collection[int]) -> list[Account]:
    """Return the open accounts that guide youths for these organisations, by name."""
    query = (
        select(Account)
        .where(
            Account.organisation_id.in_(sorted(organisation_ids)),
            Account.is_active,
            Account.roles.any(AccountRole.role == Role.REFERRER),
        )
        .order_by(Account.name, Account.id)
    )
    return list(session.scalars(query))


def places_left(session: Session, today: date, codes: Collection[str]) -> dict[str, int]:
    """Return per organisation (code) how many more youths its workers can guide in a room.

    Only organisations of which every worker has a cap are there: what the caps add up to, minus
    the organisation's youths who have a room now. Source of caseload caps: the projects of
    Gouda (one worker to five families at a time) and Den Haag.
    """
    capped = _capped(session, codes)
    if not capped:
        return {}
    by_organisation: dict[int, list[int]] = {key: [] for key in capped}
    for account in workers_of(session, list(capped)):
        if account.organisation_id in by_organisation:
            by_organisation[account.organisation_id].append(account.id)
    every = loads(session, [one for ids in by_organisation.values() for one in ids], today)
    living = _living(session, list(capped), today)
    found: dict[str, int] = {}
    for key, code in capped.items():
        most = guided_at_most([every[account_id] for account_id in by_organisation[key]])
        if most is not None:
            found[code] = max(most - living.get(key, 0), 0)
    return dict(sorted(found.items()))


def lives_in_a_room(today: date) -> ColumnElement[bool]:
    return (
        select(Placement.id)
        .where(Placement.youth_id == Youth.id, occupies(today, None))
        .correlate(Youth)
        .exists()
    )


def _load(worker: Worker | None, total: int, living: int, today: date) -> Load:
    if worker is None:
        return Load(living=living, waiting=total - living)
    return Load(
        cap=worker.caseload_cap,
        living=living,
        waiting=total - living,
        is_here=worker.left_on is None and not is_away(worker.away_from, worker.away_until, today),
    )


def _capped(session: Session, codes: Collection[str]) -> dict[int, str]:
    """Return (id, code) of the organisations in which somebody has a cap: mostly none."""
    query = (
        select(CareOrganisation.id, CareOrganisation.code)
        .join(Account, Account.organisation_id == CareOrganisation.id)
        .join(Worker, Worker.account_id == Account.id)
        .where(Worker.caseload_cap.is_not(None), Account.is_active)
        .distinct()
    )
    return {key: code for key, code in session.execute(query) if code in codes}


def _living(session: Session, organisation_ids: list[int], today: date) -> dict[int, int]:
    query = (
        select(Youth.organisation_id, func.count(func.distinct(Youth.id)))
        .join(Placement, Placement.youth_id == Youth.id)
        .where(Youth.organisation_id.in_(organisation_ids), occupies(today, None))
        .group_by(Youth.organisation_id)
    )
    return {key: int(number) for key, number in session.execute(query) if key is not None}
