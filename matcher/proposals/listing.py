"""Read proposals for the review board. Whoever asks gives the condition that limits the view."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from matcher.access import Scope
from matcher.database.hosts import Home, Room
from matcher.database.rounds import Proposal, ProposalAlternative
from matcher.database.youths import Youth
from matcher.errors import NotFound
from matcher.paging import Page, page_of
from matcher.words import ProposalStatus

#: key in the address → order of the board; the first is the default.
ORDERS = {
    "nights": (Proposal.nights.desc(), Proposal.priority.desc(), Proposal.id),
    "priority": (Proposal.priority.desc(), Proposal.nights.desc(), Proposal.id),
    "fit": (Proposal.fit.desc(), Proposal.id),
    "start": (Proposal.starts_on, Proposal.id),
}


@dataclass(frozen=True)
class Filters:
    """What the coordinator chose to see. An empty value leaves everything in."""

    status: ProposalStatus | None = ProposalStatus.PROPOSED
    round_id: int | None = None
    municipality: str = ""
    order: str = "nights"


def reach(scope: Scope) -> ColumnElement[bool]:
    """Return the condition 'either side lies in the person's regions', for `_with_both_sides`."""
    return scope.where(municipality=[Youth.municipality_code, Home.municipality_code])


def _with_both_sides() -> Select[Proposal]:
    return (
        select(Proposal)
        .join(Proposal.youth)
        .join(Proposal.room)
        .join(Room.home)
        .join(Home.household)
        .options(
            contains_eager(Proposal.youth),
            contains_eager(Proposal.room).contains_eager(Room.home).contains_eager(Home.household),
        )
    )


def board(session: Session, scope: Scope, filters: Filters, page: int) -> Page[Proposal]:
    """Return one page of the proposals that match ``filters``, both sides loaded."""
    query = _with_both_sides().where(reach(scope), *_conditions(filters))
    return page_of(session, query.order_by(*ORDERS.get(filters.order, ORDERS["nights"])), page)


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.status is not None:
        conditions.append(Proposal.status == filters.status)
    if filters.round_id is not None:
        conditions.append(Proposal.round_id == filters.round_id)
    if filters.municipality:
        conditions.append(Home.municipality_code == filters.municipality)
    return conditions


def counts_by_status(session: Session, scope: Scope) -> dict[ProposalStatus, int]:
    """Return how many proposals of each status the person may see."""
    query = (
        select(Proposal.status, func.count())
        .join(Proposal.youth)
        .join(Proposal.room)
        .join(Room.home)
        .where(reach(scope))
        .group_by(Proposal.status)
    )
    return {status: number for status, number in session.execute(query)}  # noqa: C416


def one(session: Session, proposal_id: int) -> Proposal:
    """Return a proposal with both sides, needs, places and alternatives.

    Raises:
        NotFound: there is no such proposal.
    """
    youth, room = joinedload(Proposal.youth), joinedload(Proposal.room).joinedload(Room.home)
    second = selectinload(Proposal.alternatives)
    query = (
        select(Proposal)
        .where(Proposal.id == proposal_id)
        .options(
            youth.joinedload(Youth.needs),
            youth.selectinload(Youth.places),
            youth.joinedload(Youth.municipality),
            youth.joinedload(Youth.organisation),
            room.joinedload(Home.municipality),
            room.joinedload(Home.household),
            joinedload(Proposal.room).selectinload(Room.availabilities),
            joinedload(Proposal.decided_by),
            second.joinedload(ProposalAlternative.youth),
            second.joinedload(ProposalAlternative.room)
            .joinedload(Room.home)
            .joinedload(Home.household),
        )
    )
    found = session.scalars(query).unique().one_or_none()
    if found is None:
        raise NotFound("proposal", proposal_id)
    return found


def next_open(session: Session, scope: Scope, proposal: Proposal) -> int | None:
    """Return the open proposal that comes after this one on the board, or else the first one."""
    return session.scalar(
        select(Proposal.id)
        .join(Proposal.youth)
        .join(Proposal.room)
        .join(Room.home)
        .where(reach(scope), Proposal.status == ProposalStatus.PROPOSED, Proposal.id != proposal.id)
        .order_by(_comes_after(proposal).desc(), *ORDERS["nights"])
        .limit(1)
    )


def _comes_after(proposal: Proposal) -> ColumnElement[bool]:
    """Return the condition 'behind this one in the order by nights', equal nights included."""
    less_pressing = Proposal.priority < proposal.priority
    later_number = (Proposal.priority == proposal.priority) & (Proposal.id > proposal.id)
    same_nights = Proposal.nights == proposal.nights
    return (Proposal.nights < proposal.nights) | (same_nights & (less_pressing | later_number))
