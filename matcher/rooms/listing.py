"""Read rooms, and how each stands today, for the pages of the coordinator."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from matcher.access import Scope
from matcher.database.hosts import Home, Household, Room, RoomAvailability
from matcher.database.leaving import Ending
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal, RoundUnmatched
from matcher.errors import NotFound
from matcher.paging import Page, page_of
from matcher.placements.service import occupies
from matcher.rooms.rules import Standing, Stay, standing
from matcher.rounds.rules import Window
from matcher.words import EndingStatus, HouseholdStatus, PlacementStatus, ProposalStatus
from matcher.youths.listing import last_round

VIEWS = ("free", "proposed", "taken", "all")
ORDERS = ("empty", "place", "rent", "name")


@dataclass(frozen=True)
class Filters:
    """``view``: 'free' (approved, offered today and not lived in), 'proposed', 'taken' or 'all'."""

    view: str = "free"
    municipality: str = ""
    text: str = ""
    order: str = "empty"
    descending: bool = True


@dataclass(frozen=True)
class Listed:
    """A room with how it stands; ``number_possible``: youths who could live there in the last
    round, None when that round did not look at it or kept no number."""

    room: Room
    standing: Standing
    number_possible: int | None = None
    is_possible: bool | None = None


def rooms(session: Session, scope: Scope, filters: Filters, page: int, today: date) -> Page[Listed]:
    """Return one page of rooms with household, free periods and standing."""
    query = (
        _with_home(scope)
        .where(*_conditions(filters), view_condition(filters.view, today))
        .options(
            contains_eager(Room.home).contains_eager(Home.household),
            selectinload(Room.availabilities),
        )
        .order_by(*_order(filters, today))
    )
    found = page_of(session, query, page)
    return Page(listed(session, found.rows, today), found.number, found.pages, found.total)


def listed(session: Session, found: Sequence[Room], today: date) -> list[Listed]:
    """Return rooms with how they stand, in four queries however many there are."""
    ids = [room.id for room in found]
    stays, proposed = _stays(session, ids, today), _proposed(session, ids)
    possible = _possible(session, ids)
    return [
        Listed(
            room,
            standing(
                [Window(a.free_from, a.free_until) for a in room.availabilities],
                stays.get(room.id, []),
                today,
                is_approved=room.home.household.status == HouseholdStatus.APPROVED,
                is_proposed=room.id in proposed,
            ),
            *possible.get(room.id, (None, None)),
        )
        for room in found
    ]


def counts_by_view(session: Session, scope: Scope, filters: Filters, today: date) -> dict[str, int]:
    """Return how many rooms each view shows of what was searched for."""
    found = {}
    for view in VIEWS:
        query = _with_home(scope).where(*_conditions(filters), view_condition(view, today))
        found[view] = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    return found


def one(session: Session, scope: Scope, room_id: int) -> Room:
    """Return a room with home, household and availability.

    Raises:
        NotFound: there is none, or it lies outside ``scope``: who may not see it is not told.
    """
    query = (
        _with_home(scope)
        .where(Room.id == room_id)
        .options(
            contains_eager(Room.home).contains_eager(Home.household).joinedload(Household.homes),
            contains_eager(Room.home).joinedload(Home.municipality),
            contains_eager(Room.home).selectinload(Home.rooms),
            selectinload(Room.availabilities),
        )
    )
    found: Room | None = session.scalars(query).unique().one_or_none()
    if found is None:
        raise NotFound("room", room_id)
    return found


def proposals_of(session: Session, room_id: int) -> Sequence[Proposal]:
    """Return all proposals of the room, the newest first, with their youths loaded."""
    query = (
        select(Proposal)
        .where(Proposal.room_id == room_id)
        .options(joinedload(Proposal.youth))
        .order_by(Proposal.id.desc())
    )
    return session.scalars(query).all()


def placements_of(session: Session, room_id: int) -> Sequence[Placement]:
    """Return all placements in the room, the newest first, with their youths loaded."""
    query = (
        select(Placement)
        .where(Placement.room_id == room_id)
        .options(joinedload(Placement.youth))
        .order_by(Placement.starts_on.desc(), Placement.id.desc())
    )
    return session.scalars(query).all()


def left_by_last_round(session: Session, room_id: int) -> RoundUnmatched | None:
    """Return what the last round said of a room that it left, or None."""
    done = last_round(session)
    if done is None:
        return None
    query = select(RoundUnmatched).where(
        RoundUnmatched.round_id == done.id, RoundUnmatched.room_id == room_id
    )
    return session.scalars(query).first()


def view_condition(view: str, today: date) -> ColumnElement[bool]:
    """Return the condition of a view, for `_with_home`."""
    if view == "free":
        return (
            (Household.status == HouseholdStatus.APPROVED)
            & _is_offered(today)
            & Room.id.not_in(_taken_on(today))
        )
    if view == "proposed":
        return Room.id.in_(
            select(Proposal.room_id).where(Proposal.status == ProposalStatus.PROPOSED)
        )
    if view == "taken":
        return Room.id.in_(select(Placement.room_id).where(occupies(today, None)))
    return Room.id.is_not(None)


def _is_offered(today: date) -> ColumnElement[bool]:
    return Room.availabilities.any(
        (RoomAvailability.free_from <= today)
        & or_(RoomAvailability.free_until.is_(None), RoomAvailability.free_until > today)
    )


def _taken_on(today: date) -> Select[int]:
    """Rooms in which somebody lives or is expected by now."""
    return select(Placement.room_id).where(occupies(today, None), Placement.starts_on <= today)


def _with_home(scope: Scope) -> Select[Room]:
    return (
        select(Room)
        .join(Room.home)
        .join(Home.household)
        .where(scope.where(municipality=[Home.municipality_code]))
    )


def _conditions(filters: Filters) -> Iterable[ColumnElement[bool]]:
    if filters.municipality:
        yield Home.municipality_code == filters.municipality
    if filters.text:
        yield or_(
            Household.contact_name.icontains(filters.text, autoescape=True),
            Room.reference.icontains(filters.text, autoescape=True),
            Home.place_name.icontains(filters.text, autoescape=True),
            Home.postcode.icontains(filters.text, autoescape=True),
        )


def _order(filters: Filters, today: date) -> list[Any]:
    columns: dict[str, Any] = {
        "place": func.lower(Home.place_name),
        "rent": Room.rent_cents,
        "name": func.lower(Household.contact_name),
    }
    column = columns.get(filters.order)
    if column is None:  # more nights empty is an earlier day since which it is
        since = _empty_since(today)
        return [since if filters.descending else since.desc(), Room.id]
    return [column.desc() if filters.descending else column, Room.id]


def _empty_since(today: date) -> ColumnElement[date]:
    """Return the start of the present offer or the end of the last stay, whichever is later."""
    offered = (
        select(func.min(RoomAvailability.free_from))
        .where(
            RoomAvailability.room_id == Room.id,
            or_(RoomAvailability.free_until.is_(None), RoomAvailability.free_until > today),
        )
        .correlate(Room)
        .scalar_subquery()
    )
    left = (
        select(func.max(func.coalesce(Placement.ends_on, date.max)))
        .where(
            Placement.room_id == Room.id,
            Placement.status != PlacementStatus.CANCELLED,
            Placement.starts_on <= today,
        )
        .correlate(Room)
        .scalar_subquery()
    )
    return func.coalesce(case((left > offered, left), else_=offered), date.max)


def _stays(session: Session, ids: Collection[int], today: date) -> Mapping[int, list[Stay]]:
    is_leaving = (
        select(Ending.id)
        .where(Ending.placement_id == Placement.id, Ending.status == EndingStatus.PLANNED)
        .exists()
    )
    query = (
        select(
            Placement.room_id, Placement.starts_on, Placement.ends_on, Placement.status, is_leaving
        )
        .where(Placement.room_id.in_(ids), Placement.status != PlacementStatus.CANCELLED)
        .order_by(Placement.starts_on)
    )
    found: dict[int, list[Stay]] = {}
    for room_id, starts_on, ends_on, status, leaving in session.execute(query):
        lived = status != PlacementStatus.BOOKED
        found.setdefault(room_id, []).append(Stay(starts_on, ends_on, lived, leaving))
    return found


def _proposed(session: Session, ids: Collection[int]) -> frozenset[int]:
    query = select(Proposal.room_id).where(
        Proposal.room_id.in_(ids), Proposal.status == ProposalStatus.PROPOSED
    )
    return frozenset(session.scalars(query))


def _possible(
    session: Session, ids: Collection[int]
) -> Mapping[int, tuple[int | None, bool | None]]:
    """Return per room of the last round (how many youths were possible, whether any was)."""
    done = last_round(session)
    if done is None:
        return {}
    found: dict[int, tuple[int | None, bool | None]] = {}
    chosen = select(Proposal.room_id, Proposal.explanation).where(
        Proposal.round_id == done.id, Proposal.room_id.in_(ids)
    )
    for room_id, explanation in session.execute(chosen):
        found[room_id] = (number_for_room(explanation), True)
    left = select(RoundUnmatched.room_id, RoundUnmatched.reason).where(
        RoundUnmatched.round_id == done.id, RoundUnmatched.room_id.in_(ids)
    )
    for room, reason in session.execute(left):
        if room is not None:
            found[room] = (0, False) if reason == "no_eligible_pair" else (None, True)
    return found


def number_for_room(explanation: Mapping[str, Any]) -> int | None:
    """Return how many youths a round found possible for the room of a proposal."""
    for reason in explanation.get("reasons", ()):
        if reason.get("code") == "youths_for_room":
            return int(reason["number"])
    return None
