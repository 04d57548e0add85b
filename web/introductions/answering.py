"""Answer by the link in a mail: looking uses nothing up, pressing the button does."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Response, current_app, flash, render_template, request
from flask_babel import force_locale

from matcher import links
from matcher.audit import Actor
from matcher.database.introductions import Introduction, Question
from matcher.errors import MatcherError
from matcher.inforce import today_in_the_netherlands
from matcher.introductions import questions, service
from matcher.introductions.calendar import MEDIA_TYPE, Appointment, calendar_file
from matcher.introductions.disclosure import chosen_moment
from matcher.introductions.holding import ROLE_OF
from matcher.introductions.rules import DATE, STOPPED
from matcher.introductions.telling import recipients
from matcher.words import Answer, AnswerWay, DisclosureLevel, Side
from web.access import allow_everyone
from web.introductions.blueprint import blueprint, told
from web.introductions.forms import NoForm, ticked
from web.introductions.giving import give_answer
from web.introductions.reasons import reasons_for
from web.introductions.shown import Shown, shown_to
from web.languages import COOKIE, language
from web.limits import limiter
from web.session import database

#: A link can be forwarded: behind it nobody's name, telephone number or address is shown.
BEHIND_A_LINK = (DisclosureLevel.PROFILE,)
SOMEBODY = Actor(None, "web")  # who has the link, signed in or not


@blueprint.get("/answer/<key>")
@allow_everyone
@limiter.limit("60 per minute")
def question(key: str) -> Any:
    found = _opened("answer", key)
    return _page(found, key) if found else _closed()


@blueprint.post("/answer/<key>")
@allow_everyone
@limiter.limit("20 per minute")
def answer(key: str) -> Any:
    found = _opened("answer", key)
    if found is None:
        return _closed()
    is_no = request.form.get("answer") == Answer.NO.value
    stage = found.introduction.stage
    form = NoForm(prefix="no").offer(reasons_for(found.side, stage, answers=True))
    if is_no and not form.validate():
        return _page(found, key, form), 422
    try:
        give_answer(found, is_no, form, AnswerWay.LINK, SOMEBODY)
    except MatcherError as error:
        return _refused(error)
    return _thanks(found, is_no)


@blueprint.get("/answer/moments/<key>")
@allow_everyone
@limiter.limit("60 per minute")
def moments(key: str) -> Any:
    found = _opened("moments", key)
    return _page(found, key) if found and found.introduction.stage == DATE else _closed()


@blueprint.post("/answer/moments/<key>")
@allow_everyone
@limiter.limit("20 per minute")
def say_which(key: str) -> Any:
    found = _opened("moments", key)
    if found is None or found.introduction.stage != DATE:
        return _closed()
    shown = _shown(found)
    answers = ticked(request.form, [one.id for one in shown.moments])
    try:
        service.say_which(
            database, SOMEBODY, found.introduction_id, found.side, answers,
            way=AnswerWay.LINK, role=ROLE_OF[found.side],
        )  # fmt: skip
    except MatcherError as error:
        return _refused(error)
    return _thanks(found, is_no=False)


@blueprint.get("/answer/calendar/<key>.ics")
@allow_everyone
@limiter.limit("60 per minute")
def calendar(key: str) -> Any:
    """The appointment for a calendar: to add, to change, or to take out."""
    settings = current_app.extensions["settings"]
    claim = links.read(settings.secret_key, "calendar", key, today_in_the_netherlands())
    found = database.get(Introduction, claim.subject_id) if claim else None
    chosen = chosen_moment(found) if found else None
    if claim is None or found is None or chosen is None or found.calendar_nonce != claim.nonce:
        return _closed()
    content = calendar_file(
        Appointment(
            introduction_id=found.id,
            sequence=found.calendar_sequence,
            starts_at=chosen.starts_at,
            minutes=chosen.minutes,
            place=chosen.place,
            is_off=found.stage in (STOPPED, DATE),
            changed_at=found.stage_since_at,
        ),
        language=language(),
        url=settings.public_url,
        host=urlsplit(settings.public_url).hostname or "kamermatch",
        organiser=settings.mail_from.rpartition("<")[2].rstrip("> "),
    )
    headers = {"Content-Disposition": 'attachment; filename="kamermatch.ics"'}
    return Response(content, content_type=MEDIA_TYPE, headers=headers)


def _opened(purpose: str, key: str) -> Question | None:
    secret = current_app.extensions["settings"].secret_key
    claim = links.read(secret, purpose, key, today_in_the_netherlands())
    return questions.find(database, claim)


def _shown(question: Question) -> Shown:
    return shown_to(question.introduction, question.side, BEHIND_A_LINK)


def _page(question: Question, key: str, form: NoForm | None = None) -> str:
    """Return the page in the language of the mail, unless the visitor chose another."""
    with force_locale(_language(question)):
        shown = _shown(question)
        if form is None:
            stage = question.introduction.stage
            form = NoForm(formdata=None, prefix="no")
            form.offer(reasons_for(question.side, stage, answers=True))
        return render_template(
            "introductions/answer.html", shown=shown, question=question, key=key, no_form=form,
            is_no=bool(form.errors),
        )  # fmt: skip


def _language(question: Question) -> str:
    if COOKIE in request.cookies:
        return language()
    mailed = recipients(database, question.introduction, question.side)
    return mailed[0].language if mailed else language()


def _thanks(question: Question, is_no: bool) -> str:
    with force_locale(_language(question)):
        return render_template(
            "introductions/thanks.html", is_no=is_no, is_youth=question.side == Side.YOUTH
        )


def _closed() -> tuple[str, int]:
    """Answer the same whether the link was used, came too late, or was never given out."""
    return render_template("introductions/closed.html"), 404


def _refused(error: MatcherError) -> tuple[str, int]:
    """Somebody was quicker, or it stopped meanwhile."""
    database.rollback()
    database.expire_all()
    flash(told(error), "warning")
    return render_template("introductions/closed.html"), 409
