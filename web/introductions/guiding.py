"""What staff do in an introduction: write answers down, find the date, give time, stop."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _

from matcher.access import Action
from matcher.database.introductions import Introduction, Question
from matcher.errors import MatcherError, NotAllowed, NotFound
from matcher.introductions import service
from matcher.introductions.holding import guide_of
from matcher.words import Answer, AnswerWay, DeclineReason, Role, Side
from web.access import allow
from web.introductions.blueprint import actor, blueprint, reached, told
from web.introductions.forms import (
    HeldForm,
    MomentsForm,
    NightsForm,
    StaffStopForm,
    ToldNoForm,
    ticked,
)
from web.introductions.giving import give_answer
from web.introductions.staff import may, open_moments, staff_page
from web.session import database

STAFF = (Role.COORDINATOR, Role.REFERRER)


@blueprint.post("/introductions/<int:introduction_id>/told")
@allow(*STAFF)
def write_answer(introduction_id: int) -> Any:
    """Write down what a side told: it counts as the answer of that side, and says who wrote it."""
    found = reached(introduction_id, Action.ANSWER_PROPOSAL)
    question = database.get(Question, request.form.get("question", 0, type=int))
    if question is None or question.introduction_id != introduction_id:
        raise NotFound("question", introduction_id)
    if question.side not in may(found).speaks_for:
        raise NotAllowed(f"no answers are written down for the {question.side}")
    is_no = request.form.get("answer") == Answer.NO.value
    form = ToldNoForm(prefix="told")
    if is_no and not form.validate():
        form.question.data = question.id
        return staff_page(found, told_form=form), 422
    try:
        give_answer(question, is_no, form, AnswerWay.TOLD, actor())
    except MatcherError as error:
        return _refused(error, introduction_id)
    flash(_("The answer is written down."), "ok")
    return _back(introduction_id)


@blueprint.post("/introductions/<int:introduction_id>/moments")
@allow(*STAFF)
def offer(introduction_id: int) -> Any:
    found = reached(introduction_id, Action.PLAN_MEETING)
    form = MomentsForm(prefix="when")
    if not form.validate():
        return staff_page(found, offer_form=form), 422
    # A coordinator who offers where a counsellor comes along does not say that it suits them.
    is_guide = guide_of(found) == Side.COORDINATOR or not may(found).guide
    side = guide_of(found) if is_guide else Side.COORDINATOR
    try:
        service.offer_moments(database, actor(), introduction_id, side, form.offers())
    except MatcherError as error:
        return _refused(error, introduction_id)
    flash(_("The moments are offered. Who has to say something gets a message."), "ok")
    return _back(introduction_id)


@blueprint.post("/introductions/<int:introduction_id>/which")
@allow(*STAFF)
def which(introduction_id: int) -> Any:
    found = reached(introduction_id, Action.PLAN_MEETING)
    code = request.form.get("side", "")
    side = Side(code) if code in Side.codes() else abort(400)
    if side not in (guide_of(found), *may(found).speaks_for):
        raise NotAllowed(f"nothing is written down for the {side}")
    way = AnswerWay.PAGE if side == guide_of(found) else AnswerWay.TOLD
    answers = ticked(request.form, [one.id for one in open_moments(found)])
    try:
        service.say_which(database, actor(), introduction_id, side, answers, way=way)
    except MatcherError as error:
        return _refused(error, introduction_id)
    flash(_("Written down. The first moment that suits everybody is fixed by itself."), "ok")
    return _back(introduction_id)


@blueprint.post("/introductions/<int:introduction_id>/held")
@allow(*STAFF)
def held(introduction_id: int) -> Any:
    found = reached(introduction_id, Action.PLAN_MEETING)
    form = HeldForm(prefix="held")
    if not form.validate() or form.met_on.data is None:
        return staff_page(found, held_form=form), 422
    try:
        service.held_on(
            database, actor(), introduction_id, _version(), form.met_on.data,
            wants_trial=form.wants_trial.data,
        )  # fmt: skip
    except MatcherError as error:
        return _refused(error, introduction_id)
    flash(_("Written down. Youth and host are asked whether they want to go on."), "ok")
    return _back(introduction_id)


@blueprint.post("/introductions/<int:introduction_id>/not-held")
@allow(*STAFF)
def not_held(introduction_id: int) -> Any:
    reached(introduction_id, Action.PLAN_MEETING)
    try:
        service.not_held(database, actor(), introduction_id, _version())
    except MatcherError as error:
        return _refused(error, introduction_id)
    flash(_("Written down. Offer new moments to meet."), "ok")
    return _back(introduction_id)


@blueprint.post("/introductions/<int:introduction_id>/nights")
@allow(*STAFF)
def nights(introduction_id: int) -> Any:
    found = reached(introduction_id, Action.PLAN_MEETING)
    form = NightsForm(prefix="nights")
    if not form.validate() or form.from_on.data is None or form.until_on.data is None:
        return staff_page(found, nights_form=form), 422
    try:
        service.start_trial(
            database, actor(), introduction_id, _version(), form.from_on.data, form.until_on.data
        )
    except MatcherError as error:
        return _refused(error, introduction_id)
    flash(_("The try-out nights are written down. Youth and host get a message."), "ok")
    return _back(introduction_id)


@blueprint.post("/introductions/<int:introduction_id>/decide-now")
@allow(Role.COORDINATOR)
def decide_now(introduction_id: int) -> Any:
    reached(introduction_id, Action.GUIDE_INTRODUCTION)
    try:
        service.ask_after_trial(database, actor(), introduction_id, _version())
    except MatcherError as error:
        return _refused(error, introduction_id)
    flash(_("Youth and host are asked whether they want to go on."), "ok")
    return _back(introduction_id)


@blueprint.post("/introductions/<int:introduction_id>/extend")
@allow(Role.COORDINATOR)
def extend(introduction_id: int) -> Any:
    reached(introduction_id, Action.GUIDE_INTRODUCTION)
    try:
        service.extend(database, actor(), introduction_id, _version())
    except MatcherError as error:
        return _refused(error, introduction_id)
    flash(_("There is more time now. Who has to answer gets a message."), "ok")
    return _back(introduction_id)


@blueprint.post("/introductions/<int:introduction_id>/stop")
@allow(*STAFF)
def stop(introduction_id: int) -> Any:
    found = reached(introduction_id, Action.ANSWER_PROPOSAL)
    form = StaffStopForm(prefix="stop")
    if not form.validate():
        return staff_page(found, stop_form=form), 422
    side = Side(form.side.data)
    if side not in may(found).stops_for:
        raise NotAllowed(f"nothing is stopped for the {side}")
    try:
        service.stop(
            database, actor(), introduction_id, _version(), side,
            DeclineReason(form.reason.data), form.note.data or "",
        )  # fmt: skip
    except MatcherError as error:
        return _refused(error, introduction_id)
    flash(_("The introduction has stopped. Room and youth are free for others."), "ok")
    return _back(introduction_id)


def _version() -> int:
    version = request.form.get("version", type=int)
    return version if version is not None else abort(400)


def _back(introduction_id: int) -> Any:
    return redirect(
        url_for("introductions.introduction", introduction_id=introduction_id), code=303
    )


def _refused(error: MatcherError, introduction_id: int) -> Any:
    """Nothing was changed: say why, and show how it stands now."""
    database.rollback()
    database.expire_all()
    flash(told(error), "error")
    return staff_page(_fresh(introduction_id)), 409


def _fresh(introduction_id: int) -> Introduction:
    return reached(introduction_id)
