"""Stop half-way and go on later, here or on another device, by a link in a mail."""

from __future__ import annotations

from typing import Any

from flask import current_app, redirect, render_template, session, url_for
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import Email, InputRequired, Length

from matcher import clock
from matcher.database.hosts import SignUpDraft
from matcher.hosts import drafts
from matcher.inforce import today_in_the_netherlands
from matcher.links import read
from web.access import allow_everyone
from web.host import steps
from web.host.blueprint import blueprint
from web.host.sign_up import KEY, present_draft
from web.languages import language
from web.limits import limiter
from web.session import database


class Later(FlaskForm):
    email = StringField(
        _("E-mail address"),
        [
            InputRequired(_("Enter your e-mail address.")),
            Email(_("Enter an e-mail address, like name@example.nl.")),
            Length(max=254),
        ],
        description=_("We mail a link with which you go on where you were."),
        render_kw={"type": "email", "autocomplete": "email"},
    )


@blueprint.get("/sign-up/later")
@allow_everyone
def later() -> Any:
    draft = present_draft()
    if draft is None:
        return redirect(url_for(".start"))
    told = draft.answers.get("you", {}).get("email", [""])[0]
    return _page(draft, Later(formdata=None, data={"email": draft.email or told}))


@blueprint.post("/sign-up/later")
@allow_everyone
@limiter.limit("6 per hour", methods=["POST"])
def mail_link() -> Any:
    draft = present_draft()
    if draft is None:
        return redirect(url_for(".start"), code=303)
    form = Later()
    if not form.validate():
        return _page(draft, form), 422
    email = form.email.data.strip().lower()
    last_on = drafts.mail_link(database, draft, email, language(), clock.moment())
    return render_template("host/mailed.html", email=email, last_on=last_on)


@blueprint.get("/sign-up/resume/<key>")
@allow_everyone
@limiter.limit("60 per hour")
def resume(key: str) -> Any:
    """Show one button: programs that read mail open links, and must not take the draft away."""
    draft = _linked(key)
    return _closed() if draft is None else render_template("host/resume.html", key=key)


@blueprint.post("/sign-up/resume/<key>")
@allow_everyone
@limiter.limit("60 per hour", methods=["POST"])
def take_over(key: str) -> Any:
    draft = _linked(key)
    if draft is None:
        return _closed()
    session[KEY] = drafts.take_over(database, draft)
    session.permanent = True
    missing = steps.first_unanswered(draft)
    return redirect((missing or steps.SINGLE["check"]).address(), code=303)


def _linked(key: str) -> SignUpDraft | None:
    secret = current_app.extensions["settings"].secret_key
    return drafts.linked(database, read(secret, drafts.PURPOSE, key, today_in_the_netherlands()))


def _closed() -> Any:
    return render_template("host/closed.html"), 404


def _page(draft: SignUpDraft, form: Later) -> str:
    missing = steps.first_unanswered(draft)
    back = (missing or steps.SINGLE["check"]).address()
    return render_template("host/later.html", form=form, back=back)
