"""Who has to do with a stay: the team, everybody of the region when there is none, both sides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload

from matcher import outbox
from matcher.careteam.rules import Candidate
from matcher.database.accounts import Account, AccountRole, CoordinatorMunicipality
from matcher.database.cases import YouthCase
from matcher.database.living import CareTeam
from matcher.database.people import Deputy, Worker
from matcher.database.placements import Placement
from matcher.errors import NotFound
from matcher.people.rules import is_away
from matcher.placements.rules import GOING_ON
from matcher.policy import Policy
from matcher.words import Role, Side


def placement_of(session: Session, placement_id: int) -> Placement:
    """Return the placement.

    Raises:
        NotFound: there is none.
    """
    found = session.get(Placement, placement_id)
    if found is None:
        raise NotFound("placement", placement_id)
    return found


def locked_placement(session: Session, placement_id: int) -> Placement:
    """Return the placement as it is now, locked: what hangs on one stay is written in turn.

    Whoever also locks a room, a youth or a proposal has done so before.

    Raises:
        NotFound: there is none.
    """
    session.flush()
    found = session.get(
        Placement,
        placement_id,
        with_for_update={"key_share": True, "of": Placement},
        execution_options={"populate_existing": True},
    )
    if found is None:
        raise NotFound("placement", placement_id)
    return found


def regions_of(placement: Placement) -> frozenset[str]:
    """Return the municipalities of both sides: a coordinator of either may act."""
    return frozenset({placement.youth.municipality_code, placement.room.home.municipality_code})


def team_of(session: Session, placement_id: int) -> CareTeam | None:
    return session.get(CareTeam, placement_id)


def coordinators_of_region(session: Session, placement: Placement) -> Sequence[Account]:
    """Return the open accounts of coordinators of either side, by number."""
    query = select(Account).where(
        Account.is_active,
        Account.roles.any(AccountRole.role == Role.COORDINATOR),
        Account.regions.any(
            CoordinatorMunicipality.municipality_code.in_(sorted(regions_of(placement)))
        ),
    )
    loaded = query.options(selectinload(Account.roles), selectinload(Account.regions))
    return session.scalars(loaded.order_by(Account.id)).all()


def responsible_people(session: Session, placement: Placement, today: date) -> list[Account]:
    """Return who is to be told: the responsible worker, and the deputy while that one is away.

    Without a team, or when both have left, all coordinators of the region.
    """
    team = team_of(session, placement.id)
    if team is None:
        return list(coordinators_of_region(session, placement))
    away = away_today(session, [team.responsible_id], today)
    first = [] if team.responsible_id in away else [team.responsible]
    second = [team.deputy] if team.deputy is not None and (away or not _open(first)) else []
    found = _open([*first, *second])
    return found or _open([team.responsible]) or list(coordinators_of_region(session, placement))


def both_of_team(session: Session, placement: Placement) -> list[Account]:
    """Return the responsible worker and the deputy; without a team the coordinators of the region."""
    team = team_of(session, placement.id)
    people = [] if team is None else [team.responsible, team.deputy]
    found = _open([one for one in people if one is not None])
    return found or list(coordinators_of_region(session, placement))


def counsellor_of(session: Session, placement: Placement) -> Account | None:
    """Return who guides the youth, from the team or else from the case."""
    team = team_of(session, placement.id)
    if team is not None and team.counsellor is not None and team.counsellor.is_active:
        return team.counsellor
    case = session.get(YouthCase, placement.youth_id)
    worker = case.worker if case is not None else None
    return worker if worker is not None and worker.is_active else None


def owner_of(session: Session, placement: Placement, side: Side) -> Account | None:
    """Return the account behind one side of a stay; None where nobody has signed up for it."""
    if side == Side.YOUTH:
        return placement.youth.account
    if side == Side.HOST:
        return placement.room.home.household.account
    if side == Side.COUNSELLOR:
        return counsellor_of(session, placement)
    team = team_of(session, placement.id)
    return None if team is None else team.responsible


def side_of(session: Session, placement: Placement, account: Account) -> Side:
    """Return as whom this account has to do with the stay."""
    if account.id == placement.youth.account_id:
        return Side.YOUTH
    if account.id == placement.room.home.household.account_id:
        return Side.HOST
    roles = {link.role for link in account.roles}
    return Side.COORDINATOR if Role.COORDINATOR in roles else Side.COUNSELLOR


def away_today(session: Session, account_ids: Iterable[int], today: date) -> set[int]:
    """Return who of these is away today or has left."""
    query = select(Worker).where(Worker.account_id.in_(sorted(set(account_ids))))
    return {
        one.account_id
        for one in session.scalars(query)
        if one.left_on is not None or is_away(one.away_from, one.away_until, today)
    }


def candidates(
    session: Session, accounts: Sequence[Account], today: date, policy: Policy
) -> dict[int, Candidate]:
    """Return how these accounts stand as people who could be responsible."""
    ids = [account.id for account in accounts]
    counted = (
        select(CareTeam.responsible_id, func.count())
        .join(Placement, Placement.id == CareTeam.placement_id)
        .where(CareTeam.responsible_id.in_(ids), Placement.status.in_(GOING_ON))
        .group_by(CareTeam.responsible_id)
    )
    numbers = {key: int(number) for key, number in session.execute(counted)}
    caps = dict(
        session.execute(
            select(Worker.account_id, Worker.caseload_cap).where(Worker.account_id.in_(ids))
        ).all()
    )
    away = away_today(session, ids, today)
    default = policy.after.responsible_cap_default
    return {
        account.id: Candidate(
            account_id=account.id,
            is_coordinator=Role.COORDINATOR in {link.role for link in account.roles},
            regions=frozenset(link.municipality_code for link in account.regions),
            is_active=account.is_active,
            is_away=account.id in away,
            number_of_stays=numbers.get(account.id, 0),
            cap=default if (cap := caps.get(account.id)) is None else cap,
        )
        for account in accounts
    }


def named_deputies(session: Session, account_id: int, today: date) -> list[int]:
    """Return who stands in for this coordinator today, the newest first."""
    query = select(Deputy.deputy_id).where(
        Deputy.account_id == account_id,
        Deputy.starts_on <= today,
        or_(Deputy.ends_on.is_(None), Deputy.ends_on >= today),
    )
    return list(session.scalars(query.order_by(Deputy.starts_on.desc(), Deputy.id.desc())))


def tell(
    session: Session,
    account: Account | None,
    template: str,
    placement_id: int,
    *,
    once: str | None = None,
    instead_of: str | None = None,
    **values: Any,
) -> None:
    """Queue a mail that belongs in the history of the stay; nobody is told twice with one ``once``.

    ``instead_of``: as `outbox.post`.
    """
    if account is not None and account.is_active:
        outbox.post(
            session, account.email, template, account.language,
            about=("placement", placement_id), once=once,
            instead_of=instead_of, **values,
        )  # fmt: skip


def _open(accounts: Iterable[Account]) -> list[Account]:
    return [account for account in accounts if account.is_active]
