"""Try-out nights: a few nights in the room before both decide, within what is booked."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from matcher import clock
from matcher.audit import Actor, record
from matcher.database.introductions import Introduction
from matcher.errors import AlreadyTaken, Stale, StepNotAllowed
from matcher.inforce import NETHERLANDS, policy_in_force
from matcher.introductions import questions, terms
from matcher.introductions.holding import Held, guide_of, held
from matcher.introductions.refusals import NightsRefused
from matcher.introductions.rules import TRIAL
from matcher.introductions.telling import tell
from matcher.placements import service as placements
from matcher.policy import Policy
from matcher.words import QuestionKind, Side

BOTH = (Side.YOUTH, Side.HOST)
PLAN, ASK = "plan_trial", "ask_after_trial"


def start_trial(
    session: Session,
    actor: Actor,
    introduction_id: int,
    version: int,
    from_on: date,
    until_on: date,
    *,
    moment: datetime | None = None,
    policy: Policy | None = None,
) -> Introduction:
    """Agree on the nights from ``from_on`` up to the morning of ``until_on``; both are told.

    The booking begins at the first of these nights, so that the guards hold the room for it.

    Raises:
        NotFound, Stale: as everywhere.
        StepNotAllowed: no try-out nights are due now, or they are over and being decided on.
        NightsRefused: the nights cannot be; says why.
    """
    moment, policy = moment or clock.moment(), policy or policy_in_force()
    found = _in_trial(session, introduction_id, version, PLAN)
    introduction = found.introduction
    _check(from_on, until_on, moment.astimezone(NETHERLANDS).date(), policy)
    _widen(session, actor, found, from_on)
    introduction.trial_from_on, introduction.trial_until_on = from_on, until_on
    introduction.due_at = terms.due(terms.at_noon(until_on), policy.after.trial_answer_hours)
    session.flush()
    record(
        session, actor, "introduction.trial", introduction.id,
        from_on=from_on.isoformat(), until_on=until_on.isoformat(),
    )  # fmt: skip
    sides = dict.fromkeys([*BOTH, guide_of(introduction)])
    tell(
        session, introduction, sides, "introduction_trial", once=f"trial:{introduction.version}",
        from_on=from_on.isoformat(), until_on=until_on.isoformat(),
    )  # fmt: skip
    return introduction


def ask_after_trial(
    session: Session,
    actor: Actor,
    introduction_id: int,
    version: int | None = None,
    *,
    moment: datetime | None = None,
    policy: Policy | None = None,
) -> Introduction:
    """Ask both what they decide: after the last night, or sooner when they do not need them all.

    Raises:
        NotFound, Stale: as everywhere.
        StepNotAllowed: no try-out nights are due now.
    """
    moment, policy = moment or clock.moment(), policy or policy_in_force()
    found = _in_trial(session, introduction_id, version, ASK)
    introduction = found.introduction
    introduction.due_at = terms.due(moment, policy.after.trial_answer_hours)
    session.flush()
    record(session, actor, "introduction.ask", introduction.id)
    questions.ask(
        session, introduction, QuestionKind.AFTER_TRIAL, BOTH, moment, introduction.due_at
    )
    return introduction


def _in_trial(session: Session, introduction_id: int, version: int | None, action: str) -> Held:
    found = held(session, introduction_id)
    introduction = found.introduction
    if version is not None and introduction.version != version:
        raise Stale("introduction", introduction_id)
    asked = any(one.kind == QuestionKind.AFTER_TRIAL for one in introduction.questions)
    if introduction.stage != TRIAL or asked:
        raise StepNotAllowed("introduction", str(introduction.stage), action)
    return found


def _check(from_on: date, until_on: date, today: date, policy: Policy) -> None:
    if until_on <= from_on:
        raise NightsRefused("order")
    if (until_on - from_on).days > policy.after.trial_most_nights:
        raise NightsRefused("too_many")
    if from_on < today:
        raise NightsRefused("past")
    if from_on > today + timedelta(days=policy.after.meeting_within_days):
        raise NightsRefused("too_far")


def _widen(session: Session, actor: Actor, found: Held, from_on: date) -> None:
    """Let the booking begin at the first try-out night, when that is before the day of moving in."""
    placement = found.introduction.placement
    if placement is None or from_on >= placement.starts_on:
        return
    try:
        placements.move(
            session, actor, placement.id, placement.version,
            starts_on=from_on, ends_on=placement.ends_on, follows=True,
        )  # fmt: skip
    except AlreadyTaken as error:
        raise NightsRefused("room") from error
