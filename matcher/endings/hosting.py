"""'Host again?': the answer of a host whose guest leaves, and what follows from it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import events, outbox
from matcher.audit import Actor, record
from matcher.database.hosting import HouseholdHandling
from matcher.database.hosts import Home, Household, Room
from matcher.database.leaving import Ending
from matcher.database.placements import Placement
from matcher.endings.refusals import NotOpen
from matcher.errors import MatcherError, NotFound
from matcher.hosts.rules import PAUSE, RESUME, STEPS, WITHDRAW
from matcher.hosts.stepping_back import met_by, step_back
from matcher.placements.occupation import lock_rooms
from matcher.placements.rules import GOING_ON
from matcher.transition import take_step
from matcher.words import (
    EndingStatus,
    HostStepReason,
    HouseholdStatus,
    PauseReason,
    Word,
)


class Again(StrEnum):
    YES = "yes"
    LATER = "later"
    NO = "no"


class DayNeeded(MatcherError):
    """'Later' needs a day to come on which to ask again."""


def host_again(
    session: Session,
    actor: Actor,
    ending_id: int,
    answer: Again,
    *,
    later_on: date | None = None,
    today: date,
) -> Ending:
    """Record whether the host wants another guest.

    Yes: the room stays in the pool. Later: a break from now, and the question comes back on
    ``later_on``. No: the host stops, once nobody lives there any more. With a break what is under
    way for the rooms of this host ends.

    Raises:
        NotFound: there is no such ending.
        NotOpen: the notice was taken back.
        DayNeeded: 'later' without a day to come.
    """
    ending = _locked(session, ending_id)
    household = ending.placement.room.home.household
    if answer == Again.LATER and (later_on is None or later_on <= today):
        raise DayNeeded("say on which day we may ask again")
    ending.host_again = answer != Again.NO
    session.flush()
    record(
        session, actor, "ending.host_again", ending_id, household=household.id,
        answer=answer.value, later_on=later_on and later_on.isoformat(),
    )  # fmt: skip
    if answer == Again.LATER:
        _rest(session, actor, household, later_on)
    elif answer == Again.YES:
        _go_on(session, actor, household)
    else:
        # Out of the pool at once; the registration ends when nobody lives there any more.
        _rest(session, actor, household, None)
        apply_after_end(session, actor, ending)
    return ending


def _locked(session: Session, ending_id: int) -> Ending:
    """Return the ending, with the rooms of the host locked before it, as everywhere."""
    ending = session.get(Ending, ending_id)
    if ending is None:
        raise NotFound("ending", ending_id)
    lock_rooms(session, ending.placement.room.home.household_id)
    session.refresh(ending, with_for_update={"of": Ending})
    if ending.status == EndingStatus.WITHDRAWN:
        raise NotOpen("ending", ending_id)
    return ending


def apply_after_end(session: Session, actor: Actor, ending: Ending) -> None:
    """Let a host who said no stop, as soon as no guest lives there or is about to."""
    household = ending.placement.room.home.household
    if ending.host_again is not False or _has_guests(session, household.id):
        return
    if household.status in (HouseholdStatus.APPROVED, HouseholdStatus.PAUSED):
        # No more locks: nobody is expected here, and this may be the end of a stay itself.
        events.tell(session, actor, "household.stepped_back", household)
        _follow(session, actor, household, WITHDRAW, HostStepReason.OWN_CHOICE)
        _ask_again_on(session, household, None)


def _go_on(session: Session, actor: Actor, household: Household) -> None:
    if household.status == HouseholdStatus.PAUSED:
        _follow(session, actor, household, RESUME)
        _ask_again_on(session, household, None)


def _rest(session: Session, actor: Actor, household: Household, until: date | None) -> None:
    if household.status == HouseholdStatus.APPROVED:
        step_back(session, actor, household)
        _follow(session, actor, household, PAUSE, PauseReason.REST)
    if household.status == HouseholdStatus.PAUSED:
        _ask_again_on(session, household, until, PauseReason.REST)


def _follow(
    session: Session, actor: Actor, household: Household, action: str, why: Word | None = None
) -> None:
    """Take the step that the answer leads to, whoever passed the answer on."""
    take_step(
        session, actor, household, STEPS, action, household.version,
        follows=True, met=met_by(session, household), reason=why,
    )  # fmt: skip
    if action in (PAUSE, WITHDRAW):
        events.tell(session, actor, "household.left", household)


def _ask_again_on(
    session: Session, household: Household, day: date | None, why: PauseReason | None = None
) -> None:
    kept = session.get(HouseholdHandling, household.id)
    if kept is None:
        kept = HouseholdHandling(household_id=household.id)
        session.add(kept)
    kept.host_again_on, kept.pause_reason, kept.reminded_on = day, why, None
    outbox.take_back(session, f"household:{household.id}:again:")
    session.flush()


def _has_guests(session: Session, household_id: int) -> bool:
    query = (
        select(Placement.id)
        .join(Room, Room.id == Placement.room_id)
        .join(Home, Home.id == Room.home_id)
        .where(Home.household_id == household_id, Placement.status.in_(GOING_ON))
    )
    return session.scalar(query.limit(1)) is not None
