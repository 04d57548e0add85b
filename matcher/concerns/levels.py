"""Who deals with a concern at each level: coordinator, manager, municipality."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.careteam.people import both_of_team, responsible_people, team_of
from matcher.database.accounts import Account, AccountRole
from matcher.database.people import Worker
from matcher.database.placements import Placement
from matcher.words import ConcernLevel, Role, Seriousness


def holder_of(
    session: Session, placement: Placement, level: ConcernLevel, today: date
) -> Account | None:
    """Return the one who holds a concern; None: everybody of the region, or an office."""
    if level == ConcernLevel.MANAGER:
        managers = managers_of(session, placement)
        return managers[0] if managers else None
    if level == ConcernLevel.MUNICIPALITY:
        return None
    team = team_of(session, placement.id)
    people = responsible_people(session, placement, today)
    return people[0] if team is not None and people else None


def to_tell(
    session: Session,
    placement: Placement,
    level: ConcernLevel,
    seriousness: Seriousness,
    today: date,
) -> list[Account]:
    """Return whom a mail goes to at this level, apart from the municipality.

    With an emergency the deputy hears it at once too. From the second level on the team still
    hears it: it stays their case.
    """
    if level == ConcernLevel.COORDINATOR and seriousness != Seriousness.EMERGENCY:
        return responsible_people(session, placement, today)
    found = both_of_team(session, placement)
    if level != ConcernLevel.COORDINATOR:
        found += managers_of(session, placement)
    return sorted({one.id: one for one in found}.values(), key=lambda one: one.id)


def managers_of(session: Session, placement: Placement) -> list[Account]:
    """Return who leads the organisation of the responsible worker, or else that of the youth.

    Where nobody leads, the deputy of the stay is the next to look at it.
    """
    team = team_of(session, placement.id)
    own = team.responsible.organisation_id if team is not None else None
    of_youth = placement.youth.organisation_id
    for organisation_id in (own, of_youth):
        found = _leads(session, organisation_id)
        if found:
            # A concern of another organisation's youth opens for its holder, the first, only.
            return found if organisation_id == of_youth else found[:1]
    deputy = team.deputy if team is not None else None
    return [deputy] if deputy is not None and deputy.is_active else []


def deals_with(
    session: Session, placement: Placement, level: ConcernLevel, account_id: int | None
) -> bool:
    """Say whether a concern on this level is this person's to deal with: a coordinator's always,
    and once it has climbed also of who leads the organisation."""
    account = session.get(Account, account_id) if account_id is not None else None
    if account is None:
        return False
    coordinates = any(one.role == Role.COORDINATOR for one in account.roles)
    has_climbed = level != ConcernLevel.COORDINATOR
    return coordinates or (has_climbed and account in managers_of(session, placement))


def officers_of(session: Session, placement: Placement) -> list[Account]:
    """Return the officers of the municipality where the youth lives, or else comes from.

    `municipality.with_municipality` shows them the same concerns.
    """
    for code in (placement.room.home.municipality_code, placement.youth.municipality_code):
        query = select(Account).where(
            Account.is_active,
            Account.municipality_code == code,
            Account.roles.any(AccountRole.role == Role.MUNICIPALITY_OFFICER),
        )
        found = list(session.scalars(query.order_by(Account.id)))
        if found:
            return found
    return []


def _leads(session: Session, organisation_id: int | None) -> list[Account]:
    if organisation_id is None:
        return []
    query = (
        select(Account)
        .join(Worker, Worker.account_id == Account.id)
        .where(
            Account.organisation_id == organisation_id,
            Account.is_active,
            Worker.is_lead,
            Worker.left_on.is_(None),
        )
    )
    return list(session.scalars(query.order_by(Account.id)))
