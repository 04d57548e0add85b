"""Accept an invitation: the page works on a phone, once, and tells strangers nothing."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from matcher import clock, links
from matcher.accounts import invitations
from matcher.accounts.invitations import InvitationClosed
from matcher.accounts.service import WeakPassphrase, principal_of
from matcher.database.people import Invitation
from matcher.errors import AlreadyTaken
from matcher.inforce import today_in_the_netherlands
from web.access import allow_everyone
from web.account.session import begin_session
from web.account.views import passphrase_advice, remember_language
from web.invitation.forms import AcceptForm
from web.languages import COOKIE, language
from web.limits import limiter
from web.session import database
from web.sitemap import landing

blueprint = Blueprint("invitation", __name__, url_prefix="/account/invitation")


@blueprint.get("/<key>")
@allow_everyone
@limiter.limit("60 per minute")
def invited(key: str) -> Any:
    """Looking does not use the link up: mail programs open links by themselves."""
    invitation = _opened(key)
    if invitation is None:
        return _closed()
    return _page(invitation, AcceptForm(formdata=None, email=invitation.email))


@blueprint.post("/<key>")
@allow_everyone
@limiter.limit("20 per minute")
def accept(key: str) -> Any:
    invitation = _opened(key)
    if invitation is None:
        return _closed()
    form = AcceptForm()
    form.email.data = invitation.email
    if not form.validate():
        return _page(invitation, form), 422
    try:
        account = invitations.accept(
            database, invitation, form.name.data or "", form.new.data or "", clock.moment()
        )
    except InvitationClosed:
        return _closed()
    except WeakPassphrase as weakness:
        form.new.errors = [passphrase_advice(weakness.problem)]
        return _page(invitation, form), 422
    except AlreadyTaken:
        form.form_errors.append(
            _("There is an account for this already. Sign in, or ask whoever invited you.")
        )
        return _page(invitation, form), 409
    begin_session(account)
    flash(_("Welcome! Your account is ready and you are signed in."), "ok")
    response = redirect(url_for(landing(principal_of(account).roles)), code=303)
    remember_language(response, account.language)
    return response


def _opened(key: str) -> Invitation | None:
    secret = current_app.extensions["settings"].secret_key
    claim = links.read(secret, invitations.PURPOSE, key, today_in_the_netherlands())
    return invitations.find(database, claim, clock.moment())


def _closed() -> tuple[str, int]:
    """Answer the same whether the link was used, withdrawn, too old, or never given out."""
    return render_template("invitation/closed.html"), 404


def _page(invitation: Invitation, form: AcceptForm) -> str:
    """Return the page in the language of the invitation, unless the visitor chose another."""
    with force_locale(language() if COOKIE in request.cookies else invitation.language):
        return render_template(
            "invitation/accept.html",
            form=form,
            roles=invitations.roles_of(invitation),
            organisation=invitations.organisation_name(database, invitation),
        )
