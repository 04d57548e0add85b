"""Learn from a 'no': let the pair rest, note what may follow, and do what a person accepts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.database.declines import PairRest, Suggestion
from matcher.database.hosts import Room
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.database.youths import Youth
from matcher.declines import rests
from matcher.declines.applying import apply, checked, checked_days, rest_for, rule_out
from matcher.declines.facts import facts_of
from matcher.declines.fields import PairField
from matcher.declines.rests import No
from matcher.declines.settled import settle
from matcher.declines.table import DISTANCE, TODAY, Suggested, consequences
from matcher.errors import NotFound, StepNotAllowed
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.placements.occupation import lock_sides
from matcher.policy import Policy
from matcher.words import SuggestionKind

ACCEPT, REFUSE = "accept", "refuse"


def learn(
    session: Session,
    actor: Actor,
    no: No,
    *,
    today: date | None = None,
    policy: Policy | None = None,
) -> list[Suggestion]:
    """Let the pair rest and note the suggestions; nothing else happens by itself.

    Twice for the same 'no' changes nothing more. The youth keeps the place in line: neither the
    day of registration nor the lottery is touched.
    """
    day, rules = today or today_in_the_netherlands(), policy or policy_in_force()
    facts = facts_of(session, [no.pair]).get(no.pair)
    if facts is None:
        return []
    rests.begin(session, actor, no, facts, day, rules)
    seen = facts | {DISTANCE: no.distance_km, TODAY: day.isoformat()}
    found = consequences(no.reason, no.by, seen, rules.after.pair_rest_days)
    known = {(one.kind, one.field) for one in _known(session, no)}
    made = [_row(no, one) for one in found if (one.kind, one.field) not in known]
    session.add_all(made)
    session.flush()
    return made


def forget(session: Session, actor: Actor, proposal_id: int, *, today: date | None = None) -> None:
    """Undo what was learnt from a 'no' that is taken back: its rest, and what nobody decided.

    What other 'no's taught of the same pair holds on.
    """
    _drop(session, Suggestion.proposal_id == proposal_id)
    _lift_all(session, actor, PairRest.proposal_id == proposal_id, today)


def forget_stay(
    session: Session, actor: Actor, stay: Placement, *, today: date | None = None
) -> None:
    """Undo what was learnt from the end of a stay that goes on after all."""
    _drop(session, Suggestion.placement_id == stay.id)
    _lift_all(session, actor, PairRest.placement_id == stay.id, today)


def _drop(session: Session, is_this: ColumnElement[bool]) -> None:
    for one in _undecided(session, is_this):
        session.delete(one)
    session.flush()


def _lift_all(
    session: Session, actor: Actor, is_this: ColumnElement[bool], today: date | None
) -> None:
    day = today or today_in_the_netherlands()
    query = select(PairRest).where(is_this, PairRest.lifted_on.is_(None))
    for rest in session.scalars(query.order_by(PairRest.id)):
        rests.lift(session, actor, rest, day, [rests.BY_HAND])


def accept(
    session: Session,
    actor: Actor,
    suggestion_id: int,
    value: Any = None,
    *,
    today: date | None = None,
) -> Suggestion:
    """Do what is suggested, with the value that the person chose or else the one suggested.

    Raises:
        NotFound: there is no such suggestion.
        StepNotAllowed: somebody decided on it before.
        SuggestionRefused: the value cannot be.
        Stale: somebody else changes the record at this moment.
    """
    day = today or today_in_the_netherlands()
    one, youth, room = _locked(session, suggestion_id, ACCEPT)
    wanted = one.value if value is None else value
    match one.kind:
        case SuggestionKind.COOL_DOWN:
            wanted = rest_for(session, actor, one, youth, room, checked_days(wanted), day)
        case SuggestionKind.RULE_OUT:
            rule_out(session, actor, one, youth, room)
        case SuggestionKind.CHANGE_WISH | SuggestionKind.CHANGE_RULE:
            field = PairField(one.field)
            apply(session, actor, youth, room, field, checked(field, wanted, day))
            concerned = PairRest.youth_id == youth.id
            if field.side != "youth":
                concerned = PairRest.room_id == room.id
            rests.lift_due(session, day, concerned)
    one.value = wanted
    if one.decided_at is None:  # else by what followed: who is off the list is asked nothing more
        settle(session, actor, one, is_accepted=True)
    return one


def refuse(session: Session, actor: Actor, suggestion_id: int) -> Suggestion:
    """Leave a suggestion; nothing changes. Raises NotFound, StepNotAllowed as `accept`."""
    one, _, _ = _locked(session, suggestion_id, REFUSE)
    settle(session, actor, one, is_accepted=False)
    return one


def lift(session: Session, actor: Actor, rest_id: int, *, today: date | None = None) -> PairRest:
    """End a rest by hand: somebody knows that what it was about is no matter any more.

    The pair stays apart as long as another rest of it runs.

    Raises:
        NotFound: there is no such rest.
        StepNotAllowed: it has ended already.
    """
    rest = session.get(PairRest, rest_id, with_for_update={"of": PairRest})
    if rest is None:
        raise NotFound("rest", rest_id)
    if rest.lifted_on is not None:
        raise StepNotAllowed("rest", "lifted", "lift")
    rests.lift(session, actor, rest, today or today_in_the_netherlands(), [rests.BY_HAND])
    return rest


def pair_of(one: Suggestion) -> tuple[Youth, Room]:
    """Return the youth and the room that a suggestion is about."""
    row: Proposal | Placement | None = one.proposal or one.placement
    if row is None:  # the database refuses it
        raise NotFound("proposal", one.proposal_id)
    return row.youth, row.room


def suggestions_of(
    session: Session, *, proposal_id: int | None = None, placement_id: int | None = None
) -> Sequence[Suggestion]:
    """Return what was suggested after a 'no' to a proposal, or after a stay, oldest first."""
    is_this = (
        Suggestion.proposal_id == proposal_id
        if proposal_id is not None
        else Suggestion.placement_id == placement_id
    )
    return session.scalars(select(Suggestion).where(is_this).order_by(Suggestion.id)).all()


def _known(session: Session, no: No) -> Sequence[Suggestion]:
    """Return what need not be suggested again: undecided, or made after the same stay."""
    if no.proposal_id is not None:
        return _undecided(session, Suggestion.proposal_id == no.proposal_id)
    return suggestions_of(session, placement_id=no.placement_id)


def _undecided(session: Session, is_this: ColumnElement[bool]) -> Sequence[Suggestion]:
    query = select(Suggestion).where(is_this, Suggestion.decided_at.is_(None))
    return session.scalars(query.order_by(Suggestion.id)).all()


def _row(no: No, found: Suggested) -> Suggestion:
    return Suggestion(
        proposal_id=no.proposal_id,
        placement_id=None if no.proposal_id is not None else no.placement_id,
        reason=no.taught or no.reason.value,
        kind=found.kind,
        side=found.side,
        field=found.field,
        value=found.value,
    )


def _locked(session: Session, suggestion_id: int, action: str) -> tuple[Suggestion, Youth, Room]:
    """Return an undecided suggestion and its two sides; room and youth are locked first."""
    seen = session.get(Suggestion, suggestion_id)
    if seen is None:
        raise NotFound("suggestion", suggestion_id)
    youth, room = pair_of(seen)
    room, youth = lock_sides(session, room.id, youth.id)
    session.refresh(seen, with_for_update={"of": Suggestion})
    if seen.decided_at is not None:
        raise StepNotAllowed("suggestion", "decided", action)
    return seen, youth, room
