"""The mail in the morning: how much waits, and a link. What it is, is read on the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import false, or_, select, true
from sqlalchemy.orm import Session, selectinload, sessionmaker

from matcher import clock, outbox
from matcher.accounts.service import principal_of
from matcher.audit import Actor, record
from matcher.clock import NETHERLANDS
from matcher.database.accounts import Account, AccountRole
from matcher.database.session import reading, transaction
from matcher.database.work import MessageWish
from matcher.inforce import policy_in_force
from matcher.words import Role
from matcher.work.listing import board_of, collect
from matcher.work.rules import State
from matcher.work.service import put_off_keys
from matcher.work.views import MINE, shown

WORKING_DAYS = "12345"
STAFF = (Role.COORDINATOR, Role.REFERRER)


@dataclass(frozen=True)
class Waiting:
    """How much waits for one person on a day."""

    account_id: int
    number: int
    late: int


def send_due(factory: sessionmaker[Session], moment: datetime) -> int:
    """Mail each member of staff once a day from the set hour on; return how many were mailed.

    Who has nothing to do is not mailed. The lists are read before anything is written, since
    they take a while and a writer would keep everybody else waiting.
    """
    local = moment.astimezone(NETHERLANDS)
    if local.hour < policy_in_force().after.digest_hour:
        return 0
    with reading(factory) as session:
        waiting = _waiting(session, local.date(), moment)
    return sum(_tell(factory, one, local.date()) for one in waiting)


def wish_of(session: Session, account_id: int) -> MessageWish:
    """Return what the person wishes; who never said so gets the mail on working days."""
    return session.get(MessageWish, account_id) or MessageWish(
        account_id=account_id, wants_digest=True, weekdays=WORKING_DAYS
    )


def set_wish(session: Session, actor: Actor, wants_digest: bool, weekdays: str) -> None:
    """Keep whether and on which days (1 is Monday) the acting person wants the mail."""
    assert actor.account_id is not None
    wish = session.get(MessageWish, actor.account_id)
    if wish is None:
        wish = MessageWish(account_id=actor.account_id)
        session.add(wish)
    wish.wants_digest = wants_digest and bool(weekdays)
    wish.weekdays = "".join(sorted(set(weekdays) & set("1234567"))) or WORKING_DAYS
    session.flush()
    record(session, actor, "work.wish", actor.account_id, wants_digest=wish.wants_digest)


def _waiting(session: Session, today: date, moment: datetime) -> list[Waiting]:
    accounts = _to_tell(session, today)
    if not accounts:
        return []
    board = board_of(session, today)
    found = []
    for account in accounts:
        listed = collect(session, principal_of(account, today), today, moment, board)
        mine = shown(listed, MINE, put_off_keys(session, account.id, today))
        late = sum(one.state == State.LATE for one in mine)
        found.append(Waiting(account.id, len(mine), late))
    return found


def _to_tell(session: Session, today: date) -> Sequence[Account]:
    """Return the staff who want the mail on this day of the week and were not told yet."""
    weekday = str(today.isoweekday())
    is_working_day = true() if weekday in WORKING_DAYS else false()
    query = (
        select(Account)
        .outerjoin(MessageWish, MessageWish.account_id == Account.id)
        .where(
            Account.is_active,
            Account.roles.any(AccountRole.role.in_(STAFF)),
            or_(
                MessageWish.account_id.is_(None) & is_working_day,
                MessageWish.wants_digest
                & MessageWish.weekdays.contains(weekday)
                & or_(MessageWish.digested_on.is_(None), MessageWish.digested_on < today),
            ),
        )
        .options(selectinload(Account.roles), selectinload(Account.regions))
        .order_by(Account.id)
    )
    return session.scalars(query).all()


def _tell(factory: sessionmaker[Session], waiting: Waiting, today: date) -> bool:
    """Note that the day is done for this person, and mail when something waits."""
    with transaction(factory) as session:
        account = session.get_one(Account, waiting.account_id)
        wish = session.get(MessageWish, account.id)
        if wish is None:
            wish = MessageWish(account_id=account.id, weekdays=WORKING_DAYS)
            session.add(wish)
        wish.digested_on = today
        outbox.take_back(
            session, f"work:remind:{account.id}:"
        )  # the digest says the same, or: nothing
        if not waiting.number:
            return False
        return outbox.post(
            session, account.email, "work_digest", account.language,
            once=f"work:digest:{account.id}:{today.isoformat()}",
            until=clock.end_of_day(today),  # tomorrow there is another one, with other figures
            number=waiting.number, late=waiting.late,
        )  # fmt: skip
