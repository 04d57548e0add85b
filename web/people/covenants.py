"""Covenants of a care organisation: the administrator writes them down, others read them."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from matcher.access import Action, demand
from matcher.database.accounts import CareOrganisation
from matcher.database.people import Covenant
from matcher.organisations import covenants as service
from matcher.people import authority
from matcher.words import Role
from web.access import allow, principal
from web.coordinator.records import actor
from web.people.blueprint import blueprint
from web.people.forms import CovenantForm
from web.people.organisation import municipality_names
from web.session import database


@blueprint.get("/organisations/<int:organisation_id>/covenants/new")
@allow(Role.ADMINISTRATOR)
def new_covenant(organisation_id: int) -> str:
    found = _organisation(organisation_id)
    return _page(found, None, CovenantForm(None, {}, formdata=None))


@blueprint.post("/organisations/<int:organisation_id>/covenants/new")
@allow(Role.ADMINISTRATOR)
def add_covenant(organisation_id: int) -> Any:
    found = _organisation(organisation_id)
    form = CovenantForm(None, {})
    if not form.validate():
        return _page(found, None, form), 422
    service.add_covenant(database, actor(), found.id, form.terms())
    flash(_("The covenant is added."), "ok")
    return redirect(url_for(".organisation", organisation_id=found.id), code=303)


@blueprint.get("/organisations/<int:organisation_id>/covenants/<int:covenant_id>")
@allow(Role.ADMINISTRATOR)
def covenant(organisation_id: int, covenant_id: int) -> str:
    found = _organisation(organisation_id)
    one = service.covenant_of(database, found.id, covenant_id)
    return _page(found, one, CovenantForm(one, municipality_names(), formdata=None))


@blueprint.post("/organisations/<int:organisation_id>/covenants/<int:covenant_id>")
@allow(Role.ADMINISTRATOR)
def change_covenant(organisation_id: int, covenant_id: int) -> Any:
    found = _organisation(organisation_id)
    one = service.covenant_of(database, found.id, covenant_id)
    form = CovenantForm(one, municipality_names())
    if not form.validate():
        return _page(found, one, form), 422
    service.change_covenant(database, actor(), one, form.terms())
    flash(_("The covenant is changed."), "ok")
    return redirect(url_for(".organisation", organisation_id=found.id), code=303)


def _organisation(organisation_id: int) -> CareOrganisation:
    found = authority.organisation_for(database, principal(), organisation_id)
    demand(principal(), Action.MANAGE_ACCOUNTS)
    return found


def _page(found: CareOrganisation, one: Covenant | None, form: CovenantForm) -> str:
    return render_template("people/covenant.html", organisation=found, covenant=one, form=form)
