"""Pass the answer that somebody gave on a page on to the service."""

from __future__ import annotations

from flask import request

from matcher.audit import Actor
from matcher.database.introductions import Introduction, Question
from matcher.introductions import service
from matcher.words import Answer, AnswerWay, DeclineReason
from web.introductions.forms import NoForm, ToldNoForm
from web.session import database


def give_answer(
    question: Question, is_no: bool, form: NoForm | ToldNoForm, way: AnswerWay, by: Actor
) -> Introduction:
    """Answer for the side of ``question``; ``form`` is valid when the answer is a 'no'.

    Raises:
        AlreadyAnswered, StepNotAllowed, TextRefused: as the service.
    """
    return service.answer(
        database,
        by,
        question.id,
        Answer.NO if is_no else Answer.YES,
        way,
        reason=DeclineReason(form.reason.data) if is_no else None,
        note=(form.note.data or "") if is_no else "",
        wants_trial=request.form.get("answer") == "trial",
    )
