"""Write a demo set into the database, tell whether one is there, and take it out again.

Rows are written in bulk, table by table, with ids counted up from the highest one: equal sets in
an empty database are equal to the last byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.orm import Session

from matcher.database import Base
from matcher.database.accounts import Account, CareOrganisation
from matcher.database.places import Contract
from seed.demo.accounts import EVERY_ADDRESS
from seed.demo.history import Placed
from seed.demo.plan import DemoSet
from seed.demo.rows import IdOf, OrganisationId, Row, StaffId, moment

ROWS_AT_ONCE = 2_000

#: Told after every batch: table name and the number of rows written.
Progress = Callable[[str, int], None]


def store_partners(session: Session, demo: DemoSet) -> None:
    """Write contracts and care organisations; a municipality that has a contract keeps it."""
    having = set(session.scalars(select(Contract.municipality_code)))
    contracts = [row for row in demo.partners.contracts if row["municipality_code"] not in having]
    _write(session, "contract", numbered(session, "contract", contracts))
    known = session.scalars(select(CareOrganisation))
    present = {organisation.code: organisation.id for organisation in known}
    new = [o for o in demo.organisations if o.code not in present]
    first = _next_id(session, "care_organisation")
    rows: list[Row] = [
        {"id": first + position, "code": one.code, "name": one.name}
        for position, one in enumerate(new)
    ]
    _write(session, "care_organisation", rows)
    present |= {row["code"]: row["id"] for row in rows}
    _point_at(demo, {one.id: present[one.code] for one in demo.organisations})


def _point_at(demo: DemoSet, ids: dict[int, int]) -> None:
    for person in demo.people:
        if person.youth["organisation_id"] is not None:
            person.youth["organisation_id"] = ids[person.youth["organisation_id"]]


def store_people(session: Session, demo: DemoSet, progress: Progress | None = None) -> None:
    """Write households to exclusions; contracts, organisations and accounts must be there."""
    _number_homes(session, demo)
    _number_youths(session, demo)
    homes, people = demo.dwellings, demo.people
    rooms = [room for dwelling in homes for room in dwelling.rooms]
    offers = [offer for dwelling in homes for offers in dwelling.offers for offer in offers]
    places = [place for person in people for place in person.places]
    exclusions = [
        {
            "youth_id": one.person.youth["id"],
            "room_id": one.room["id"],
            "reason": one.reason,
            "created_at": moment(one.on, 14),
        }
        for one in demo.exclusions
    ]
    for table, rows in (
        ("household", [dwelling.household for dwelling in homes]),
        ("home", [dwelling.home for dwelling in homes]),
        ("room", rooms),
        ("room_availability", numbered(session, "room_availability", offers)),
        ("youth", [person.youth for person in people]),
        ("need_profile", [person.needs for person in people]),
        ("youth_place", numbered(session, "youth_place", places)),
        ("placement", _placements(session, demo)),
        ("pair_exclusion", numbered(session, "pair_exclusion", exclusions)),
    ):
        _write(session, table, rows, progress)
    session.expire_all()


def store_before(session: Session, demo: DemoSet, progress: Progress | None = None) -> None:
    """Write what comes before and after a match; people and accounts must be there."""
    staff = {
        account.email.split("@")[0]: account.id
        for account in session.scalars(select(Account).where(Account.email.in_(EVERY_ADDRESS)))
    }
    organisations = {one.code: one.id for one in session.scalars(select(CareOrganisation))}

    def resolved(value: Any) -> Any:
        if isinstance(value, IdOf):
            return value.row["id"]
        if isinstance(value, StaffId):
            return staff[value.name]
        return organisations[value.code] if isinstance(value, OrganisationId) else value

    for table, rows in demo.before:
        if "id" in _table(table).c and rows and "id" not in rows[0]:
            for number, row in enumerate(rows, _next_id(session, table)):
                row["id"] = number
        ready = [{name: resolved(value) for name, value in row.items()} for row in rows]
        _write(session, table, ready, progress)
    session.expire_all()


def number_of_rows(demo: DemoSet) -> int:
    """Return how many rows `store_people` and `store_before` are going to write."""
    homes = sum(2 + len(one.rooms) + sum(map(len, one.offers)) for one in demo.dwellings)
    people = sum(2 + len(one.places) for one in demo.people)
    before = sum(len(rows) for _, rows in demo.before)
    return homes + people + len(demo.placed) + len(demo.exclusions) + before


def _number_homes(session: Session, demo: DemoSet) -> None:
    household, home, room = (_next_id(session, name) for name in ("household", "home", "room"))
    for position, dwelling in enumerate(demo.dwellings):
        dwelling.household["id"] = household + position
        dwelling.home.update(id=home + position, household_id=household + position)
        for own, offers in zip(dwelling.rooms, dwelling.offers, strict=True):
            own.update(id=room, home_id=home + position)
            for offer in offers:
                offer["room_id"] = room
            room += 1


def _number_youths(session: Session, demo: DemoSet) -> None:
    first = _next_id(session, "youth")
    for number, person in enumerate(demo.people, first):
        person.youth["id"] = person.needs["youth_id"] = number
        for place in person.places:
            place["youth_id"] = number


def _placements(session: Session, demo: DemoSet) -> list[Row]:
    """Return the rows of the placements, which others refer to."""
    rows = numbered(session, "placement", map(_placement, demo.placed))
    for placed, row in zip(demo.placed, rows, strict=True):
        placed.row.update(row)
    return rows


def _placement(placed: Placed) -> Row:
    return {
        "room_id": placed.room["id"],
        "youth_id": placed.person.youth["id"],
        "proposal_id": None,
        "status": placed.stay.status,
        "starts_on": placed.stay.starts_on,
        "ends_on": placed.stay.ends_on,
        "created_at": moment(placed.person.youth["ready_on"] - timedelta(days=5), 13),
        "version": 1,
    }


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _next_id(session: Session, table: str) -> int:
    return (session.scalar(select(func.max(_table(table).c.id))) or 0) + 1


def numbered(session: Session, table: str, rows: Iterable[Row]) -> list[Row]:
    """Return the rows with ids that follow the highest one of the table."""
    return [{"id": number, **row} for number, row in enumerate(rows, _next_id(session, table))]


def _write(
    session: Session, table: str, rows: Sequence[Row], progress: Progress | None = None
) -> None:
    for start in range(0, len(rows), ROWS_AT_ONCE):
        batch = rows[start : start + ROWS_AT_ONCE]
        session.execute(insert(_table(table)), batch)
        if progress is not None:
            progress(table, len(batch))
    if rows and "id" in rows[0] and session.get_bind().dialect.name == "postgresql":
        # Ids that are given do not move the counter, and the next record would collide.
        session.execute(
            text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")  # noqa: S608 - names of our own tables
        )
