"""Put things to do off until a day, and remind colleagues of what waits for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from matcher import outbox
from matcher.audit import Actor, record
from matcher.database.accounts import Account
from matcher.database.work import WorkSnooze
from matcher.errors import MatcherError
from matcher.work.keys import parts
from matcher.work.listing import Listed

LONGEST = timedelta(days=31)


class DayRefused(MatcherError):
    """Something can be put off from tomorrow up to a month ahead."""

    def __init__(self, until_on: date) -> None:
        super().__init__(f"{until_on} is not a day between tomorrow and a month ahead")


def put_off(
    session: Session, actor: Actor, keys: Iterable[str], until_on: date, today: date
) -> int:
    """Take these things from the own list until a day; return how many.

    They stay on the list of the region, and come back by themselves as soon as they are late.

    Raises:
        DayRefused: not a day to come, or too far ahead.
    """
    if not today < until_on <= today + LONGEST:
        raise DayRefused(until_on)
    rows = [
        {"account_id": actor.account_id, "kind": kind, "subject": subject, "subject_id": number,
         "until_on": until_on}
        for kind, subject, number in sorted(parts(keys))
    ]  # fmt: skip
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    for row in rows:
        statement = insert(WorkSnooze).values(row)
        session.execute(
            statement.on_conflict_do_update(
                index_elements=["account_id", "kind", "subject", "subject_id"],
                set_={"until_on": until_on},
            )
        )
    if rows:
        record(session, actor, "work.putoff", actor.account_id, number=len(rows))
    return len(rows)


def take_back(session: Session, actor: Actor, keys: Iterable[str]) -> int:
    """Put things that were put off on the list again; return how many."""
    number = 0
    for kind, subject, key in parts(keys):
        gone = session.execute(
            delete(WorkSnooze)
            .where(
                WorkSnooze.account_id == actor.account_id,
                WorkSnooze.kind == kind,
                WorkSnooze.subject == subject,
                WorkSnooze.subject_id == key,
            )
            .returning(WorkSnooze.id)
        )
        number += len(gone.all())
    return number


def put_off_keys(session: Session, account_id: int, today: date) -> frozenset[str]:
    """Return what this person has put off until a day to come."""
    query = select(WorkSnooze).where(
        WorkSnooze.account_id == account_id, WorkSnooze.until_on > today
    )
    return frozenset(f"{one.kind.value}:{one.subject}:{one.subject_id}"
                     for one in session.scalars(query))  # fmt: skip


def remind(session: Session, actor: Actor, listed: Sequence[Listed], today: date) -> int:
    """Mail those for whom these things wait, each person once a day; return how many were mailed.

    The mail says that something waits and leads to the work list; what it is stands there.
    """
    people = {key for one in listed if one.item.bulk == "remind" for key in one.item.who}
    people.discard(actor.account_id or 0)
    query = select(Account).where(Account.id.in_(sorted(people)), Account.is_active)
    number = 0
    for account in session.scalars(query.order_by(Account.id)):
        number += outbox.post(
            session, account.email, "work_reminder", account.language,
            once=f"work:remind:{account.id}:{today.isoformat()}",
            instead_of=f"work:remind:{account.id}:",
        )  # fmt: skip
    if number:
        record(session, actor, "work.remind", actor.account_id, number=number)
    return number


def forget_old(session: Session, today: date) -> int:
    """Remove what was put off until a day that is there; return how many rows."""
    gone = session.execute(
        delete(WorkSnooze).where(WorkSnooze.until_on <= today).returning(WorkSnooze.id)
    )
    return len(gone.all())
