"""The youth's own consents: given here, and taken back after seeing what that changes."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from matcher.consents import service
from matcher.consents.rules import step_after_withdrawal
from matcher.errors import StepNotAllowed
from matcher.words import ConsentPurpose, ConsentWay, Role
from web.access import allow
from web.cases.consenting import Consents, lines, purpose_number
from web.coordinator import records
from web.dossier.blueprint import blueprint, own_youth
from web.session import database


class OwnConsentForm(FlaskForm):
    purposes = Consents(
        lazy_gettext("I agree with"),
        [InputRequired(lazy_gettext("Tick what you agree with."))],
    )


@blueprint.get("/consents")
@allow(Role.YOUTH)
def consents() -> str:
    return _page(OwnConsentForm(formdata=None))


@blueprint.post("/consents")
@allow(Role.YOUTH)
def give() -> Any:
    found = own_youth()
    form = OwnConsentForm()
    if not form.validate():
        return _page(form), 422
    wanted = [ConsentPurpose(code) for code in form.purposes.data or []]
    service.give(database, records.actor(), found.id, wanted, ConsentWay.ON_SCREEN)
    flash(_("Thank you. We have noted that you agree."), "ok")
    return redirect(url_for(".consents"), code=303)


@blueprint.get("/consents/<int:number>")
@allow(Role.YOUTH)
def withdrawal(number: int) -> str:
    """Say what taking this consent back changes, before the youth decides."""
    found = own_youth()
    purpose = purpose_number(number) or abort(404)
    return render_template(
        "dossier/withdraw_consent.html",
        line=lines(service.standings(database, found))[number - 1],
        step=step_after_withdrawal(purpose, found.status),
        waiting=service.number_of_open_proposals(database, found.id),
    )


@blueprint.post("/consents/<int:number>")
@allow(Role.YOUTH)
def withdraw(number: int) -> Any:
    found = own_youth()
    purpose = purpose_number(number) or abort(404)
    try:
        service.withdraw(database, records.actor(), found.id, purpose)
    except StepNotAllowed:
        flash(_("You had taken this back already."), "info")
    else:
        flash(_("You took this consent back. We keep to it from now on."), "ok")
    return redirect(url_for(".consents"), code=303)


def _page(form: OwnConsentForm) -> str:
    shown = lines(service.standings(database, own_youth()))
    asked = [line.purpose for line in shown if not line.standing.is_given]
    form.purposes.only(asked)
    return render_template("dossier/consents.html", form=form, lines=shown, asked=asked)
