"""Read households and their homes for the pages of the coordinator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from matcher.access import Scope
from matcher.database.hosts import Home, Household, Room
from matcher.errors import NotFound
from matcher.paging import Page, page_of
from matcher.words import HouseholdStatus

#: key in the address → what the list is ordered by; 'waiting' is the default.
ORDERS: dict[str, Any] = {
    "waiting": Household.signed_up_on,
    "name": func.lower(Household.contact_name),
    "status": Household.status,
}


WAITING = (HouseholdStatus.SIGNED_UP, HouseholdStatus.VISITED)


@dataclass(frozen=True)
class Filters:
    """What the coordinator chose to see. An empty value leaves everything in."""

    status: HouseholdStatus | None = None
    municipality: str = ""
    text: str = ""
    order: str = "waiting"
    descending: bool = True


def reach(scope: Scope) -> ColumnElement[bool]:
    """Return the condition 'one of its homes lies in the person's regions'."""
    return Household.homes.any(scope.where(municipality=[Home.municipality_code]))


def hosts(session: Session, scope: Scope, filters: Filters, page: int) -> Page[Household]:
    """Return one page of households with their homes and rooms loaded."""
    query = (
        select(Household)
        .where(reach(scope), *_conditions(filters))
        .options(selectinload(Household.homes).selectinload(Home.rooms))
        .order_by(*_order(filters), Household.id)
    )
    if filters.status is not None:
        query = query.where(Household.status == filters.status)
    return page_of(session, query, page)


def _order(filters: Filters) -> list[Any]:
    key = filters.order if filters.order in ORDERS else "waiting"
    column = ORDERS[key].desc() if filters.descending else ORDERS[key]
    if key != "waiting":
        return [column]
    # More days of waiting is an earlier day; who waits no longer comes after all who do.
    day = Household.signed_up_on if filters.descending else Household.signed_up_on.desc()
    return [case((Household.status.in_(WAITING), 0), else_=1), day]


def counts_by_status(
    session: Session, scope: Scope, filters: Filters
) -> dict[HouseholdStatus, int]:
    """Return how many of each status match what was searched for."""
    query: Select[HouseholdStatus, int] = (
        select(Household.status, func.count())
        .where(reach(scope), *_conditions(filters))
        .group_by(Household.status)
    )
    return {status: int(number) for status, number in session.execute(query)}


def one(session: Session, scope: Scope, household_id: int) -> Household:
    """Return a household with homes, rooms and availability.

    Raises:
        NotFound: there is none, or it lies outside ``scope``: who may not see it is not told.
    """
    query = (
        select(Household)
        .where(Household.id == household_id, reach(scope))
        .options(
            joinedload(Household.account),
            selectinload(Household.homes).joinedload(Home.municipality),
            selectinload(Household.homes)
            .selectinload(Home.rooms)
            .selectinload(Room.availabilities),
        )
    )
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("household", household_id)
    return found


def _conditions(filters: Filters) -> Iterable[ColumnElement[bool]]:
    if filters.municipality:
        yield Household.homes.any(Home.municipality_code == filters.municipality)
    if filters.text:
        yield or_(
            Household.contact_name.icontains(filters.text, autoescape=True),
            Household.reference.icontains(filters.text, autoescape=True),
            Household.email.icontains(filters.text, autoescape=True),
            Household.homes.any(Home.place_name.icontains(filters.text, autoescape=True)),
        )
