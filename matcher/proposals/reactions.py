"""Open proposals lapse when one of the two sides steps back, so that nobody decides on them.

An open proposal holds the other side back from a repair, and approving it would be refused. The
coordinators concerned are told, and find on its page who can come instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from matcher import clock, outbox
from matcher.audit import Actor
from matcher.cases.people import coordinators_of
from matcher.database.accounts import Account
from matcher.database.hosts import Home, Household, Room
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.database.youths import Youth
from matcher.events import Reaction
from matcher.hosts.telling import who_handle
from matcher.inforce import today_in_the_netherlands
from matcher.proposals.rules import DAYS_TAKEN, LAPSE, STEPPED_BACK, STEPS, move_in_on
from matcher.rooms.rules import TakenOut
from matcher.transition import take_step
from matcher.words import ProposalStatus


def youth_steps_back(session: Session, actor: Actor, youth: Youth) -> None:
    _lapse(session, actor, Proposal.youth_id == youth.id)


def host_steps_back(session: Session, actor: Actor, household: Household) -> None:
    rooms = select(Room.id).join(Home, Home.id == Room.home_id)
    _lapse(session, actor, Proposal.room_id.in_(rooms.where(Home.household_id == household.id)))


def room_is_taken_out(session: Session, actor: Actor, out: TakenOut) -> None:
    """The room is no longer offered on the day on which the youth would move in."""
    today = today_in_the_netherlands()

    def is_meant(one: Proposal) -> bool:
        return out.takes(move_in_on(one.starts_on, today))

    _lapse(session, actor, Proposal.room_id == out.room_id, is_meant)


def stay_takes_the_days(session: Session, actor: Actor, stay: Placement) -> None:
    """Another last day, notice taken back, or another first day: a proposal made on the days as
    they were can no longer be approved when the stay needs them now. The pair is free again."""
    today = today_in_the_netherlands()
    is_of_a_side = (Proposal.room_id == stay.room_id) | (Proposal.youth_id == stay.youth_id)
    _lapse(session, actor, is_of_a_side, lambda one: _overlap(one, stay, today), DAYS_TAKEN)


def _overlap(proposal: Proposal, stay: Placement, today: date) -> bool:
    starts_on = move_in_on(proposal.starts_on, today)
    is_over_before = proposal.ends_on is not None and proposal.ends_on <= stay.starts_on
    return not is_over_before and (stay.ends_on is None or stay.ends_on > starts_on)


def _lapse(
    session: Session,
    actor: Actor,
    condition: ColumnElement[bool],
    is_meant: Callable[[Proposal], bool] = lambda _: True,
    told_by: str = STEPPED_BACK,
) -> None:
    query = (
        select(Proposal)
        .where(condition, Proposal.status == ProposalStatus.PROPOSED)
        .order_by(Proposal.id)
        .with_for_update(of=Proposal)
        .execution_options(populate_existing=True)
    )
    for proposal in filter(is_meant, session.scalars(query).all()):
        with session.no_autoflush:
            # The hour from which the work list shows who can come instead.
            proposal.decided_at, proposal.decided_by_id = clock.moment(), actor.account_id
            take_step(
                session, actor, proposal, STEPS, LAPSE, proposal.version,
                follows=True, why=told_by,
            )  # fmt: skip
        _tell(session, actor, proposal, told_by)


def _tell(session: Session, actor: Actor, proposal: Proposal, told_by: str) -> None:
    for account in _concerned(session, proposal):
        if account.id != actor.account_id:
            outbox.post(
                session, account.email, told_by, account.language,
                about=("proposal", proposal.id), once=f"proposal:{proposal.id}:lapsed",
                proposal=proposal.id,
            )  # fmt: skip


def _concerned(session: Session, proposal: Proposal) -> Iterable[Account]:
    of_youth = coordinators_of(session, proposal.youth)
    of_host = who_handle(session, proposal.room.home.household)
    return {one.id: one for one in (*of_youth, *of_host)}.values()


REACTIONS: dict[str, Reaction] = {
    "consent.withdrawn": youth_steps_back,
    "household.refused": host_steps_back,
    "household.stepped_back": host_steps_back,
    "placement.moved": stay_takes_the_days,
    "placement.started": stay_takes_the_days,
    "room.taken_out": room_is_taken_out,
    "youth.stepped_back": youth_steps_back,
}
