"""Read, for many things to do at once, whom and what they are about: names, regions, accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database.hosts import Home, Household, Room
from matcher.database.youths import Youth
from matcher.work.rules import WorkItem

#: Of one query: SQLite takes 32,766 values at most, PostgreSQL 65,535.
MOST_VALUES = 10_000


@dataclass(frozen=True)
class Side:
    """A youth, or the household of a room. ``place``: the town of the home, '' for a youth."""

    name: str
    reference: str
    municipalities: frozenset[str]
    organisation_id: int | None = None
    account_id: int | None = None
    place: str = ""


@dataclass
class Ties:
    """What the items are about, by id."""

    youths: dict[int, Side] = field(default_factory=dict)
    rooms: dict[int, Side] = field(default_factory=dict)
    households: dict[int, Side] = field(default_factory=dict)

    def youth(self, item: WorkItem) -> Side | None:
        return self.youths.get(item.youth_id or 0)

    def host(self, item: WorkItem) -> Side | None:
        return self.rooms.get(item.room_id or 0) or self.households.get(item.household_id or 0)

    def municipalities(self, item: WorkItem) -> frozenset[str]:
        """Return the regions that the item belongs to: those of both sides, and its own."""
        sides = [side.municipalities for side in (self.youth(item), self.host(item)) if side]
        own = frozenset({item.municipality}) if item.municipality else frozenset()
        return own.union(*sides)

    def organisation_id(self, item: WorkItem) -> int | None:
        youth = self.youth(item)
        return item.organisation_id or (youth.organisation_id if youth else None)


def ties_of(session: Session, items: Sequence[WorkItem]) -> Ties:
    """Return whom and what these items are about, in three queries however many there are."""
    return Ties(
        dict(_each(session, _youths, (item.youth_id for item in items))),
        dict(_each(session, _rooms, (item.room_id for item in items))),
        dict(_each(session, _households, (item.household_id for item in items))),
    )


Read = Callable[[Session, Sequence[int]], Iterator[tuple[int, Side]]]


def _each(session: Session, read: Read, keys: Iterable[int | None]) -> Iterator[tuple[int, Side]]:
    wanted = sorted({key for key in keys if key is not None})
    for start in range(0, len(wanted), MOST_VALUES):
        yield from read(session, wanted[start : start + MOST_VALUES])


def _youths(session: Session, keys: Sequence[int]) -> Iterator[tuple[int, Side]]:
    columns = (
        Youth.id, Youth.first_name, Youth.last_name, Youth.reference, Youth.municipality_code,
        Youth.organisation_id, Youth.account_id,
    )  # fmt: skip
    for row in session.execute(select(*columns).where(Youth.id.in_(keys))):
        yield (
            row.id,
            Side(
                f"{row.first_name} {row.last_name}",
                row.reference,
                frozenset({row.municipality_code}),
                row.organisation_id,
                row.account_id,
            ),
        )


def _rooms(session: Session, keys: Sequence[int]) -> Iterator[tuple[int, Side]]:
    query = (
        select(Room.id, *_host_columns())
        .join(Home, Home.id == Room.home_id)
        .join(Household, Household.id == Home.household_id)
        .where(Room.id.in_(keys))
    )
    for row in session.execute(query):
        yield row.id, _host(row, {row.municipality_code})


def _households(session: Session, keys: Sequence[int]) -> Iterator[tuple[int, Side]]:
    query = (
        select(Household.id, *_host_columns())
        .outerjoin(Home, Home.household_id == Household.id)
        .where(Household.id.in_(keys))
        .order_by(Home.id)
    )
    found: dict[int, Side] = {}
    for row in session.execute(query):
        before = found.get(row.id)
        codes = {row.municipality_code, *(before.municipalities if before else ())} - {None}
        found[row.id] = _first_home(before, _host(row, codes))
    yield from found.items()


def _first_home(before: Side | None, made: Side) -> Side:
    """Return the first home of a household with the regions of all its homes."""
    if before is None:
        return made
    return Side(
        before.name, before.reference, made.municipalities, None, before.account_id, before.place
    )


def _host_columns() -> tuple[Any, ...]:
    return (
        Household.contact_name, Household.reference, Household.account_id,
        Home.municipality_code, Home.place_name,
    )  # fmt: skip


def _host(row: Any, codes: Iterable[str]) -> Side:
    return Side(
        row.contact_name, row.reference, frozenset(codes), None, row.account_id,
        row.place_name or "",
    )  # fmt: skip
