"""What a host or a youth does with an introduction on the own pages."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, request, url_for
from flask_babel import gettext as _

from matcher.access import Action
from matcher.database.introductions import Introduction, Question
from matcher.errors import MatcherError, NotFound
from matcher.introductions import service
from matcher.words import Answer, AnswerWay, DeclineReason, IntroductionStage, Role, Side
from web.access import allow
from web.introductions.blueprint import actor, blueprint, own_side, reached, told
from web.introductions.forms import MomentsForm, NoForm, StopForm, ticked
from web.introductions.giving import give_answer
from web.introductions.reasons import reasons_for
from web.introductions.shown import shown_to
from web.session import database


@blueprint.post("/my/introduction/<int:introduction_id>/answer")
@allow(Role.HOST, Role.YOUTH)
def answer_own(introduction_id: int) -> Any:
    introduction, side = _own(introduction_id)
    question = database.get(Question, request.form.get("question", 0, type=int))
    if question is None or question.introduction_id != introduction_id or question.side != side:
        raise NotFound("question", introduction_id)
    given = request.form.get("answer")
    form = NoForm(prefix="no").offer(reasons_for(side, introduction.stage, answers=True))
    if given == Answer.NO.value and not form.validate():
        return again(introduction, side, no_form=form)
    try:
        give_answer(question, given == Answer.NO.value, form, AnswerWay.PAGE, actor())
    except MatcherError as error:
        return refused(error, introduction_id)
    thank(given == Answer.NO.value)
    return back(introduction_id, side)


@blueprint.post("/my/introduction/<int:introduction_id>/which")
@allow(Role.HOST, Role.YOUTH)
def which_own(introduction_id: int) -> Any:
    introduction, side = _own(introduction_id)
    shown = shown_to(introduction, side)
    answers = ticked(request.form, [one.id for one in shown.moments])
    try:
        service.say_which(database, actor(), introduction_id, side, answers)
    except MatcherError as error:
        return refused(error, introduction_id)
    if introduction.stage == IntroductionStage.MEETING:  # this was the answer that all waited for
        flash(_("Thank you. The date is fixed: you find it below."), "ok")
    else:
        flash(_("Thank you. We tell you as soon as there is a date."), "ok")
    return back(introduction_id, side)


@blueprint.post("/my/introduction/<int:introduction_id>/moments")
@allow(Role.HOST)
def offer_own(introduction_id: int) -> Any:
    introduction, side = _own(introduction_id)
    form = MomentsForm(prefix="when")
    if not form.validate():
        return again(introduction, side, moments_form=form)
    try:
        service.offer_moments(database, actor(), introduction_id, side, form.offers())
    except MatcherError as error:
        return refused(error, introduction_id)
    flash(_("Thank you. The others now say which moments suit them."), "ok")
    return back(introduction_id, side)


@blueprint.post("/my/introduction/<int:introduction_id>/stop")
@allow(Role.HOST, Role.YOUTH)
def stop_own(introduction_id: int) -> Any:
    introduction, side = _own(introduction_id)
    form = StopForm(prefix="stop")
    form.offer(reasons_for(side, introduction.stage, answers=False))
    if not form.validate():
        return again(introduction, side, stop_form=form)
    version = request.form.get("version", 0, type=int)
    try:
        service.stop(
            database, actor(), introduction_id, version, side,
            DeclineReason(form.reason.data), form.note.data or "",
        )  # fmt: skip
    except MatcherError as error:
        return refused(error, introduction_id)
    thank(is_no=True)
    return back(introduction_id, side)


def thank(is_no: bool) -> None:
    if is_no:
        flash(_("Thank you for telling us. It stops here, and we look further."), "ok")
    else:
        flash(_("Thank you. Your answer is written down."), "ok")


def _own(introduction_id: int) -> tuple[Introduction, Side]:
    """Return the own introduction; a host reaches none that the youth has not said yes to."""
    found = reached(introduction_id, Action.ANSWER_PROPOSAL)
    side = own_side(found)
    if shown_to(found, side).other is None:
        raise NotFound("introduction", introduction_id)
    return found, side


def back(introduction_id: int, side: Side) -> Any:
    """Go to the page of the placement; home when there is nothing left to see there."""
    introduction = database.get_one(Introduction, introduction_id)
    if shown_to(introduction, side).other is None or introduction.placement_id is None:
        return redirect(url_for("host.home" if side == Side.HOST else "youth.home"), code=303)
    endpoint = "placements.host_placement" if side == Side.HOST else "placements.youth_placement"
    return redirect(url_for(endpoint, placement_id=introduction.placement_id), code=303)


def again(introduction: Introduction, side: Side, **forms: Any) -> Any:
    """Show the page of the placement once more, with what is wrong in the form."""
    from web.placements.own import host_placement, youth_placement

    g.introduction_forms = forms
    page = host_placement if side == Side.HOST else youth_placement
    return page(introduction.placement_id or 0), 422


def refused(error: MatcherError, introduction_id: int) -> Any:
    """Nothing was changed: say why, and show how it stands now."""
    database.rollback()
    database.expire_all()
    flash(told(error), "error")
    return back(introduction_id, own_side(reached(introduction_id)))
