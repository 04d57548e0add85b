"""Who handles a host and what comes next; a break with a day to ask again; stopping."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import outbox
from matcher.audit import Actor, record
from matcher.database.accounts import Account, AccountRole, CoordinatorMunicipality
from matcher.database.hosting import HouseholdHandling
from matcher.database.hosts import Home, Household
from matcher.errors import MatcherError, Stale
from matcher.hosts.changes import raise_version
from matcher.hosts.rules import PAUSE, RESUME, STEPS, WITHDRAW
from matcher.hosts.service import change_status
from matcher.transition import load
from matcher.words import HostStepReason, HouseholdStatus, PauseReason, Role


class CannotHandle(MatcherError):
    """The account is no active coordinator of a municipality where the household has a home."""

    def __init__(self, account_id: int) -> None:
        super().__init__(f"account {account_id} does not work in the region of this household")
        self.account_id = account_id


def handling_of(session: Session, household_id: int) -> HouseholdHandling | None:
    return session.get(HouseholdHandling, household_id)


def possible_handlers(session: Session, household_id: int) -> list[Account]:
    """Return the active coordinators of the municipalities where the household has a home."""
    here = select(Home.municipality_code).where(Home.household_id == household_id)
    query = select(Account).where(
        Account.is_active,
        Account.roles.any(AccountRole.role == Role.COORDINATOR),
        Account.regions.any(CoordinatorMunicipality.municipality_code.in_(here)),
    )
    return list(session.scalars(query.order_by(Account.name, Account.id)))


def handle(
    session: Session,
    actor: Actor,
    household_id: int,
    version: int,
    *,
    handled_by_id: int | None,
    next_step_on: date | None,
    host_again_on: date | None = None,
) -> tuple[str, ...]:
    """Say who handles the household and when the next step is; return what changed.

    ``host_again_on`` counts during a break only; a new day means that the host is asked anew.

    Raises:
        NotFound: there is no such household.
        Stale: somebody else changed it first.
        CannotHandle: the account does not work in the region of the household.
    """
    household = load(session, Household, STEPS.subject, household_id)
    if household.version != version:
        raise Stale(STEPS.subject, household_id)
    kept = _kept(session, household_id)
    wanted: dict[str, int | date | None] = {
        "handled_by_id": handled_by_id,
        "next_step_on": next_step_on,
    }
    if household.status == HouseholdStatus.PAUSED:
        wanted["host_again_on"] = host_again_on
    changed = tuple(name for name, value in wanted.items() if getattr(kept, name) != value)
    if not changed:
        return ()
    if "handled_by_id" in changed and handled_by_id is not None:
        _require_in_region(session, household_id, handled_by_id)
    for name in changed:
        setattr(kept, name, wanted[name])
    if "host_again_on" in changed:
        kept.reminded_on = None
        outbox.take_back(session, f"household:{household_id}:again:")
    raise_version(session, household)
    record(session, actor, "household.handle", household_id, fields=sorted(changed))
    return changed


def pause(
    session: Session,
    actor: Actor,
    household_id: int,
    version: int,
    *,
    host_again_on: date | None,
    reason: PauseReason,
) -> Household:
    """Begin a break; on ``host_again_on`` the host is asked whether it is over.

    Introductions for the rooms stop, and open proposals lapse; who lives there, stays.

    Raises:
        NotFound, Stale, StepNotAllowed: as `service.change_status`.
    """
    household = change_status(session, actor, household_id, PAUSE, version, why=reason)
    kept = _kept(session, household_id)
    kept.host_again_on, kept.pause_reason = host_again_on, reason
    session.flush()
    return household


def resume(session: Session, actor: Actor, household_id: int, version: int) -> Household:
    """End the break.

    Raises:
        NotFound, Stale, StepNotAllowed: as `service.change_status`.
    """
    return change_status(session, actor, household_id, RESUME, version)


def withdraw(
    session: Session, actor: Actor, household_id: int, version: int, reason: HostStepReason
) -> Household:
    """Stop taking part, for a reason that is counted. Introductions for the rooms stop with it.

    Raises:
        NotFound, Stale: as `service.change_status`.
        StepNotAllowed: the same, and while somebody lives there: notice comes first.
    """
    return change_status(session, actor, household_id, WITHDRAW, version, why=reason)


def _require_in_region(session: Session, household_id: int, account_id: int) -> None:
    if account_id not in {one.id for one in possible_handlers(session, household_id)}:
        raise CannotHandle(account_id)


def _kept(session: Session, household_id: int) -> HouseholdHandling:
    kept = session.get(HouseholdHandling, household_id)
    if kept is None:
        kept = HouseholdHandling(household_id=household_id)
        session.add(kept)
        session.flush()
    return kept
