"""Read placements, with how far each is, for the pages of everybody who has to do with one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from matcher.database.hosts import Home, Household, Room
from matcher.database.introductions import Introduction
from matcher.database.leaving import Ending
from matcher.database.placements import Placement
from matcher.database.youths import Youth
from matcher.errors import NotFound
from matcher.introductions.levels import levels
from matcher.paging import Page, page_of
from matcher.words import (
    DisclosureLevel,
    EndingStatus,
    IntroductionStage,
    PlacementStatus,
    Side,
)

VIEWS = ("coming", "living", "leaving", "ended", "stopped", "all")
ORDERS: dict[str, Any] = {
    "start": Placement.starts_on,
    "end": func.coalesce(Placement.ends_on, date.max),
    "name": func.lower(Youth.first_name + " " + Youth.last_name),
    "place": func.lower(Home.place_name),
}
#: The phases that people think in, as the road on the page shows them.
PHASES = ("interest", "introduction", "agreements", "living", "after")
PHASE_OF_STAGE = {
    IntroductionStage.INTEREST: "interest",
    IntroductionStage.HOST_LOOKS: "interest",
    IntroductionStage.DATE: "introduction",
    IntroductionStage.MEETING: "introduction",
    IntroductionStage.ANSWERS: "introduction",
    IntroductionStage.TRIAL: "agreements",
    IntroductionStage.AGREEMENTS: "agreements",
    IntroductionStage.STARTED: "living",
}


@dataclass(frozen=True)
class Filters:
    """``view``: 'coming' (booked), 'living', 'leaving' (the end is known), 'ended', 'stopped'
    (it came to nothing) or 'all'."""

    view: str = "all"
    municipality: str = ""
    text: str = ""
    order: str = "start"
    descending: bool = True


@dataclass(frozen=True)
class Listed:
    """A placement with the introduction it came from and its ending, where there are such."""

    placement: Placement
    introduction: Introduction | None = None
    ending: Ending | None = None

    @property
    def stage(self) -> IntroductionStage | None:
        """Return how far a booking is; None once somebody lives there, or without introduction."""
        is_booked = self.placement.status == PlacementStatus.BOOKED
        return self.introduction.stage if self.introduction and is_booked else None

    @property
    def is_leaving(self) -> bool:
        is_planned = self.ending is not None and self.ending.status == EndingStatus.PLANNED
        return is_planned and self.placement.status == PlacementStatus.ACTIVE

    @property
    def phase(self) -> str:
        """Return where on the road it is: one of PHASES, or '' when it came to nothing."""
        if self.placement.status == PlacementStatus.CANCELLED:
            return ""
        if self.placement.status == PlacementStatus.ENDED:
            return "after"
        if self.placement.status == PlacementStatus.ACTIVE:
            return "living"
        return PHASE_OF_STAGE.get(self.stage, "agreements") if self.stage else "agreements"

    def known_to(self, side: Side) -> tuple[DisclosureLevel, ...]:
        """Return what one side may know of the other now: after a stay the first name remains.

        A booking without an introduction (taken over from elsewhere) tells nothing before it
        has begun.
        """
        status = self.placement.status
        if status == PlacementStatus.CANCELLED:
            return ()
        if status == PlacementStatus.ENDED:
            return (DisclosureLevel.FIRST_NAME,)
        if status == PlacementStatus.ACTIVE:
            return levels(side, IntroductionStage.STARTED)
        return levels(side, self.stage) if self.stage else ()

    def is_shown_to(self, side: Side) -> bool:
        """Say whether one side hears of it at all. A host hears nothing of a youth who has not
        said yes to the room, and neither side of what came to nothing."""
        if not self.phase:
            return False
        return self.introduction is None or bool(self.known_to(side))

    def has_stopped_for(self, side: Side) -> bool:
        """Say whether the introduction stopped after this side had heard of it: it was asked."""
        found = self.introduction
        if found is None or found.stage != IntroductionStage.STOPPED:
            return False
        return any(question.side == side for question in found.questions)


def placements(
    session: Session, reached: ColumnElement[bool], filters: Filters, page: int
) -> Page[Listed]:
    """Return one page of the placements in ``reached`` (a condition made by a Scope)."""
    query = (
        _with_sides()
        .where(reached, *_conditions(filters), view_condition(filters.view))
        .order_by(*_order(filters))
    )
    found = page_of(session, query, page)
    return Page(listed(session, found.rows), found.number, found.pages, found.total)


def counts_by_view(
    session: Session, reached: ColumnElement[bool], filters: Filters
) -> dict[str, int]:
    """Return how many placements each view shows of what was searched for."""
    found = {}
    for view in VIEWS:
        query = _with_sides().where(reached, *_conditions(filters), view_condition(view))
        found[view] = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    return found


def one(session: Session, reached: ColumnElement[bool], placement_id: int) -> Listed:
    """Return a placement with both sides, its introduction and its ending.

    Raises:
        NotFound: there is none, or outside ``reached``: who may not see it is not told.
    """
    query = (
        _with_sides()
        .where(reached, Placement.id == placement_id)
        .options(
            contains_eager(Placement.youth).joinedload(Youth.organisation),
            contains_eager(Placement.youth).joinedload(Youth.municipality),
            joinedload(Placement.proposal),
        )
    )
    found = session.scalars(query).unique().one_or_none()
    if found is None:
        raise NotFound("placement", placement_id)
    return listed(session, [found])[0]


def every(session: Session, reached: ColumnElement[bool]) -> list[Listed]:
    """Return all placements in ``reached``, the latest first: those of one person are few."""
    query = _with_sides().where(reached).order_by(Placement.starts_on.desc(), Placement.id.desc())
    return listed(session, session.scalars(query).unique().all())


def listed(session: Session, found: Sequence[Placement]) -> list[Listed]:
    """Return placements with how far they are, in two queries however many there are."""
    ids = [placement.id for placement in found]
    going = _by_placement(session, Introduction, ids)
    leaving = _by_placement(session, Ending, ids, Ending.status != EndingStatus.WITHDRAWN)
    return [Listed(one, going.get(one.id), leaving.get(one.id)) for one in found]


def view_condition(view: str) -> ColumnElement[bool]:
    is_active = Placement.status == PlacementStatus.ACTIVE
    leaves = Placement.id.in_(
        select(Ending.placement_id).where(Ending.status == EndingStatus.PLANNED)
    )
    conditions: dict[str, ColumnElement[bool]] = {
        "coming": Placement.status == PlacementStatus.BOOKED,
        "living": is_active & ~leaves,
        "leaving": is_active & leaves,
        "ended": Placement.status == PlacementStatus.ENDED,
        "stopped": Placement.status == PlacementStatus.CANCELLED,
    }
    return conditions.get(view, Placement.id.is_not(None))


def _with_sides() -> Select[Placement]:
    return (
        select(Placement)
        .join(Placement.youth)
        .join(Placement.room)
        .join(Room.home)
        .join(Home.household)
        .options(
            contains_eager(Placement.youth),
            contains_eager(Placement.room).contains_eager(Room.home).contains_eager(Home.household),
        )
    )


def _conditions(filters: Filters) -> Iterable[ColumnElement[bool]]:
    if filters.municipality:
        yield or_(
            Home.municipality_code == filters.municipality,
            Youth.municipality_code == filters.municipality,
        )
    if filters.text:
        yield or_(
            (Youth.first_name + " " + Youth.last_name).icontains(filters.text, autoescape=True),
            Youth.reference.icontains(filters.text, autoescape=True),
            Household.contact_name.icontains(filters.text, autoescape=True),
            Household.reference.icontains(filters.text, autoescape=True),
            Home.place_name.icontains(filters.text, autoescape=True),
        )


def _order(filters: Filters) -> list[Any]:
    column = ORDERS.get(filters.order, ORDERS["start"])
    return [column.desc() if filters.descending else column, Placement.id]


def _by_placement(
    session: Session, table: type[Any], ids: Collection[int], *conditions: ColumnElement[bool]
) -> dict[int, Any]:
    query = select(table).where(table.placement_id.in_(ids), *conditions)
    return {row.placement_id: row for row in session.scalars(query)} if ids else {}
