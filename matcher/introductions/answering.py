"""Take the answer of a side, and do what follows from it at once, in the same transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from matcher import clock, events
from matcher.audit import Actor
from matcher.database.introductions import Introduction, Question
from matcher.inforce import policy_in_force
from matcher.introductions import questions, terms
from matcher.introductions.dates import begin_search
from matcher.introductions.holding import ROLE_OF, Held, guide_of, held_for
from matcher.introductions.moving import go
from matcher.introductions.rules import (
    BOTH_YES,
    INTERESTED,
    TO_TRIAL,
    TRIAL_DONE,
    WILLING,
)
from matcher.introductions.stopping import stop_held
from matcher.introductions.telling import tell
from matcher.policy import Policy
from matcher.text_rules import require_no_bsn
from matcher.words import (
    Answer,
    AnswerWay,
    Condition,
    DeclineReason,
    QuestionKind,
    Role,
    Side,
)

BOTH = (Side.YOUTH, Side.HOST)

#: Why a side said no, when it gave no reason of its own.
PLAIN_NO = {
    (QuestionKind.INTEREST, Side.YOUTH): DeclineReason.YOUTH_DECLINED,
    (QuestionKind.MEET, Side.HOST): DeclineReason.HOST_DECLINED,
    (QuestionKind.DECIDE, Side.YOUTH): DeclineReason.NO_CLICK_MET,
    (QuestionKind.DECIDE, Side.HOST): DeclineReason.NO_CLICK_MET,
    (QuestionKind.AFTER_TRIAL, Side.YOUTH): DeclineReason.TRIAL_STOPPED,
    (QuestionKind.AFTER_TRIAL, Side.HOST): DeclineReason.TRIAL_STOPPED,
}


def answer(
    session: Session,
    actor: Actor,
    question_id: int,
    given: Answer,
    way: AnswerWay,
    *,
    reason: DeclineReason | None = None,
    note: str = "",
    wants_trial: bool = False,
    moment: datetime | None = None,
    policy: Policy | None = None,
) -> Introduction:
    """Answer for the side that was asked; a second 'yes' moves on, any 'no' frees both at once.

    ``wants_trial``: yes, but first some nights to try out. ``note`` is for staff only.

    Raises:
        NotFound: there is no such question.
        AlreadyAnswered: somebody was first, or it is asked no longer.
        StepNotAllowed: the answer is not for who gives it.
        TextRefused: the note holds a citizen service number.
    """
    require_no_bsn("note", note)
    moment, policy = moment or clock.moment(), policy or policy_in_force()
    held = held_for(session, question_id)
    question = session.get_one(Question, question_id, populate_existing=True)
    is_no = given == Answer.NO
    reason = (reason or PLAIN_NO[question.kind, question.side]) if is_no else None
    questions.take_answer(
        session, actor, question, given, way, moment, reason=reason, note=note.strip()
    )
    # Who comes by the link of a side answers as that side; staff and signed-in people as themselves.
    role = ROLE_OF[question.side] if way == AnswerWay.LINK else None
    if reason is not None:
        stop_held(
            session, actor, held, held.introduction.version, question.side, reason, note.strip(),
            moment, role=role,
        )  # fmt: skip
        return held.introduction
    if wants_trial and question.kind == QuestionKind.DECIDE:
        held.introduction.wants_trial = True
    _go_on(session, actor, held, question, moment, policy, role)
    return held.introduction


def _go_on(
    session: Session,
    actor: Actor,
    held: Held,
    question: Question,
    moment: datetime,
    policy: Policy,
    role: Role | None,
) -> None:
    if question.kind == QuestionKind.INTEREST:
        _to_host(session, actor, held, moment, policy, role)
    elif question.kind == QuestionKind.MEET:
        due_at = terms.due_days(moment, policy.after.moments_days)
        version = held.introduction.version
        go(session, actor, held, WILLING, version, moment, due_at=due_at, role=role)
        begin_search(session, held, moment)
    elif _both_said_yes(session, held.introduction, question.kind):
        _both(session, actor, held, question.kind, moment, policy)


def _to_host(
    session: Session,
    actor: Actor,
    held: Held,
    moment: datetime,
    policy: Policy,
    role: Role | None,
) -> None:
    """The youth wants to meet: now the host is shown a profile, and asked the same."""
    due_at = terms.due(moment, policy.after.host_looks_hours)
    version = held.introduction.version
    go(session, actor, held, INTERESTED, version, moment, due_at=due_at, role=role)
    questions.ask(session, held.introduction, QuestionKind.MEET, [Side.HOST], moment, due_at)


def _both_said_yes(session: Session, introduction: Introduction, kind: QuestionKind) -> bool:
    """Say whether the latest answers of both sides are yes."""
    session.expire(introduction, ["questions"])
    latest = {one.side: one.answer for one in introduction.questions if one.kind == kind}
    return all(latest.get(side) == Answer.YES for side in BOTH)


def _both(
    session: Session,
    actor: Actor,
    held: Held,
    kind: QuestionKind,
    moment: datetime,
    policy: Policy,
) -> None:
    """Both said yes: on to the try-out nights when one of them asked for those, else to agreements."""
    introduction = held.introduction
    met = [Condition.BOTH_SAID_YES]
    if kind == QuestionKind.DECIDE and introduction.wants_trial:
        due_at = terms.due_days(moment, policy.after.moments_days)
        met.append(Condition.TRIAL_AGREED)
        go(
            session, actor, held, TO_TRIAL, introduction.version, moment,
            due_at=due_at, met=met, by_itself=True,
        )  # fmt: skip
        both_told, staff_told = "introduction_both_yes_trial", "introduction_plan_trial"
    else:
        action = BOTH_YES if kind == QuestionKind.DECIDE else TRIAL_DONE
        due_at = agreements_due(held, moment, policy)
        go(
            session, actor, held, action, introduction.version, moment,
            due_at=due_at, met=met, by_itself=True,
        )  # fmt: skip
        both_told, staff_told = "introduction_both_yes", "introduction_agree"
        events.tell(session, actor, "introduction.agreed", introduction)
    tell(session, introduction, BOTH, both_told, once=both_told)
    staff = dict.fromkeys([guide_of(introduction), Side.COORDINATOR])
    tell(session, introduction, staff, staff_told, once=staff_told)


def agreements_due(held: Held, moment: datetime, policy: Policy) -> datetime:
    """Return until when agreements can be made and the youth can move in.

    Signing has a limit of its own; a room that is free only in a month is not given up before.
    """
    signed_by = terms.due_days(moment, policy.after.agreement_days)
    placement = held.introduction.placement
    if placement is None:
        return signed_by
    last = terms.days_after(placement.starts_on, policy.after.start_overdue_days)
    return max(signed_by, terms.at_noon(last))
