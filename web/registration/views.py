"""Registering in person. What is known elsewhere of somebody is never told to a visitor."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, session, url_for
from flask_babel import lazy_gettext

from matcher import outbox
from matcher.accounts.invitations import invite_or_tell
from matcher.audit import Actor
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.words import Role
from matcher.youths.registration import register
from web.access import allow_everyone
from web.languages import language
from web.limits import limiter
from web.menu import MenuItem
from web.registration.forms import SelfRegistrationForm
from web.session import database

blueprint = Blueprint("registration", __name__, url_prefix="/register")

MENU = (
    MenuItem("registration.start", lazy_gettext("I am looking for a room"), 630, for_visitors=True),
)

SENT = "registered"


@blueprint.get("")
@allow_everyone
def start() -> str:
    return _page(SelfRegistrationForm(formdata=None))


@blueprint.post("")
@allow_everyone
@limiter.limit("5 per hour", methods=["POST"])
def send() -> Any:
    """Keep the registration and mail a link to make an account.

    Somebody who is known already gets the same answer: a guesser learns nothing, and the
    coordinator sees both dossiers side by side.
    """
    form = SelfRegistrationForm()
    if not form.validate():
        return _page(form), 422
    actor, today = Actor(None, "web"), today_in_the_netherlands()
    youth = register(database, actor, form.registration(), today, is_somebody_else=True)
    outbox.post(
        database, youth.email, "youth_registered_self", language(), reference=youth.reference
    )
    invite_or_tell(
        database, actor, youth.email, [Role.YOUTH],
        today=today, language=language(), youth_id=youth.id,
    )  # fmt: skip
    session[SENT] = youth.reference
    return redirect(url_for(".thanks"), code=303)


@blueprint.get("/thanks")
@allow_everyone
def thanks() -> Any:
    if SENT not in session:
        return redirect(url_for(".start"))
    return render_template("registration/thanks.html", reference=session[SENT])


def _page(form: SelfRegistrationForm) -> str:
    return render_template("registration/start.html", form=form, ages=policy_in_force().age)
