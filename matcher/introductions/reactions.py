"""What an introduction does when something happens elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import clock
from matcher.audit import Actor
from matcher.database.hosts import Household
from matcher.database.introductions import Introduction
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.database.youths import Youth
from matcher.inforce import policy_in_force
from matcher.introductions.answering import agreements_due
from matcher.introductions.beginning import begin
from matcher.introductions.holding import ROLE_OF, going, held
from matcher.introductions.rules import AGREEMENTS
from matcher.introductions.stopping import stop_held
from matcher.introductions.underway import awaited, in_household, waiting
from matcher.introductions.undoing import undo_for
from matcher.rooms.rules import TakenOut
from matcher.words import DeclineReason, PlacementStatus, Side


def begin_for(session: Session, actor: Actor, proposal: Proposal) -> None:
    """An approved proposal: ask the youth."""
    query = select(Placement).where(
        Placement.proposal_id == proposal.id, Placement.status == PlacementStatus.BOOKED
    )
    placement = session.scalars(query).one_or_none()
    if placement is not None and going(session, proposal.id) is None:
        begin(session, actor, proposal, placement)


def move_limit(session: Session, actor: Actor, placement: Placement) -> None:
    """The day of moving in has changed: so has the day by which the agreements are needed."""
    introduction = going(session, placement.proposal_id) if placement.proposal_id else None
    if introduction is not None and introduction.stage == AGREEMENTS:
        found = held(session, introduction.id)
        introduction.due_at = agreements_due(found, clock.moment(), policy_in_force())
        session.flush()


def youth_steps_back(session: Session, actor: Actor, youth: Youth) -> None:
    """The youth stops looking, or no host may be told any more: what a host saw is hidden at once.

    Who has moved in goes on living there.
    """
    going = waiting(session, Proposal.youth_id == youth.id)
    _stop_all(session, actor, going, Side.YOUTH, DeclineReason.WITHDREW)


def host_steps_back(session: Session, actor: Actor, household: Household) -> None:
    """The host takes a break or stops: everybody hears it at once, and can look further."""
    going = waiting(session, in_household(household.id))
    _stop_all(session, actor, going, Side.HOST, DeclineReason.WITHDREW)


def host_is_refused(session: Session, actor: Actor, household: Household) -> None:
    going = waiting(session, in_household(household.id))
    _stop_all(session, actor, going, Side.COORDINATOR, DeclineReason.ROOM_GONE)


def room_is_taken_out(session: Session, actor: Actor, out: TakenOut) -> None:
    """The room is no longer offered on the day of moving in."""
    _stop_all(session, actor, awaited(session, out), Side.HOST, DeclineReason.WITHDREW)


def _stop_all(
    session: Session,
    actor: Actor,
    going: Iterable[Introduction],
    side: Side,
    reason: DeclineReason,
) -> None:
    for key in [one.id for one in going]:
        found = held(session, key)
        stop_held(
            session, actor, found, found.introduction.version, side, reason, "", clock.moment(),
            role=ROLE_OF[side],  # whoever passes it on, also by a link without signing in
        )  # fmt: skip


REACTIONS = {
    "consent.withdrawn": youth_steps_back,
    "household.refused": host_is_refused,
    "household.stepped_back": host_steps_back,
    "placement.moved": move_limit,
    "proposal.approved": begin_for,
    "proposal.taken_back": undo_for,
    "room.taken_out": room_is_taken_out,
    "youth.stepped_back": youth_steps_back,
}
