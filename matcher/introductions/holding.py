"""Load an introduction with what hangs on it, locked in the one order of the whole program.

Room, youth, proposal, introduction, placement: an answer, a job and a coordinator who call for the
same rows in another order would wait for each other for ever.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database.hosts import Household, Room
from matcher.database.introductions import Introduction, Question
from matcher.database.rounds import Proposal
from matcher.database.youths import Youth
from matcher.errors import NotFound
from matcher.introductions.rules import STOPPED
from matcher.placements import service as placements
from matcher.words import Role, Side

ROLE_OF = {
    Side.YOUTH: Role.YOUTH,
    Side.HOST: Role.HOST,
    Side.COUNSELLOR: Role.REFERRER,
    Side.COORDINATOR: Role.COORDINATOR,
}


@dataclass(frozen=True)
class Held:
    """An introduction and its two sides, as they are now; nobody else can change them meanwhile."""

    introduction: Introduction
    proposal: Proposal
    room: Room
    youth: Youth

    @property
    def household(self) -> Household:
        return self.room.home.household


def held(session: Session, introduction_id: int) -> Held:
    """Return the introduction and its sides, locked.

    Raises:
        NotFound: there is no such introduction.
    """
    keys = session.execute(
        select(Proposal.id, Proposal.room_id, Proposal.youth_id)
        .join(Introduction, Introduction.proposal_id == Proposal.id)
        .where(Introduction.id == introduction_id)
    ).one_or_none()
    if keys is None:
        raise NotFound("introduction", introduction_id)
    fresh = {"populate_existing": True}
    room, youth = placements.lock_sides(session, keys.room_id, keys.youth_id)
    proposal = session.get_one(
        Proposal, keys.id, with_for_update={"of": Proposal}, execution_options=fresh
    )
    introduction = session.get_one(
        Introduction, introduction_id, with_for_update={"of": Introduction}, execution_options=fresh
    )
    return Held(introduction, proposal, room, youth)


def held_for(session: Session, question_id: int) -> Held:
    """Return the introduction of a question, locked; raises NotFound as `held`."""
    query = select(Question.introduction_id).where(Question.id == question_id)
    introduction_id = session.scalar(query)
    if introduction_id is None:
        raise NotFound("question", question_id)
    return held(session, introduction_id)


def going(session: Session, proposal_id: int) -> Introduction | None:
    """Return the introduction of a proposal that has not stopped, or None."""
    query = select(Introduction).where(
        Introduction.proposal_id == proposal_id, Introduction.stage != STOPPED
    )
    return session.scalars(query).first()


def guide_of(introduction: Introduction) -> Side:
    """Return who comes along to the meeting: the counsellor, or the coordinator where none is known."""
    return Side.COORDINATOR if introduction.counsellor_id is None else Side.COUNSELLOR


def sides_of(introduction: Introduction) -> tuple[Side, Side, Side]:
    """Return the three who have to be able to come."""
    return Side.YOUTH, Side.HOST, guide_of(introduction)
