"""Write down what was shown to whom, and tell people who knows what of them.

What may be shown is in `levels`. A level is written down when its stage begins, once: the guards
in the database refuse to change it. So each person can read who was given what, and since when.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from matcher.audit import Actor, record
from matcher.database.hosting import HouseRule
from matcher.database.introductions import Disclosure, Introduction, MeetingMoment
from matcher.database.rounds import Proposal
from matcher.inforce import today_in_the_netherlands
from matcher.introductions.levels import levels
from matcher.introductions.profile import (
    HomeProfile,
    Stay,
    YouthProfile,
    home_profile,
    youth_profile,
)
from matcher.proposals.rules import move_in_on
from matcher.rooms.terms import terms_of
from matcher.words import DisclosureLevel, MeetingPlace, Side

SHOWN_TO = (Side.YOUTH, Side.HOST, Side.COUNSELLOR)
#: Who was shown something of this side.
LOOKERS = {Side.YOUTH: (Side.HOST,), Side.HOST: (Side.YOUTH, Side.COUNSELLOR)}


@dataclass(frozen=True)
class Known:
    """One line of 'who knows what of you'."""

    to_side: Side
    level: DisclosureLevel
    at: datetime
    proposal_id: int


def place_of(introduction: Introduction) -> MeetingPlace | None:
    chosen = chosen_moment(introduction)
    return chosen.place if chosen else None


def chosen_moment(introduction: Introduction) -> MeetingMoment | None:
    return next((moment for moment in introduction.moments if moment.is_chosen), None)


def levels_for(introduction: Introduction, side: Side) -> tuple[DisclosureLevel, ...]:
    """Return what this side may know now."""
    return levels(side, introduction.stage, place_of(introduction))


def disclose_stage(
    session: Session, actor: Actor, introduction: Introduction, moment: datetime
) -> None:
    """Write down for every side what its page shows from now on."""
    for side in SHOWN_TO:
        if side == Side.COUNSELLOR and introduction.counsellor_id is None:
            continue
        for level in levels_for(introduction, side):
            disclose(session, actor, introduction, side, level, moment)


def disclose(
    session: Session,
    actor: Actor,
    introduction: Introduction,
    side: Side,
    level: DisclosureLevel,
    moment: datetime,
) -> bool:
    """Write down that ``side`` is shown ``level``; return False when it was before."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    values = {
        "proposal_id": introduction.proposal_id,
        "to_side": side,
        "level": level,
        "at": moment,
        "by_id": actor.account_id,
    }
    statement = insert(Disclosure).values(values).on_conflict_do_nothing()
    is_new = session.execute(statement.returning(Disclosure.id)).scalar_one_or_none() is not None
    if is_new:
        record(
            session, actor, "introduction.disclose", introduction.id,
            side=side.value, level=level.value,
        )  # fmt: skip
    return is_new


def stay_of(introduction: Introduction, today: date) -> Stay:
    """Return the booked period; what was proposed, once the booking is gone."""
    placement, proposal = introduction.placement, introduction.proposal
    if placement is not None:
        return Stay(placement.starts_on, placement.ends_on)
    return Stay(move_in_on(proposal.starts_on, today), proposal.ends_on)


def youth_shown(
    introduction: Introduction, known: Collection[DisclosureLevel]
) -> YouthProfile | None:
    """Return the youth as known at these levels."""
    today = today_in_the_netherlands()
    return youth_profile(introduction.proposal.youth, stay_of(introduction, today), known, today)


def home_shown(
    session: Session, introduction: Introduction, known: Collection[DisclosureLevel]
) -> HomeProfile | None:
    """Return the home and the room as known at these levels."""
    room = introduction.proposal.room
    query = select(HouseRule).where(HouseRule.household_id == room.home.household_id)
    rules = session.scalars(query.order_by(HouseRule.position, HouseRule.id)).all()
    stay = stay_of(introduction, today_in_the_netherlands())
    return home_profile(room, terms_of(session, room.id), rules, stay, known)


def who_knows(session: Session, side: Side, person_id: int) -> Sequence[Known]:
    """Return who was shown what of a youth, or of the household of a host; latest first.

    ``person_id``: of the youth when ``side`` is the youth, else of the household.
    """
    from matcher.database.hosts import Home, Room

    query = (
        select(Disclosure)
        .join(Proposal, Proposal.id == Disclosure.proposal_id)
        .where(Disclosure.to_side.in_(LOOKERS[side]))
        .order_by(Disclosure.at.desc(), Disclosure.id.desc())
    )
    if side == Side.YOUTH:
        query = query.where(Proposal.youth_id == person_id)
    else:
        rooms = select(Room.id).join(Home, Home.id == Room.home_id)
        query = query.where(Proposal.room_id.in_(rooms.where(Home.household_id == person_id)))
    return [
        Known(one.to_side, one.level, one.at, one.proposal_id) for one in session.scalars(query)
    ]
