"""Ask a side something, take the one answer, remind, and close what need not be answered any more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matcher import outbox
from matcher.audit import PROGRAM, Actor, record
from matcher.database.introductions import Introduction, Question
from matcher.introductions import terms
from matcher.introductions.refusals import AlreadyAnswered
from matcher.introductions.telling import key_of, key_of_question, send_question
from matcher.links import Claim, new_nonce
from matcher.words import Answer, AnswerWay, DeclineReason, QuestionKind, Side

#: The purposes of the links that lead to a question.
PURPOSES = ("answer", "moments")


def ask(
    session: Session,
    introduction: Introduction,
    kind: QuestionKind,
    sides: Collection[Side],
    moment: datetime,
    due_at: datetime,
    *,
    quietly: bool = False,
) -> list[Question]:
    """Ask each of these sides, and mail them the link; a side that is asked already is left alone.

    ``quietly``: without a mail, where another one says it already.
    """
    waiting = {question.side for question in open_questions(session, introduction, kind)}
    asked = []
    for side in sides:
        if side in waiting:
            continue
        question = Question(
            introduction=introduction,
            kind=kind,
            side=side,
            asked_at=moment,
            due_at=due_at,
            nonce=new_nonce(),
        )
        session.add(question)
        asked.append(question)
    session.flush()
    for question in asked if not quietly else ():
        send_question(session, question, "asked")
    return asked


def open_questions(
    session: Session, introduction: Introduction, kind: QuestionKind | None = None
) -> Sequence[Question]:
    """Return what waits for an answer, oldest first."""
    query = select(Question).where(
        Question.introduction_id == introduction.id,
        Question.answered_at.is_(None),
        Question.closed_at.is_(None),
    )
    if kind is not None:
        query = query.where(Question.kind == kind)
    return session.scalars(query.order_by(Question.id)).all()


def find(session: Session, claim: Claim | None) -> Question | None:
    """Return the question of a link that can still be answered, or None. Nothing is used up."""
    if claim is None or claim.purpose not in PURPOSES:
        return None
    question = session.get(Question, claim.subject_id)
    if question is None or question.nonce != claim.nonce:
        return None
    is_moments = question.kind == QuestionKind.MOMENTS
    if is_moments != (claim.purpose == "moments") or question.closed_at is not None:
        return None
    # Which moments suit may be said again until the date is fixed; every other answer holds.
    return question if question.answered_at is None or is_moments else None


def take_answer(
    session: Session,
    actor: Actor,
    question: Question,
    given: Answer,
    way: AnswerWay,
    moment: datetime,
    *,
    reason: DeclineReason | None = None,
    note: str = "",
) -> None:
    """Write the answer down, unless somebody was first: the database decides who was.

    Raises:
        AlreadyAnswered: it has an answer, or was closed.
    """
    session.flush()
    taken = session.execute(
        update(Question)
        .where(
            Question.id == question.id,
            Question.answered_at.is_(None),
            Question.closed_at.is_(None),
        )
        .values(
            answered_at=moment,
            answer=given,
            way=way,
            reason=reason,
            note=note,
            by_id=actor.account_id,
        )
        .returning(Question.id)
        .execution_options(synchronize_session=False)
    ).first()
    if taken is None:
        raise AlreadyAnswered(question.id)
    session.refresh(question)
    outbox.take_back(session, key_of_question(question))
    record(
        session, actor, "question.answer", question.id,
        introduction=question.introduction_id, kind=question.kind.value, side=question.side.value,
        answer=given.value, way=way.value,
    )  # fmt: skip


def close_open(
    session: Session,
    introduction: Introduction,
    moment: datetime,
    kind: QuestionKind | None = None,
) -> list[Side]:
    """Close what is open; return whose questions they were. Their links answer 'too late'."""
    closed = session.execute(
        update(Question)
        .where(
            Question.introduction_id == introduction.id,
            Question.answered_at.is_(None),
            Question.closed_at.is_(None),
            *([Question.kind == kind] if kind else []),
        )
        .values(closed_at=moment)
        .returning(Question.id, Question.side)
        .execution_options(synchronize_session="fetch")
    ).all()
    for row in closed:
        outbox.take_back(session, f"{key_of(introduction, 'question')}{row.id}:")
    session.expire(introduction, ["questions"])
    return [row.side for row in sorted(closed, key=lambda row: row.id)]


def extend(session: Session, introduction: Introduction, due_at: datetime) -> None:
    """Give the sides that are asked until ``due_at``, and tell them so."""
    for question in open_questions(session, introduction):
        question.due_at = due_at
        question.reminded_at = None
        send_question(session, question, f"extended:{introduction.number_of_extensions}")
    session.flush()


def due_for_reminder(session: Session, moment: datetime, share: float) -> list[int]:
    """Return the questions of which the reminder is due by now, oldest first."""
    query = (
        select(Question.id, Question.asked_at, Question.due_at)
        .where(
            Question.answered_at.is_(None),
            Question.closed_at.is_(None),
            Question.reminded_at.is_(None),
            Question.due_at > moment,
        )
        .order_by(Question.id)
    )
    return [
        row.id
        for row in session.execute(query)
        if terms.remind_at(row.asked_at, row.due_at, share) <= moment
    ]


def remind(session: Session, question_id: int, moment: datetime) -> bool:
    """Remind a side that has not answered; return False when it did meanwhile."""
    taken = session.execute(
        update(Question)
        .where(
            Question.id == question_id,
            Question.answered_at.is_(None),
            Question.closed_at.is_(None),
            Question.reminded_at.is_(None),
        )
        .values(reminded_at=moment)
        .returning(Question.id)
        .execution_options(synchronize_session=False)
    ).first()
    if taken is None:
        return False
    question = session.get_one(Question, question_id, populate_existing=True)
    send_question(session, question, f"reminded:{question.introduction.number_of_extensions}")
    record(
        session, PROGRAM, "question.remind", question_id,
        introduction=question.introduction_id, side=question.side.value,
    )  # fmt: skip
    return True
