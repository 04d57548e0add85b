"""The work list of one person: what waits for them, and what waits in their region."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from matcher import clock
from matcher.access import Action, Principal, scope
from matcher.database.accounts import Account
from matcher.database.people import Deputy
from matcher.inforce import policy_in_force
from matcher.words import Role
from matcher.work.items import every_item
from matcher.work.rules import State, WorkItem, state
from matcher.work.ties import Side, Ties, ties_of


@dataclass(frozen=True)
class Listed:
    """One thing to do as its reader may see it.

    ``is_mine``: it waits for the reader, or for everybody of the team of which the reader is.
    ``stands_in_for``: the accounts that the reader does this for as a deputy.
    ``youth``, ``host``, ``place``: '' when the item is not about one. ``who``: names of those
    for whom it waits. ``given_by``: who handed it over, '' when nobody did; ``is_given``: the
    reader did, or it was the reader's before.
    """

    item: WorkItem
    state: State
    is_mine: bool
    stands_in_for: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    youth: str = ""
    host: str = ""
    place: str = ""
    given_by: str = ""
    is_given: bool = False

    @property
    def key(self) -> str:
        return self.item.key


@dataclass(frozen=True)
class Reader:
    """What the list asks of the person who reads it, looked up once."""

    principal: Principal
    colleagues: frozenset[int]
    away: Mapping[int, str]  # those for whom the reader stands in today, with their names
    names: Mapping[int, str]
    regions: frozenset[str]
    organisation_id: int | None


@dataclass(frozen=True)
class Board:
    """All that waits for anybody, with whom it is about and for whom it waits: read once, and
    shown to each reader as that reader may see it."""

    items: Sequence[WorkItem]
    ties: Ties
    people: Mapping[int, Person]


@dataclass(frozen=True)
class Person:
    name: str
    organisation_id: int | None


def board_of(session: Session, today: date, items: Sequence[WorkItem] | None = None) -> Board:
    """Return the board; ``items``: what waits, when it is known already."""
    found = every_item(session, today, policy_in_force()) if items is None else items
    named = {key for item in found for key in item.who}
    named |= {item.handed.by_id for item in found if item.handed is not None}
    query = select(Account.id, Account.name, Account.organisation_id)
    rows = session.execute(query.where(Account.id.in_(sorted(named)))).all()
    people = {row.id: Person(row.name, row.organisation_id) for row in rows}
    return Board(found, ties_of(session, found), people)


def collect(
    session: Session,
    principal: Principal,
    today: date,
    moment: datetime | None = None,
    board: Board | None = None,
) -> list[Listed]:
    """Return all that waits for the person or in the person's region or organisation.

    The number of queries does not grow with the length of the list.
    """
    board = board_of(session, today) if board is None else board
    reader = _reader(session, principal, today, board)
    now = moment or clock.moment()
    listed = (_listed(item, board.ties, reader, today, now) for item in board.items)
    return [one for one in listed if one is not None]


def mine(listed: Iterable[Listed]) -> list[Listed]:
    return [one for one in listed if one.is_mine]


def _listed(
    item: WorkItem, ties: Ties, reader: Reader, today: date, moment: datetime
) -> Listed | None:
    """Return the item as the reader sees it; None when it is not the reader's business."""
    me = reader.principal.account_id
    reach = _reaches(item, ties, reader)
    is_named = me in item.who
    absent = tuple(reader.away[key] for key in sorted(item.who & reader.away.keys()))
    is_mine = is_named or bool(absent) or (not item.who and reach)
    is_given = item.handed is not None and me in (item.handed.by_id, item.handed.giver_id)
    if not is_mine and not (reach or is_given or item.who & reader.colleagues):
        return None
    youth, host = ties.youth(item), ties.host(item)
    sees_youth = youth is not None and _sees(youth, reader)
    return Listed(
        item,
        state(item, today, moment),
        is_mine,
        absent,
        tuple(reader.names[key] for key in sorted(item.who) if key in reader.names),
        (youth.name if sees_youth else youth.reference) if youth else "",
        host.name if host and host.municipalities & reader.regions else "",
        host.place if host else "",
        reader.names.get(item.handed.by_id, "") if item.handed else "",
        not is_mine and is_given,
    )


def _reaches(item: WorkItem, ties: Ties, reader: Reader) -> bool:
    """Say whether the item lies in the reader's region, or with the reader's organisation.

    A worker of an organisation is shown only what is for workers: what a coordinator has still
    to decide about a youth is not announced.
    """
    if ties.municipalities(item) & reader.regions:
        return True
    own = reader.organisation_id
    return item.team == Role.REFERRER and own is not None and ties.organisation_id(item) == own


def _sees(youth: Side, reader: Reader) -> bool:
    """Say whether the reader may read the name of this youth."""
    if youth.municipalities & reader.regions:
        return True
    return reader.organisation_id is not None and youth.organisation_id == reader.organisation_id


def _reader(session: Session, principal: Principal, today: date, board: Board) -> Reader:
    works = principal.has(Role.REFERRER) and principal.organisation_id is not None
    own = principal.organisation_id if works else None
    people = board.people
    return Reader(
        principal,
        frozenset(
            key for key, one in people.items() if own is not None and one.organisation_id == own
        ),
        _away(session, principal.account_id, today),
        {key: one.name for key, one in people.items()},
        scope(principal, Action.READ_WORK).municipalities,
        own,
    )


def _away(session: Session, account_id: int, today: date) -> dict[int, str]:
    """Return those for whom this person stands in today."""
    query = (
        select(Account.id, Account.name)
        .join(Deputy, Deputy.account_id == Account.id)
        .where(
            Deputy.deputy_id == account_id,
            Deputy.starts_on <= today,
            or_(Deputy.ends_on.is_(None), Deputy.ends_on >= today),
        )
    )
    return {row.id: row.name for row in session.execute(query)}
