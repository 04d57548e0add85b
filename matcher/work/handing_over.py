"""Hand things to do over to a colleague who may do them, and take them back.

Only the work goes over. Who is responsible for a stay, and who guides a youth, stays as it is;
that is handed over elsewhere, and the receiver says yes to it first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, selectinload

from matcher import clock, outbox
from matcher.access import Action, scope
from matcher.accounts.service import principal_of
from matcher.audit import Actor, record
from matcher.database.accounts import Account, AccountRole
from matcher.database.people import Worker
from matcher.database.work import WorkHandover
from matcher.errors import NotFound
from matcher.people.rules import is_away
from matcher.words import Role, WorkKind
from matcher.work import given_mail
from matcher.work.keys import parts
from matcher.work.rules import WorkItem
from matcher.work.ties import Ties, ties_of

STAFF = (Role.COORDINATOR, Role.REFERRER)

PERSONAL = frozenset({WorkKind.HANDOVER, WorkKind.VISIT, WorkKind.VISIT_REPORT})
"""Only who was asked answers, and only who visits writes the report."""


class Kept(StrEnum):
    """Why something is not handed over."""

    PERSONAL = "personal"  # it was asked of this person by name
    OWN = "own"  # a youth or a host does it
    HAS_IT = "has_it"  # it waits for the receiver already
    REACH = "reach"  # the receiver works in another region or organisation
    ROLE = "role"  # the page for it is not open to the receiver


@dataclass(frozen=True)
class Colleague:
    """Somebody who may receive work. ``organisation_id``: of whose youths this person guides."""

    account_id: int
    name: str
    roles: frozenset[Role]
    regions: frozenset[str]
    organisation_id: int | None = None
    is_away: bool = False


Opens = Callable[[WorkItem, frozenset[Role]], bool]


@dataclass(frozen=True)
class Work:
    """Things to do with what decides on who may do them.

    ``staff``: of the accounts for which they wait, those who guide or coordinate, each with the
    organisation for which it guides youths. ``opens``: whether somebody with these roles can open
    the page on which something is done.
    """

    items: Sequence[WorkItem]
    ties: Ties
    staff: Mapping[int, int | None]
    opens: Opens

    def why_not(self, item: WorkItem, colleague: Colleague | None = None) -> Kept | None:
        """Return why the item stays where it is; without a colleague: whoever would get it."""
        if item.kind in PERSONAL:
            return Kept.PERSONAL
        if item.who and not item.who & self.staff.keys():
            return Kept.OWN
        if colleague is None:
            return None
        if colleague.account_id in item.who:
            return Kept.HAS_IT
        if not self._reaches(item, colleague):
            return Kept.REACH
        return None if self.opens(item, colleague.roles) else Kept.ROLE

    def for_colleague(self, colleague: Colleague) -> list[WorkItem]:
        return [item for item in self.items if self.why_not(item, colleague) is None]

    def _reaches(self, item: WorkItem, colleague: Colleague) -> bool:
        if self.ties.municipalities(item) & colleague.regions:
            return True
        own = colleague.organisation_id
        if own is None or self.ties.organisation_id(item) != own:
            return False
        # Of the youths of an organisation its workers do what is theirs, not the coordinator's.
        return item.team == Role.REFERRER or own in {self.staff.get(key) for key in item.who}


def work_of(session: Session, items: Iterable[WorkItem], opens: Opens) -> Work:
    """Return these things to do with what decides on who may do them, in a few queries."""
    found = list(items)
    named = sorted({key for item in found for key in item.who})
    query = select(Account).where(Account.id.in_(named), _is_staff())
    staff = {
        one.id: one.organisation_id if _guides(one) else None
        for one in session.scalars(query.options(selectinload(Account.roles)))
    }
    return Work(found, ties_of(session, found), staff, opens)


def colleagues(session: Session, work: Work, today: date, *, apart_from: int) -> list[Colleague]:
    """Return who may do at least one of these, by name."""
    query = (
        select(Account)
        .where(Account.is_active, _is_staff(), Account.id != apart_from)
        .options(selectinload(Account.roles), selectinload(Account.regions))
        .order_by(Account.name, Account.id)
    )
    away = _away(session, today)
    people = (_colleague(one, today, away) for one in session.scalars(query))
    return [one for one in people if work.for_colleague(one)]


def hand_over(
    session: Session, actor: Actor, work: Work, receiver_id: int, today: date
) -> list[WorkItem]:
    """Let these things wait for the receiver from now on, who is told; return those that went.

    What the receiver may not do stays where it is.

    Raises:
        NotFound: there is nobody with this account who works here.
    """
    account = session.scalars(
        select(Account).where(Account.id == receiver_id, Account.is_active, _is_staff())
    ).one_or_none()
    if account is None:
        raise NotFound("account", receiver_id)
    going = work.for_colleague(_colleague(account, today, _away(session, today)))
    at = clock.moment()
    for item in going:
        _note(session, actor, item, receiver_id, at)
    if going:
        record(session, actor, "work.handover", receiver_id, number=len(going))
        given_mail.follow(session, {item.handed.receiver_id for item in going if item.handed})
        if receiver_id != actor.account_id:
            given_mail.tell(session, account, len(going), at)
    return going


def hand_back(session: Session, actor: Actor, keys: Collection[str]) -> int:
    """Undo it, by whoever handed it over, had it before or received it; return how many.

    When the receiver gives it back, who handed it over is told.
    """
    told: dict[int, int] = {}
    receivers: set[int] = set()
    number = 0
    for kind, subject, key in sorted(parts(keys)):
        me = actor.account_id
        gone = session.execute(
            delete(WorkHandover)
            .where(
                WorkHandover.kind == kind,
                WorkHandover.subject == subject,
                WorkHandover.subject_id == key,
                (WorkHandover.by_id == me)
                | (WorkHandover.giver_id == me)
                | (WorkHandover.receiver_id == me),
            )
            .returning(WorkHandover.by_id, WorkHandover.receiver_id)
        ).all()
        for by_id, receiver_id in gone:
            number += 1
            receivers.add(receiver_id)
            if receiver_id == me and by_id != me:
                told[by_id] = told.get(by_id, 0) + 1
    for account in session.scalars(select(Account).where(Account.id.in_(told), Account.is_active)):
        outbox.post(
            session, account.email, "work_given_back", account.language, number=told[account.id]
        )
    given_mail.follow(session, receivers)
    if number:
        record(session, actor, "work.handback", actor.account_id, number=number)
    return number


def forget_done(session: Session, open_keys: Collection[str]) -> int:
    """Remove what was handed over and is done; return how many rows."""
    rows = session.scalars(select(WorkHandover)).all()
    done = [one for one in rows if key_of(one) not in open_keys]
    session.execute(delete(WorkHandover).where(WorkHandover.id.in_([one.id for one in done])))
    given_mail.follow(session, {one.receiver_id for one in done})
    return len(done)


def key_of(row: WorkHandover) -> str:
    return f"{row.kind.value}:{row.subject}:{row.subject_id}"


def _note(session: Session, actor: Actor, item: WorkItem, receiver_id: int, at: datetime) -> None:
    giver = _giver(item, actor.account_id)
    which = {"kind": item.kind, "subject": item.subject, "subject_id": item.subject_id}
    if giver == receiver_id:  # it is back where it came from
        session.execute(delete(WorkHandover).filter_by(**which))
        return
    changes = {
        "giver_id": giver, "receiver_id": receiver_id, "by_id": actor.account_id, "given_at": at,
    }  # fmt: skip
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    session.execute(
        insert(WorkHandover)
        .values(**which, **changes)
        .on_conflict_do_update(index_elements=sorted(which), set_=changes)
    )


def _giver(item: WorkItem, account_id: int | None) -> int | None:
    """Return in whose place the receiver comes; None: of all for whom it waits.

    What was handed over and is handed on comes from the first giver.
    """
    if item.handed is not None:
        is_handed_on = item.handed.receiver_id == account_id or len(item.who) == 1
        return item.handed.giver_id if is_handed_on else None
    if account_id in item.who:
        return account_id
    return next(iter(item.who)) if len(item.who) == 1 else None


def _colleague(account: Account, today: date, away: Collection[int]) -> Colleague:
    principal = principal_of(account, today)
    return Colleague(
        account.id,
        account.name,
        principal.roles,
        scope(principal, Action.READ_WORK).municipalities,
        account.organisation_id if _guides(account) else None,
        account.id in away,
    )


def _guides(account: Account) -> bool:
    return any(link.role == Role.REFERRER for link in account.roles)


def _is_staff() -> Any:
    return Account.roles.any(AccountRole.role.in_(STAFF))


def _away(session: Session, today: date) -> frozenset[int]:
    rows = session.scalars(select(Worker).where(Worker.away_from.is_not(None)))
    return frozenset(
        one.account_id for one in rows if is_away(one.away_from, one.away_until, today)
    )
