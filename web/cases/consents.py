"""Consent as a worker notes it, and taking it back at the youth's wish with what that changes."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext as _

from matcher.access import Action
from matcher.consents import service
from matcher.consents.rules import step_after_withdrawal
from matcher.database.youths import Youth
from matcher.errors import MatcherError
from matcher.words import ConsentWay, Role
from web.access import allow
from web.cases.blueprint import blueprint, done, dossier, reached, refused
from web.cases.consenting import lines, purpose_number
from web.cases.forms import ConsentForm
from web.coordinator import records
from web.session import database


@blueprint.get("/<int:youth_id>/consents")
@allow(Role.COORDINATOR, Role.REFERRER)
def consents(youth_id: int) -> str:
    found = reached(youth_id)
    records.note_look("youth", youth_id)
    return _page(found, ConsentForm(formdata=None))


@blueprint.post("/<int:youth_id>/consents")
@allow(Role.COORDINATOR, Role.REFERRER)
def give_consents(youth_id: int) -> Any:
    found = reached(youth_id, Action.CHANGE_YOUTH)
    form = ConsentForm()
    if not form.validate():
        return _page(found, form), 422
    given = service.give(
        database, records.actor(), youth_id, form.agreed(), ConsentWay(form.way.data)
    )
    text = _("The consent is noted.") if given else _("The youth had agreed to this already.")
    return done(found, text, url_for(".consents", youth_id=youth_id))


@blueprint.get("/<int:youth_id>/consents/<int:number>")
@allow(Role.COORDINATOR, Role.REFERRER)
def withdrawal(youth_id: int, number: int) -> str:
    """Say what taking this consent back changes, before it is done."""
    found = reached(youth_id)
    line = _line(found, number)
    return render_template(
        "cases/withdraw_consent.html",
        youth=found,
        line=line,
        step=step_after_withdrawal(line.purpose, found.status),
        waiting=service.number_of_open_proposals(database, youth_id),
        back=url_for(".consents", youth_id=youth_id),
        dossier=dossier(found),
    )


@blueprint.post("/<int:youth_id>/consents/<int:number>")
@allow(Role.COORDINATOR, Role.REFERRER)
def withdraw_consent(youth_id: int, number: int) -> Any:
    found = reached(youth_id, Action.CHANGE_YOUTH)
    line = _line(found, number)
    try:
        service.withdraw(database, records.actor(), youth_id, line.purpose)
    except MatcherError as error:
        return refused(error, lambda: _page(reached(youth_id), ConsentForm(formdata=None)))
    return done(found, _("The consent is taken back."), url_for(".consents", youth_id=youth_id))


def _line(found: Youth, number: int) -> Any:
    if purpose_number(number) is None:
        abort(404)
    return lines(service.standings(database, found))[number - 1]


def _page(found: Youth, form: ConsentForm) -> str:
    shown = lines(service.standings(database, found))
    form.purposes.only([line.purpose for line in shown if not line.standing.is_given])
    return render_template(
        "cases/consents.html", youth=found, form=form, lines=shown, dossier=dossier(found)
    )
