"""Raise a concern and deal with it: pick up, agree, pass on, close. Nobody leaves it lying."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher import events, outbox
from matcher.audit import Actor, record
from matcher.careteam.people import locked_placement
from matcher.concerns.holding import ConcernRefused, checked, day, held, terms
from matcher.concerns.levels import deals_with, holder_of
from matcher.concerns.rules import (
    AGREE,
    CLOSE,
    ESCALATE,
    PICK_UP,
    REMIND,
    STEPS,
    TAKE_UP,
    due_at,
    end_of,
    met_for_closing,
    met_for_escalating,
    next_level,
    review_problem,
)
from matcher.concerns.telling import nobody_is_asked, tell_level, tell_raiser
from matcher.database.concerns import Concern, ConcernNote
from matcher.database.placements import Placement
from matcher.database.records import AuditEvent
from matcher.errors import StepNotAllowed
from matcher.inforce import policy_in_force
from matcher.transition import take_step
from matcher.words import (
    ConcernKind,
    ConcernLevel,
    ConcernOutcome,
    ConcernStatus,
    Condition,
    PlacementStatus,
    Seriousness,
    Side,
)

HANDLED = tuple(f"{STEPS.subject}.{verb}" for verb in (PICK_UP, AGREE, TAKE_UP, ESCALATE))


@dataclass(frozen=True, kw_only=True)
class Told:
    """A concern in the words of who raises it."""

    kind: ConcernKind
    seriousness: Seriousness
    text: str
    is_incident: bool = False


def raise_(
    session: Session, actor: Actor, placement_id: int, side: Side, told: Told, moment: datetime
) -> Concern:
    """Raise a concern about a stay; the responsible worker hears it at once.

    Raises:
        NotFound: no such placement. StepNotAllowed: the stay is over.
        ConcernRefused: nothing is told. TextRefused: it holds a citizen service number.
    """
    text = checked(told.text)
    if not text and actor.account_id is not None:
        raise ConcernRefused("text")
    placement = locked_placement(session, placement_id)
    if placement.status in (PlacementStatus.ENDED, PlacementStatus.CANCELLED):
        raise StepNotAllowed("placement", str(placement.status), "raise")
    concern = Concern(
        placement_id=placement_id,
        kind=told.kind,
        seriousness=told.seriousness,
        status=ConcernStatus.OPEN,
        level=ConcernLevel.COORDINATOR,
        raised_by_side=side,
        raised_by_id=actor.account_id,
        raised_at=moment,
        text=text,
        is_incident=told.is_incident,
    )
    set_due(concern, moment)
    holder = holder_of(session, placement, concern.level, day(moment))
    concern.holder_id = holder.id if holder is not None else None
    session.add(concern)
    session.flush()
    record(
        session, actor, "concern.raise", concern.id, placement=placement_id, side=side.value,
        seriousness=told.seriousness.value, incident=told.is_incident,
    )  # fmt: skip
    tell_level(session, concern, placement, "concern_raised", day(moment), but=actor.account_id)
    return concern


def pick_up(
    session: Session, actor: Actor, concern_id: int, version: int, moment: datetime
) -> Concern:
    """Say that I deal with it; who raised it hears that.

    Once it is escalated that is for coordinators, and for who leads the organisation.

    Raises:
        NotFound, Stale. StepNotAllowed: it was picked up already, or not by this person.
    """
    concern, placement = held(session, concern_id, version)
    action = TAKE_UP if concern.status == ConcernStatus.ESCALATED else PICK_UP
    met = _leads(session, actor, concern, placement)
    concern.holder_id = actor.account_id
    _step(session, actor, concern, action, version, moment, met=met)
    nobody_is_asked(session, concern.id)
    tell_raiser(session, concern, "concern_picked_up")
    return concern


def agree(
    session: Session,
    actor: Actor,
    concern_id: int,
    version: int,
    text: str,
    review_on: date,
    moment: datetime,
) -> Concern:
    """Write down what was agreed, and the day on which it is looked at again.

    Raises:
        NotFound, Stale, StepNotAllowed, TextRefused.
        ConcernRefused: nothing is written, or the day is past or too far away.
    """
    agreed = checked(text)
    problem = review_problem(review_on, day(moment), terms(policy_in_force()))
    if not agreed or problem is not None:
        raise ConcernRefused(problem or "text")
    concern, placement = held(session, concern_id, version)
    met = _leads(session, actor, concern, placement)
    _add_note(session, actor, concern, agreed, moment)
    concern.due_at = end_of(review_on)
    take_step(session, actor, concern, STEPS, AGREE, version, met=met,
              review_on=review_on.isoformat())  # fmt: skip
    nobody_is_asked(session, concern.id)
    return concern


def escalate(
    session: Session,
    actor: Actor,
    concern_id: int,
    version: int,
    moment: datetime,
    because: str = "",
) -> Concern:
    """Pass it to the next level: all of that level are told. ``because`` stays in the dossier.

    Raises:
        NotFound, Stale, TextRefused. StepNotAllowed: there is no higher level, or it is closed.
    """
    reason = checked(because)
    concern, placement = held(session, concern_id, version)
    met = met_for_escalating(concern.level) | _leads(session, actor, concern, placement)
    level = next_level(concern.level) or concern.level
    holder = holder_of(session, placement, level, day(moment))
    concern.level, concern.holder_id = level, holder.id if holder is not None else None
    if reason:
        _add_note(session, actor, concern, reason, moment)
    _step(session, actor, concern, ESCALATE, version, moment, met=met, level=concern.level.value)
    nobody_is_asked(session, concern.id)  # those of the level before; the next one is asked now
    tell_level(session, concern, placement, "concern_escalated", day(moment), actor.account_id)
    events.tell(session, actor, "concern.escalated", concern)
    return concern


def remind(session: Session, actor: Actor, concern_id: int, version: int, moment: datetime) -> None:
    """Ask the highest level again when its time is over; only the program does so."""
    concern, placement = held(session, concern_id, version)
    _step(session, actor, concern, REMIND, version, moment, level=concern.level.value)
    tell_level(session, concern, placement, "concern_escalated", day(moment))


def close(
    session: Session,
    actor: Actor,
    concern_id: int,
    version: int,
    outcome: ConcernOutcome | None,
    text: str,
    moment: datetime,
) -> Concern:
    """Close it, with how it ended. Something serious is not closed by who raised it alone.

    Raises:
        NotFound, Stale, TextRefused. StepNotAllowed: it is closed, or a condition does not hold.
    """
    told = checked(text)
    concern, placement = held(session, concern_id, version)
    met = _leads(session, actor, concern, placement) | met_for_closing(
        concern.seriousness,
        concern.raised_by_id,
        actor.account_id,
        handled_by_others=_handled_by_others(session, concern),
        has_outcome=outcome is not None,
    )
    with session.no_autoflush:  # a moment of closing without the status is refused by the table
        concern.outcome, concern.outcome_text = outcome, told
        concern.closed_at = moment
        take_step(session, actor, concern, STEPS, CLOSE, version, met=met,
                  outcome=outcome.value if outcome else None)  # fmt: skip
    nobody_is_asked(session, concern.id)
    outbox.take_back(session, f"concern:{concern.id}:answered:")
    tell_raiser(session, concern, "concern_closed")
    return concern


def add_note(
    session: Session, actor: Actor, concern_id: int, text: str, moment: datetime
) -> ConcernNote:
    """Write down what was done or heard.

    Raises:
        NotFound: no such concern. ConcernRefused: nothing is written. TextRefused: holds a BSN.
    """
    written = checked(text)
    if not written:
        raise ConcernRefused("text")
    concern, _ = held(session, concern_id)
    note = _add_note(session, actor, concern, written, moment)
    session.flush()
    record(session, actor, "concern.note", concern.id)
    return note


def _step(
    session: Session,
    actor: Actor,
    concern: Concern,
    action: str,
    version: int,
    moment: datetime,
    **details: object,
) -> None:
    to = STEPS.step(concern.status, action).to
    concern.due_at = due_at(
        to, concern.level, concern.seriousness, moment, terms(policy_in_force())
    )
    take_step(session, actor, concern, STEPS, action, version, **details)  # type: ignore[arg-type]


def _leads(
    session: Session, actor: Actor, concern: Concern, placement: Placement
) -> set[Condition]:
    """Return the condition of who deals with it; the program moves on what nobody dealt with."""
    is_theirs = actor.account_id is None or deals_with(
        session, placement, concern.level, actor.account_id
    )
    return {Condition.LEADS} if is_theirs else set()


def set_due(concern: Concern, moment: datetime) -> None:
    concern.due_at = due_at(
        concern.status, concern.level, concern.seriousness, moment, terms(policy_in_force())
    )


def _handled_by_others(session: Session, concern: Concern) -> bool:
    """Say whether somebody other than the raiser took a step on it."""
    query = select(func.count()).where(
        AuditEvent.subject == STEPS.subject,
        AuditEvent.subject_id == concern.id,
        AuditEvent.action.in_(HANDLED),
        AuditEvent.actor_id.is_not(None),
        AuditEvent.actor_id.is_distinct_from(concern.raised_by_id),
    )
    return bool(session.scalar(query))


def _add_note(
    session: Session, actor: Actor, concern: Concern, text: str, moment: datetime
) -> ConcernNote:
    note = ConcernNote(concern_id=concern.id, at=moment, by_id=actor.account_id, text=text)
    session.add(note)
    return note
