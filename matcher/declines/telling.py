"""Tell the coordinators concerned that a 'no' came, and where the back-ups stand ready.

A mail names a number and a page. Who could come now is read on the page itself: a count in a mail
would be old by the time somebody reads it.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import outbox
from matcher.audit import Actor
from matcher.cases.people import coordinators_of
from matcher.database.accounts import Account, AccountRole, CoordinatorMunicipality
from matcher.database.introductions import Introduction
from matcher.database.placements import Placement
from matcher.words import Role


def backups_are_ready(session: Session, actor: Actor, introduction: Introduction) -> int:
    """Tell the coordinators of a region that nobody who guides the introduction serves.

    Whoever guides it hears that it stopped from the introduction itself. Return how many were told.
    """
    proposal = introduction.proposal
    towns = {proposal.youth.municipality_code, proposal.room.home.municipality_code}
    responsible = introduction.responsible
    if responsible is not None and responsible.is_active:
        guides = [responsible.id]
    else:
        guides = [account.id for account in coordinators_of(session, proposal.youth)]
    unserved = towns - _served(session, guides)
    told = [one for one in _coordinators(session, unserved) if one.id != actor.account_id]
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


def room_and_youth_are_free(session: Session, actor: Actor, stay: Placement) -> int:
    """Tell the coordinators of both regions that a stay was broken off, once per stay."""
    towns = {stay.youth.municipality_code, stay.room.home.municipality_code}
    told = [one for one in _coordinators(session, towns) if one.id != actor.account_id]
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
