"""What is under way for the rooms of a host, told before the host ends it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import func, select

from matcher.database.hosts import Household
from matcher.database.introductions import Introduction
from matcher.database.leaving import Ending
from matcher.database.rounds import Proposal
from matcher.endings.service import standing
from matcher.introductions.disclosure import levels_for
from matcher.introductions.underway import in_household, waiting
from matcher.placements.occupation import living_with
from matcher.words import DisclosureLevel, ProposalStatus, Side
from web.formatting import long_date
from web.session import database


@dataclass(frozen=True)
class LivesThere:
    """A youth who lives in a room. ``ends_on``: the last day, once it is known."""

    placement_id: int
    name: str
    ending: Ending | None

    @property
    def ends_on(self) -> date | None:
        return self.ending.ends_on if self.ending else None


@dataclass(frozen=True)
class UnderWay:
    """``introductions``: a sentence for each that would stop, with no more than the host knows."""

    introductions: Sequence[str]
    number_of_proposals: int
    living: Sequence[LivesThere]


def under_way(household: Household) -> UnderWay:
    rooms = in_household(household.id)
    is_open = Proposal.status == ProposalStatus.PROPOSED
    query = select(func.count()).select_from(Proposal).where(rooms, is_open)
    return UnderWay(
        told(waiting(database, rooms)),
        database.scalar(query) or 0,
        [
            LivesThere(one.id, one.youth.first_name, standing(database, one.id))
            for one in living_with(database, household.id)
        ],
    )


def told(introductions: Sequence[Introduction]) -> list[str]:
    """Return what would stop, in the words of the host's own page."""
    return [_told(one) for one in introductions]


def _told(introduction: Introduction) -> str:
    proposal, stay = introduction.proposal, introduction.placement
    day = long_date(stay.starts_on if stay else proposal.starts_on)
    if DisclosureLevel.FIRST_NAME in levels_for(introduction, Side.HOST):
        return _("%(name)s, from %(day)s", name=proposal.youth.first_name, day=day)
    return _("A young person who is looking for a room, from %(day)s", day=day)
