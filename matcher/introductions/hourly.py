"""Each hour: stop what nobody answered in time, remind, and ask what came of a date or of nights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import PROGRAM
from matcher.database.introductions import Introduction, MeetingMoment, Question
from matcher.database.session import reading, transaction
from matcher.errors import MatcherError
from matcher.inforce import policy_in_force
from matcher.introductions import questions, terms
from matcher.introductions.dates import ends_at
from matcher.introductions.disclosure import chosen_moment
from matcher.introductions.holding import guide_of
from matcher.introductions.rules import MEETING, TRIAL
from matcher.introductions.stopping import expire, overdue_ids
from matcher.introductions.telling import tell, tell_date
from matcher.introductions.trials import ask_after_trial
from matcher.policy import Policy
from matcher.words import QuestionKind, Side

DAY_BEFORE = timedelta(hours=24)

Find = Callable[[Session, datetime, Policy], Sequence[int]]
Do = Callable[[Session, int, datetime, Policy], bool]


def run(factory: sessionmaker[Session], moment: datetime) -> int:
    """Do what is due by ``moment``; return how many rows were acted on.

    Each in its own transaction: one over all rows would hold people up who answer, and wait for
    them in turn.
    """
    policy = policy_in_force()
    return sum(_each(factory, find, do, moment, policy) for find, do in WORK)


def _each(
    factory: sessionmaker[Session], find: Find, do: Do, moment: datetime, policy: Policy
) -> int:
    with reading(factory) as session:
        keys = list(find(session, moment, policy))
    done = 0
    for key in keys:
        with transaction(factory) as session:
            done += do(session, key, moment, policy)
    return done


def _overdue(session: Session, moment: datetime, policy: Policy) -> Sequence[int]:
    return overdue_ids(session, moment)


def _expire(session: Session, key: int, moment: datetime, policy: Policy) -> bool:
    return expire(session, key, moment)


def _to_remind(session: Session, moment: datetime, policy: Policy) -> Sequence[int]:
    return questions.due_for_reminder(session, moment, policy.after.remind_at_share)


def _remind(session: Session, key: int, moment: datetime, policy: Policy) -> bool:
    return questions.remind(session, key, moment)


def _after_trial(session: Session, moment: datetime, policy: Policy) -> Sequence[int]:
    """Return those whose last try-out night was last night, and who are not asked yet."""
    asked = select(Question.introduction_id).where(Question.kind == QuestionKind.AFTER_TRIAL)
    query = (
        select(Introduction.id, Introduction.trial_until_on)
        .where(
            Introduction.stage == TRIAL,
            Introduction.trial_until_on.is_not(None),
            Introduction.id.not_in(asked),
        )
        .order_by(Introduction.id)
    )
    return [
        row.id
        for row in session.execute(query)
        if row.trial_until_on and terms.at_noon(row.trial_until_on) <= moment
    ]


def _ask(session: Session, key: int, moment: datetime, policy: Policy) -> bool:
    try:
        ask_after_trial(session, PROGRAM, key, moment=moment, policy=policy)
    except MatcherError:  # somebody asked, or stopped it, a moment ago
        return False
    return True


def _chosen(session: Session) -> list[MeetingMoment]:
    query = (
        select(MeetingMoment)
        .join(Introduction, Introduction.id == MeetingMoment.introduction_id)
        .where(Introduction.stage == MEETING, MeetingMoment.is_chosen)
        .order_by(MeetingMoment.introduction_id)
    )
    return list(session.scalars(query))


def _meets_soon(session: Session, moment: datetime, policy: Policy) -> Sequence[int]:
    """Return the meetings of the next 24 hours that were fixed before these began."""
    return [
        one.introduction_id
        for one in _chosen(session)
        if one.starts_at - DAY_BEFORE <= moment < one.starts_at
        and one.introduction.stage_since_at < one.starts_at - DAY_BEFORE
    ]


def _tell_soon(session: Session, key: int, moment: datetime, policy: Policy) -> bool:
    introduction = session.get_one(Introduction, key)
    tell_date(session, introduction, "introduction_soon", moment)
    return False  # the outbox knows whether they were told before


def _has_met(session: Session, moment: datetime, policy: Policy) -> Sequence[int]:
    return [one.introduction_id for one in _chosen(session) if ends_at(one) <= moment]


def _ask_whether(session: Session, key: int, moment: datetime, policy: Policy) -> bool:
    introduction = session.get_one(Introduction, key)
    chosen = chosen_moment(introduction)
    if chosen is None or introduction.stage != MEETING:
        return False
    once = f"record:{introduction.calendar_sequence}"
    late = terms.due(ends_at(chosen), policy.after.answer_hours)
    sides = dict.fromkeys([guide_of(introduction)])
    if moment >= late:  # nobody wrote it down within a day: the coordinator hears it too
        once, sides = f"{once}:late", dict.fromkeys([guide_of(introduction), Side.COORDINATOR])
    tell(session, introduction, sides, "introduction_record", once=once)
    return False


WORK: tuple[tuple[Find, Do], ...] = (
    (_overdue, _expire),
    (_after_trial, _ask),
    (_to_remind, _remind),
    (_meets_soon, _tell_soon),
    (_has_met, _ask_whether),
)
