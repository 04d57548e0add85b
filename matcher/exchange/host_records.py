"""The stored households and rooms that a file touches, and those that look the same."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from matcher.database.hosts import Home, Household, Room
from matcher.exchange.context import chunks
from matcher.exchange.host_drafts import HouseholdDraft


class StoredHosts:
    """Looked up by reference; loaded in a few queries for the whole file."""

    def __init__(self, session: Session, drafts: Iterable[HouseholdDraft]) -> None:
        households: set[str] = set()
        rooms: set[str] = set()
        for draft in drafts:
            households |= _text(draft.values.get("household_reference"))
            for home in draft.homes.values():
                for room in home.rooms:
                    rooms |= _text(room.values.get("room_reference"))
        self._households = _households(session, households)
        self._rooms = _rooms(session, rooms)

    def household(self, reference: object) -> Household | None:
        return self._households.get(reference)

    def room(self, reference: object) -> Room | None:
        return self._rooms.get(reference)


def _text(value: object) -> set[str]:
    return {value} if isinstance(value, str) else set()


def _households(session: Session, references: set[str]) -> dict[object, Household]:
    found: dict[object, Household] = {}
    for some in chunks(references):
        query = (
            select(Household)
            .where(Household.reference.in_(some))
            .options(
                selectinload(Household.homes)
                .selectinload(Home.rooms)
                .selectinload(Room.availabilities)
            )
        )
        found.update({household.reference: household for household in session.scalars(query)})
    return found


def _rooms(session: Session, references: set[str]) -> dict[object, Room]:
    found: dict[object, Room] = {}
    for some in chunks(references):
        query = (
            select(Room)
            .where(Room.reference.in_(some))
            .options(
                joinedload(Room.home).joinedload(Home.household), selectinload(Room.availabilities)
            )
        )
        found.update({room.reference: room for room in session.scalars(query)})
    return found


def homes_by_postcode(session: Session, postcodes: set[str]) -> list[tuple[str, str, str, str]]:
    """Return (postcode, house number, household reference, municipality) of stored homes."""
    found: list[tuple[str, str, str, str]] = []
    for some in chunks(postcodes):
        query = (
            select(Home.postcode, Home.house_number, Household.reference, Home.municipality_code)
            .join(Household)
            .where(Home.postcode.in_(some))
            .order_by(Household.reference, Home.id)
        )
        found += [tuple(row) for row in session.execute(query)]  # type: ignore[misc]
    return found


def households_by_email(session: Session, emails: set[str]) -> list[Household]:
    """Return stored households with one of these addresses, with their homes."""
    found: list[Household] = []
    for some in chunks(emails):
        query = (
            select(Household)
            .where(Household.email.in_(some))
            .order_by(Household.reference)
            .options(selectinload(Household.homes))
        )
        found += session.scalars(query)
    return found
