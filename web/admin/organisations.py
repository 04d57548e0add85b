"""Care organisations: files and accounts can name only those that are known here."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length, Regexp

from matcher.access import Action, demand
from matcher.database.accounts import CareOrganisation
from matcher.errors import AlreadyTaken, NotFound
from matcher.organisations import service
from matcher.words import Role
from web.access import allow, principal
from web.admin.blueprint import blueprint
from web.coordinator.records import actor
from web.session import database


class NameForm(FlaskForm):
    name = StringField(_("Name"), [InputRequired(_("Enter a name.")), Length(max=120)])


class OrganisationForm(NameForm):
    code = StringField(
        _("Code"),
        [
            InputRequired(_("Enter a code, like ZORG-12.")),
            Length(max=20),
            Regexp(r"^\s*\S+\s*$", message=_("Write the code without spaces.")),
        ],
        description=_("Short, without spaces. Files refer to it, so it never changes."),
    )


@blueprint.get("/organisations")
@allow(Role.ADMINISTRATOR)
def organisations() -> str:
    demand(principal(), Action.MANAGE_ACCOUNTS)
    return _list(OrganisationForm(formdata=None))


@blueprint.post("/organisations")
@allow(Role.ADMINISTRATOR)
def add_organisation() -> Any:
    demand(principal(), Action.MANAGE_ACCOUNTS)
    form = OrganisationForm()
    if not form.validate():
        return _list(form), 422
    try:
        service.add_organisation(database, actor(), form.code.data or "", form.name.data or "")
    except AlreadyTaken as error:
        form[error.field].errors = [gettext("Another organisation is called so already.")]
        return _list(form), 422
    flash(gettext("The care organisation is added."), "ok")
    return redirect(url_for(".organisations"), code=303)


@blueprint.get("/organisations/<int:organisation_id>")
@allow(Role.ADMINISTRATOR)
def organisation(organisation_id: int) -> str:
    demand(principal(), Action.MANAGE_ACCOUNTS)
    found = _found(organisation_id)
    return _page(found, NameForm(formdata=None, name=found.name))


@blueprint.post("/organisations/<int:organisation_id>")
@allow(Role.ADMINISTRATOR)
def rename_organisation(organisation_id: int) -> Any:
    demand(principal(), Action.MANAGE_ACCOUNTS)
    found, form = _found(organisation_id), NameForm()
    if not form.validate():
        return _page(found, form), 422
    try:
        service.rename_organisation(database, actor(), organisation_id, form.name.data or "")
    except AlreadyTaken:
        form.name.errors = [gettext("Another organisation is called so already.")]
        return _page(found, form), 422
    flash(gettext("The name is changed."), "ok")
    return redirect(url_for(".organisations"), code=303)


def _found(organisation_id: int) -> CareOrganisation:
    found: CareOrganisation | None = database.get(CareOrganisation, organisation_id)
    if found is None:
        raise NotFound("care organisation", organisation_id)
    return found


def _list(form: OrganisationForm) -> str:
    rows = service.with_numbers(database)
    return render_template("admin/organisations.html", form=form, rows=rows)


def _page(found: CareOrganisation, form: NameForm) -> str:
    return render_template("admin/organisation.html", form=form, organisation=found)
