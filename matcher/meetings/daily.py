"""Once a day: the next meeting of every region is there, and one that nobody held is not."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, selectinload, sessionmaker

from matcher.audit import PROGRAM
from matcher.database.accounts import Account, AccountRole
from matcher.database.session import reading, transaction
from matcher.database.work import CaseMeeting
from matcher.inforce import policy_in_force
from matcher.meetings.rules import next_meeting_on, region_of, regions_together
from matcher.meetings.service import plan
from matcher.meetings.waiting import CLOSE_WITHIN
from matcher.words import MeetingStatus, Role


def run(factory: sessionmaker[Session], today: date) -> int:
    """Plan the next meeting of each region, and remove those that were never opened."""
    return _forget(factory, today) + _plan(factory, today)


def _plan(factory: sessionmaker[Session], today: date) -> int:
    held_on = next_meeting_on(today, policy_in_force().after.meeting_weekday)
    with reading(factory) as session:
        wanted = {region_of(codes) for codes in _regions(session)}
        there = session.scalars(select(CaseMeeting.region).where(CaseMeeting.held_on == held_on))
        missing = sorted(wanted - set(there))
    for region in missing:
        with transaction(factory) as session:
            plan(session, PROGRAM, region.split(), held_on)
    return len(missing)


def _regions(session: Session) -> list[tuple[str, ...]]:
    query = (
        select(Account)
        .where(Account.is_active, Account.roles.any(AccountRole.role == Role.COORDINATOR))
        .options(selectinload(Account.regions))
    )
    return regions_together(
        [region.municipality_code for region in account.regions]
        for account in session.scalars(query)
    )


def _forget(factory: sessionmaker[Session], today: date) -> int:
    """Remove meetings that nobody opened in their week: nothing was said in them."""
    old = (CaseMeeting.status == MeetingStatus.PLANNED, CaseMeeting.held_on < today - CLOSE_WITHIN)
    with reading(factory) as session:
        if session.scalar(select(CaseMeeting.id).where(*old).limit(1)) is None:
            return 0
    with transaction(factory) as session:
        return len(session.execute(delete(CaseMeeting).where(*old).returning(CaseMeeting.id)).all())
