"""Accounts: who can sign in, with which roles; closing, opening and unlocking them."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from matcher.access import Action, demand
from matcher.accounts import administration, service
from matcher.accounts.administration import OwnAccount
from matcher.accounts.service import WeakPassphrase
from matcher.database.accounts import Account
from matcher.database.base import now
from matcher.database.places import Municipality
from matcher.errors import AlreadyTaken, NotFound
from matcher.words import Role
from web.access import allow, principal
from web.account.views import passphrase_advice
from web.admin.blueprint import blueprint
from web.admin.forms import AccountForm, NewPassphraseForm, RegionsForm
from web.coordinator.records import actor, page_number, searched, word_from
from web.session import database


@blueprint.get("/accounts")
@allow(Role.ADMINISTRATOR)
def accounts() -> str:
    demand(principal(), Action.MANAGE_ACCOUNTS)
    filters = administration.Filters(
        text=searched(),
        role=word_from(Role, "role"),
        state=request.args.get("state", ""),
    )
    return render_template(
        "admin/accounts.html",
        page=administration.accounts(database, filters, page_number()),
        filters=filters,
        roles=tuple(Role),
        now=now(),
    )


@blueprint.get("/accounts/new")
@allow(Role.ADMINISTRATOR)
def new_account() -> str:
    demand(principal(), Action.MANAGE_ACCOUNTS)
    return render_template("admin/new_account.html", form=AccountForm(formdata=None))


@blueprint.post("/accounts/new")
@allow(Role.ADMINISTRATOR)
def create_account() -> Any:
    demand(principal(), Action.MANAGE_ACCOUNTS)
    form = AccountForm()
    created = _create(form) if form.validate() else None
    if created is None:
        return render_template("admin/new_account.html", form=form), 422
    flash(_("The account of %(name)s is made.", name=created.name), "ok")
    return redirect(url_for(".account", account_id=created.id), code=303)


def _create(form: AccountForm) -> Account | None:
    """Return the new account, or None with the mistake in the form."""
    roles = [Role(code) for code in form.roles.data or []]
    try:
        account = service.create_account(
            database, actor(), form.email.data or "", form.name.data or "", roles,
            organisation=form.organisation.data or None,
            municipality=form.municipality.code,
            regions=form.regions.codes,
            passphrase=form.passphrase.data or None,
        )  # fmt: skip
        for role in {Role.HOST, Role.YOUTH}.intersection(roles):
            administration.tie(database, account, role, form.reference.data or "")
    except WeakPassphrase as weakness:
        form.passphrase.errors = [passphrase_advice(weakness.problem)]
    except AlreadyTaken as taken:
        if taken.field == "email":
            form.email.errors = [_("There is an account with this address already.")]
        else:
            form.reference.errors = [_("This dossier belongs to another account already.")]
    except NotFound:
        form.reference.errors = [_("There is no such dossier. Check the reference and the role.")]
    else:
        return account
    return None


@blueprint.get("/accounts/<int:account_id>")
@allow(Role.ADMINISTRATOR)
def account(account_id: int) -> str:
    demand(principal(), Action.MANAGE_ACCOUNTS)
    return _page(account_id, NewPassphraseForm(formdata=None))


@blueprint.post("/accounts/<int:account_id>/state")
@allow(Role.ADMINISTRATOR)
def account_state(account_id: int) -> Any:
    demand(principal(), Action.MANAGE_ACCOUNTS)
    deeds = {
        "deactivate": (administration.deactivate, _("The account is closed.")),
        "reactivate": (administration.reactivate, _("The account is open again.")),
        "unlock": (administration.unlock, _("The account is unlocked.")),
    }
    deed, said = deeds.get(request.form.get("action", "")) or abort(400)
    try:
        deed(database, actor(), account_id)
    except OwnAccount:
        flash(_("You cannot close your own account. Ask another administrator."), "error")
        return _page(account_id, NewPassphraseForm(formdata=None)), 422
    flash(said, "ok")
    return redirect(url_for(".account", account_id=account_id), code=303)


@blueprint.post("/accounts/<int:account_id>/passphrase")
@allow(Role.ADMINISTRATOR)
def reset_passphrase(account_id: int) -> Any:
    demand(principal(), Action.MANAGE_ACCOUNTS)
    form = NewPassphraseForm()
    if form.validate():
        try:
            service.change_passphrase(database, actor(), account_id, form.new.data or "")
        except WeakPassphrase as weakness:
            form.new.errors = [passphrase_advice(weakness.problem)]
        else:
            flash(_("The new passphrase is set. The person is signed out everywhere."), "ok")
            return redirect(url_for(".account", account_id=account_id), code=303)
    return _page(account_id, form), 422


@blueprint.get("/accounts/<int:account_id>/regions")
@allow(Role.ADMINISTRATOR)
def regions(account_id: int) -> str:
    demand(principal(), Action.MANAGE_ACCOUNTS)
    found = _coordinator(account_id)
    names = ", ".join(sorted(_names(found).values()))
    return render_template(
        "admin/regions.html", account=found, form=RegionsForm(formdata=None, regions=names)
    )


@blueprint.post("/accounts/<int:account_id>/regions")
@allow(Role.ADMINISTRATOR)
def change_regions(account_id: int) -> Any:
    demand(principal(), Action.MANAGE_ACCOUNTS)
    found, form = _coordinator(account_id), RegionsForm()
    if not form.validate():
        return render_template("admin/regions.html", account=found, form=form), 422
    administration.change_regions(database, actor(), account_id, form.regions.codes)
    flash(_("The municipalities are changed."), "ok")
    return redirect(url_for(".account", account_id=account_id), code=303)


def _coordinator(account_id: int) -> Account:
    found = service.get_account(database, account_id)
    if Role.COORDINATOR not in {link.role for link in found.roles}:
        raise NotFound("coordinator", account_id)
    return found


def _names(found: Account) -> dict[str, str]:
    codes = [region.municipality_code for region in found.regions]
    codes += [found.municipality_code] if found.municipality_code else []
    names = select(Municipality.code, Municipality.name).where(Municipality.code.in_(codes))
    return {code: str(name) for code, name in database.execute(names)}


def _page(account_id: int, form: NewPassphraseForm) -> str:
    found = service.get_account(database, account_id)
    return render_template(
        "admin/account.html",
        account=found,
        names=_names(found),
        form=form,
        now=now(),
        is_me=account_id == principal().account_id,
    )
