"""How a suggestion is settled: by a person, or by itself once who it asks about has left."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from matcher import clock
from matcher.audit import Actor, record
from matcher.database.declines import Suggestion
from matcher.database.hosts import Home, Household, Room
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.database.youths import Youth
from matcher.declines.fields import PairField, Question
from matcher.words import SuggestionKind, YouthStatus

OF_YOUTH = (Question.STILL_YOUTH, Question.REACH_YOUTH)
OFF_THE_LIST = PairField.YOUTH_STATUS
OF_HOST = (Question.STILL_HOST, Question.REACH_HOST)


def settle(session: Session, actor: Actor, one: Suggestion, *, is_accepted: bool) -> None:
    """Write down what was decided on a suggestion that waits."""
    one.decided_at, one.decided_by_id = clock.moment(), actor.account_id
    one.is_accepted = is_accepted
    session.flush()
    action = "suggestion.accept" if is_accepted else "suggestion.refuse"
    record(
        session, actor, action, one.id, kind=one.kind.value, field=one.field,
        proposal=one.proposal_id, placement=one.placement_id,
    )  # fmt: skip


def youth_left(session: Session, actor: Actor, youth: Youth) -> None:
    """The youth is off the waiting list: that is the answer, also to a 'no' of this very moment."""
    fields = (*OF_YOUTH, OFF_THE_LIST) if youth.status == YouthStatus.WITHDRAWN else OF_YOUTH
    _answer(session, actor, fields, Proposal.youth_id == youth.id, Placement.youth_id == youth.id)


def host_left(session: Session, actor: Actor, household: Household) -> None:
    """The household takes a break, or takes part no longer."""
    rooms = (
        select(Room.id).join(Home, Home.id == Room.home_id).where(Home.household_id == household.id)
    )
    _answer(session, actor, OF_HOST, Proposal.room_id.in_(rooms), Placement.room_id.in_(rooms))


def _answer(
    session: Session,
    actor: Actor,
    fields: tuple[Question | PairField, ...],
    of_proposals: ColumnElement[bool],
    of_stays: ColumnElement[bool],
) -> None:
    is_about = or_(
        Suggestion.proposal_id.in_(select(Proposal.id).where(of_proposals)),
        Suggestion.placement_id.in_(select(Placement.id).where(of_stays)),
    )
    query = select(Suggestion).where(
        is_about,
        Suggestion.kind.in_([SuggestionKind.ASK_QUESTION, SuggestionKind.CHANGE_WISH]),
        Suggestion.field.in_([str(one) for one in fields]),
        Suggestion.decided_at.is_(None),
    )
    for one in session.scalars(query.order_by(Suggestion.id).with_for_update()).all():
        settle(session, actor, one, is_accepted=True)  # asked, and dealt with
