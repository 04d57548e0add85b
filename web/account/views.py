from __future__ import annotations

from typing import Any

from flask import (
    Blueprint,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from flask_login import current_user, logout_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from matcher import clock
from matcher.accounts import service
from matcher.accounts.rules import DEMO_DOMAIN, DEMO_PASSPHRASE
from matcher.audit import Actor
from matcher.database.accounts import Account
from matcher.database.session import transaction
from web.access import allow_everyone, allow_signed_in, principal
from web.account.forms import LanguageForm, PassphraseForm, SignInForm
from web.account.session import begin_session, renew_session
from web.formatting import label
from web.languages import COOKIE, LANGUAGES, language
from web.limits import limiter
from web.redirects import safe_address
from web.session import close_session, database
from web.sitemap import landing

blueprint = Blueprint("account", __name__, url_prefix="/account")

A_YEAR = 365 * 24 * 60 * 60


@blueprint.route("/sign-in", methods=["GET", "POST"])
@allow_everyone
@limiter.limit("30 per minute", methods=["POST"])
def sign_in() -> Any:
    if current_user.is_authenticated:
        return redirect(url_for(landing(principal().roles)))
    form = SignInForm()
    if form.validate_on_submit():
        account = _check(form.email.data or "", form.passphrase.data or "")
        if account is not None:
            return _welcome(account)
        form.form_errors.append(
            _(
                "This e-mail address and passphrase do not belong together, or there were too "
                "many attempts. Check them, or wait fifteen minutes and try again."
            )
        )
    status = 200 if request.method == "GET" else 422
    return render_template("account/sign_in.html", form=form, demo=_demo_accounts()), status


def _check(email: str, passphrase: str) -> Account | None:
    """Return the account when the passphrase is right.

    Two short transactions of its own, and the slow hashing between them without a lock:
    the count of the guess must stay, also when the answer is an error page.
    """
    close_session()
    factory = current_app.extensions["session_factory"]
    with transaction(factory) as own:
        attempt = service.take_attempt(own, email, clock.moment())
    if not service.is_right(attempt, passphrase) or attempt is None:
        return None
    with transaction(factory) as own:
        account = service.confirm_sign_in(own, Actor(attempt.account_id, "web"), attempt.account_id)
        service.principal_of(account)  # loads roles and regions before the session closes
    return account


def _welcome(account: Account) -> Response:
    begin_session(account)
    start = url_for(landing(service.principal_of(account).roles))
    response = redirect(safe_address(request.args.get("next"), start), code=303)
    remember_language(response, account.language)
    return response


def remember_language(response: Response, chosen: str) -> None:
    response.set_cookie(
        COOKIE,
        chosen,
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )


def _demo_accounts() -> dict[str, Any] | None:
    if not current_app.config["DEMO"]:
        return None
    query = select(Account).where(Account.email.endswith("@" + DEMO_DOMAIN, autoescape=True))
    accounts = database.scalars(query.order_by(Account.id)).all()
    return {"accounts": accounts, "passphrase": DEMO_PASSPHRASE} if accounts else None


@blueprint.post("/sign-out")
@allow_signed_in
def sign_out() -> Response:
    logout_user()
    session.clear()
    flash(_("You are signed out."), "ok")
    return redirect(url_for("public.home"), code=303)


@blueprint.post("/language")
@allow_everyone
def choose_language() -> Response:
    """Switch the language and return to the page the person was on."""
    chosen = request.form.get("language", "")
    response = redirect(safe_address(request.form.get("next"), url_for("public.home")), code=303)
    if chosen in LANGUAGES:
        if current_user.is_authenticated:
            service.set_language(database, principal().account_id, chosen)
        remember_language(response, chosen)
    return response


@blueprint.get("/")
@allow_signed_in
def overview() -> str:
    return _page(PassphraseForm())


def _page(form: PassphraseForm) -> str:
    return render_template(
        "account/overview.html",
        form=form,
        language_form=LanguageForm(formdata=None, language=language()),
        roles=[label(role) for role in sorted(principal().roles)],
    )


@blueprint.post("/passphrase")
@allow_signed_in
@limiter.limit("10 per minute")
def change_passphrase() -> Any:
    form = PassphraseForm()
    if form.validate_on_submit():
        me = principal().account_id
        if not _is_own(form.present.data or ""):
            form.present.errors = [_("This is not your present passphrase.")]
        else:
            try:
                account = service.change_passphrase(database, _actor(), me, form.new.data or "")
            except service.WeakPassphrase as weakness:
                form.new.errors = [passphrase_advice(weakness.problem)]
            else:
                renew_session(account)
                flash(_("Your passphrase is changed. Other devices are signed out."), "ok")
                return redirect(url_for("account.overview"), code=303)
    return _page(form), 422


def _is_own(passphrase: str) -> bool:
    account = service.get_account(database, principal().account_id)
    return service.is_right(service.Attempt(account.id, account.password_hash), passphrase)


def passphrase_advice(problem: str) -> str:
    return {
        "too_short": _("Use at least 15 characters."),
        "too_long": _("Use at most 128 characters."),
        "too_easy": _("This is too easy to guess. Add words that do not belong together."),
    }[problem]


@blueprint.post("/sign-out-everywhere")
@allow_signed_in
def sign_out_everywhere() -> Response:
    service.sign_out_everywhere(database, _actor(), principal().account_id)
    logout_user()
    session.clear()
    flash(_("You are signed out on all devices."), "ok")
    return redirect(url_for("account.sign_in"), code=303)


def _actor() -> Actor:
    return Actor(principal().account_id, "web")
