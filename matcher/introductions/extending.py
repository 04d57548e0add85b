"""Give more time to who has to answer: a coordinator may, a few times in each stage."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from matcher import clock
from matcher.audit import Actor
from matcher.database.introductions import Introduction
from matcher.inforce import policy_in_force
from matcher.introductions import questions, terms
from matcher.introductions.holding import held
from matcher.introductions.rules import (
    AGREEMENTS,
    ANSWERS,
    DATE,
    EXTEND,
    HOST_LOOKS,
    INTEREST,
    MEETING,
    STEPS,
    TRIAL,
)
from matcher.policy import Policy
from matcher.transition import take_step
from matcher.words import Condition


def hours_at(introduction: Introduction, policy: Policy) -> int:
    """Return how many hours an extension gives at this stage: the whole term once more."""
    after = policy.after
    is_planned = introduction.trial_until_on is not None
    return {
        INTEREST: after.interest_hours,
        HOST_LOOKS: after.host_looks_hours,
        DATE: after.moments_days * 24,
        MEETING: after.moments_days * 24,
        ANSWERS: after.answer_hours,
        TRIAL: after.trial_answer_hours if is_planned else after.moments_days * 24,
        AGREEMENTS: after.agreement_days * 24,
    }[introduction.stage]


def extend(
    session: Session,
    actor: Actor,
    introduction_id: int,
    version: int,
    *,
    moment: datetime | None = None,
    policy: Policy | None = None,
) -> Introduction:
    """Give the whole term once more; who has to answer hears until when.

    Raises:
        NotFound, Stale: as everywhere.
        StepNotAllowed: nothing is waited for, or it was extended as often as may be.
    """
    moment, policy = moment or clock.moment(), policy or policy_in_force()
    introduction = held(session, introduction_id).introduction
    is_left = introduction.number_of_extensions < policy.after.extensions_most
    due_at = introduction.due_at
    if due_at is not None and is_left:
        due_at = terms.extended(due_at, moment, hours_at(introduction, policy))
    with session.no_autoflush:
        introduction.number_of_extensions += 1
        introduction.due_at = due_at
        take_step(
            session, actor, introduction, STEPS, EXTEND, version,
            met=[Condition.EXTENSIONS_LEFT] if is_left else [],
            number=introduction.number_of_extensions,
        )  # fmt: skip
    if due_at is not None:
        questions.extend(session, introduction, due_at)
    return introduction
