"""Read youths for the pages of the coordinator and of the care organisation."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from matcher.database.accounts import CareOrganisation
from matcher.database.hosts import Home, Room
from matcher.database.placements import Placement
from matcher.database.places import Municipality
from matcher.database.rounds import MatchingRound, Proposal, RoundUnmatched
from matcher.database.youths import Youth
from matcher.errors import NotFound
from matcher.paging import Page, page_of
from matcher.rounds.service import latest_done
from matcher.words import ProposalStatus, TargetGroup, YouthStatus

#: key in the address → what the list is ordered by, rising; 'waiting' is the default.
ORDERS: dict[str, Any] = {
    "waiting": Youth.registered_on.desc(),
    "name": func.lower(Youth.first_name + " " + Youth.last_name),
    "age": Youth.birth_date.desc(),
    "urgency": Youth.urgency,
    "municipality": Municipality.name,
}
WAITING = (YouthStatus.REGISTERED, YouthStatus.READY)
_TURNED = {"age": Youth.birth_date, "waiting": Youth.registered_on}


@dataclass(frozen=True)
class Filters:
    """What somebody chose to see. An empty value leaves everything in."""

    status: YouthStatus | None = None
    municipality: str = ""
    target_group: TargetGroup | None = None
    text: str = ""
    order: str = "waiting"
    descending: bool = True


def youths(
    session: Session, reached: ColumnElement[bool], filters: Filters, page: int
) -> Page[Youth]:
    """Return one page of the youths in ``reached`` (a condition made by a Scope)."""
    query = (
        select(Youth)
        .join(Youth.municipality)
        .where(reached, *_conditions(filters))
        .options(
            joinedload(Youth.municipality), joinedload(Youth.organisation), joinedload(Youth.needs)
        )
        .order_by(*_order(filters), Youth.id)
    )
    if filters.status is not None:
        query = query.where(Youth.status == filters.status)
    return page_of(session, query, page)


def _order(filters: Filters) -> list[Any]:
    key = filters.order if filters.order in ORDERS else "waiting"
    column = ORDERS[key]
    if filters.descending:
        column = _TURNED[key] if key in _TURNED else column.desc()
    if key == "waiting":  # who waits no longer comes after all who do
        return [case((Youth.status.in_(WAITING), 0), else_=1), column]
    return [column]


def counts_by_status(
    session: Session, reached: ColumnElement[bool], filters: Filters
) -> dict[YouthStatus, int]:
    """Return how many of each status match what was searched for."""
    query: Select[YouthStatus, int] = (
        select(Youth.status, func.count())
        .where(reached, *_conditions(filters))
        .group_by(Youth.status)
    )
    return {status: int(number) for status, number in session.execute(query)}


def one(session: Session, reached: ColumnElement[bool], youth_id: int) -> Youth:
    """Return a youth with needs, places and who helps.

    Raises:
        NotFound: there is none, or outside ``reached``: who may not see it is not told.
    """
    query = (
        select(Youth)
        .where(Youth.id == youth_id, reached)
        .options(
            joinedload(Youth.needs),
            joinedload(Youth.municipality),
            joinedload(Youth.organisation),
            selectinload(Youth.places),
        )
    )
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("youth", youth_id)
    return found


def proposals_of(session: Session, youth_id: int) -> Sequence[Proposal]:
    """Return all proposals of the youth, the newest first, with their rooms loaded."""
    query = (
        select(Proposal)
        .where(Proposal.youth_id == youth_id)
        .options(joinedload(Proposal.room).joinedload(Room.home).joinedload(Home.household))
        .order_by(Proposal.id.desc())
    )
    return session.scalars(query).all()


def placements_of(session: Session, youth_id: int) -> Sequence[Placement]:
    """Return all placements of the youth, the newest first, with their rooms loaded."""
    query = (
        select(Placement)
        .where(Placement.youth_id == youth_id)
        .options(joinedload(Placement.room).joinedload(Room.home).joinedload(Home.household))
        .order_by(Placement.starts_on.desc(), Placement.id.desc())
    )
    return session.scalars(query).all()


def with_open_proposal(session: Session, youth_ids: Collection[int]) -> frozenset[int]:
    """Return which of these youths have a proposal that nobody has decided on."""
    query = select(Proposal.youth_id).where(
        Proposal.status == ProposalStatus.PROPOSED, Proposal.youth_id.in_(sorted(youth_ids))
    )
    return frozenset(session.scalars(query)) if youth_ids else frozenset()


def last_round(session: Session) -> MatchingRound | None:
    """Return the last round that ended well."""
    return latest_done(session)


def left_by_last_round(session: Session, youth_id: int) -> RoundUnmatched | None:
    """Return what the last round said of a youth whom it left, or None."""
    done = last_round(session)
    if done is None:
        return None
    query = select(RoundUnmatched).where(
        RoundUnmatched.round_id == done.id, RoundUnmatched.youth_id == youth_id
    )
    return session.scalars(query).first()


def organisations(session: Session) -> Sequence[CareOrganisation]:
    return session.scalars(select(CareOrganisation).order_by(CareOrganisation.name)).all()


def _conditions(filters: Filters) -> Iterable[ColumnElement[bool]]:
    if filters.municipality:
        yield Youth.municipality_code == filters.municipality
    if filters.target_group is not None:
        yield Youth.target_group == filters.target_group
    if filters.text:
        name = Youth.first_name + " " + Youth.last_name
        yield or_(
            name.icontains(filters.text, autoescape=True),
            Youth.reference.icontains(filters.text, autoescape=True),
            Youth.email.icontains(filters.text, autoescape=True),
            Youth.organisation.has(CareOrganisation.name.icontains(filters.text, autoescape=True)),
        )
