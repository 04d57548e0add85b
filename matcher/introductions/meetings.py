"""Record whether the meeting took place: then both sides are asked, or a new date is looked for."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from matcher import clock
from matcher.audit import Actor
from matcher.database.introductions import Introduction
from matcher.errors import StepNotAllowed
from matcher.inforce import NETHERLANDS, policy_in_force
from matcher.introductions import questions, terms
from matcher.introductions.dates import begin_search
from matcher.introductions.disclosure import chosen_moment
from matcher.introductions.holding import held
from matcher.introductions.moving import go
from matcher.introductions.rules import HELD, NOT_HELD
from matcher.introductions.telling import tell, tell_date
from matcher.policy import Policy
from matcher.words import Condition, QuestionKind, Side

BOTH = (Side.YOUTH, Side.HOST)


def held_on(
    session: Session,
    actor: Actor,
    introduction_id: int,
    version: int,
    met_on: date,
    *,
    wants_trial: bool = False,
    moment: datetime | None = None,
    policy: Policy | None = None,
) -> Introduction:
    """They have met: from now both have the hours of the policy to say yes or no.

    ``wants_trial``: at the meeting it was agreed to try some nights first.

    Raises:
        NotFound, Stale: as everywhere.
        StepNotAllowed: the agreed moment is still to come, or no meeting is planned.
    """
    moment, policy = moment or clock.moment(), policy or policy_in_force()
    found = held(session, introduction_id)
    introduction = found.introduction
    chosen, today = chosen_moment(introduction), moment.astimezone(NETHERLANDS).date()
    is_past = chosen is not None and chosen.starts_at <= moment and met_on <= today
    introduction.met_on = met_on
    introduction.wants_trial = wants_trial
    due_at = terms.due(moment, policy.after.answer_hours)
    go(
        session, actor, found, HELD, version, moment,
        due_at=due_at, met=[Condition.DATE_PASSED] if is_past else [], met_on=met_on.isoformat(),
    )  # fmt: skip
    questions.ask(session, introduction, QuestionKind.DECIDE, BOTH, moment, due_at)
    return introduction


def not_held(
    session: Session,
    actor: Actor,
    introduction_id: int,
    version: int,
    *,
    moment: datetime | None = None,
    policy: Policy | None = None,
) -> Introduction:
    """It did not take place, or cannot: a new date is looked for, as long as tries are left.

    Raises:
        NotFound, Stale: as everywhere.
        StepNotAllowed: no meeting is planned, or it failed too often: then stop the introduction.
    """
    moment, policy = moment or clock.moment(), policy or policy_in_force()
    found = held(session, introduction_id)
    introduction = found.introduction
    if chosen_moment(introduction) is None:
        raise StepNotAllowed("introduction", str(introduction.stage), NOT_HELD)
    tries_left = introduction.number_of_missed < policy.after.moments_retries
    introduction.number_of_missed += 1
    introduction.calendar_sequence += 1
    due_at = terms.due_days(moment, policy.after.moments_days)
    go(
        session, actor, found, NOT_HELD, version, moment,
        due_at=due_at, met=[Condition.TRIES_LEFT] if tries_left else [],
        number=introduction.number_of_missed,
    )  # fmt: skip
    # What suited before need not suit now: moments are offered anew. The date that fell through
    # stays, for the calendars that have to take it out.
    for one in list(introduction.moments):
        if not one.is_chosen:
            introduction.moments.remove(one)
    session.flush()
    begin_search(session, found, moment)
    if not tell_date(session, introduction, "introduction_moved", moment):
        once = f"again:{introduction.number_of_missed}"
        tell(session, introduction, BOTH, "introduction_again", once=once)
    return introduction
