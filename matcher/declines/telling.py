"""Tell the coordinators concerned that a 'no' came, and where the back-ups stand ready.

A mail names a number and a page. Who could come now is read on the page itself: a count in a mail
would be old by the time somebody reads it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import outbox
from matcher.audit import Actor
from matcher.careteam.people import responsible_people
from matcher.cases.people import coordinators_of
from matcher.database.accounts import Account, AccountRole, CoordinatorMunicipality
from matcher.database.hosts import Room
from matcher.database.introductions import Introduction
from matcher.database.placements import Placement
from matcher.database.youths import Youth
from matcher.words import Role


def backups_are_ready(session: Session, actor: Actor, introduction: Introduction) -> int:
    """Tell the coordinators of a region that nobody who guides the introduction serves.

    Whoever guides it hears that it stopped from the introduction itself. Return how many were told.
    """
    proposal = introduction.proposal
    responsible = introduction.responsible
    if responsible is not None and responsible.is_active:
        guides = [responsible.id]
    else:
        guides = [account.id for account in coordinators_of(session, proposal.youth)]
    told = _elsewhere(session, actor, proposal.youth, proposal.room, guides)
    for account in told:
        outbox.post(
            session,
            account.email,
            "backups_ready",
            account.language,
            about=("proposal", proposal.id),
            once=f"introduction:{introduction.id}:backups",
            proposal=proposal.id,
        )
    return len(told)


def room_and_youth_are_free(session: Session, actor: Actor, stay: Placement, today: date) -> int:
    """Tell the coordinators of a region that nobody serves who is responsible for a stay that was
    broken off; the others hear of its end from the ending itself. Return how many were told."""
    responsible = [one.id for one in responsible_people(session, stay, today)]
    told = _elsewhere(session, actor, stay.youth, stay.room, responsible)
    for account in told:
        outbox.post(
            session,
            account.email,
            "backups_after_stay",
            account.language,
            about=("placement", stay.id),
            once=f"placement:{stay.id}:backups",
            placement=stay.id,
        )
    return len(told)


def _elsewhere(
    session: Session, actor: Actor, youth: Youth, room: Room, but: list[int]
) -> list[Account]:
    """Return the coordinators of the regions of both sides that none of ``but`` serves."""
    towns = {youth.municipality_code, room.home.municipality_code} - _served(session, but)
    return [one for one in _coordinators(session, towns) if one.id != actor.account_id]


def _served(session: Session, account_ids: list[int]) -> set[str]:
    query = select(CoordinatorMunicipality.municipality_code).where(
        CoordinatorMunicipality.account_id.in_(account_ids)
    )
    return set(session.scalars(query))


def _coordinators(session: Session, towns: Iterable[str]) -> list[Account]:
    query = (
        select(Account)
        .join(CoordinatorMunicipality, CoordinatorMunicipality.account_id == Account.id)
        .where(
            CoordinatorMunicipality.municipality_code.in_(sorted(towns)),
            Account.is_active,
            Account.roles.any(AccountRole.role == Role.COORDINATOR),
        )
        .order_by(Account.id)
        .distinct()
    )
    return list(session.scalars(query))
