"""Exceptions: one person asks with a reason, a second one decides."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, request, url_for
from flask_babel import gettext as _

from matcher.access import Action, can
from matcher.cases import exceptions as service
from matcher.database.youths import Youth
from matcher.errors import MatcherError
from matcher.words import ExceptionKind, Role
from web.access import allow, principal
from web.cases.blueprint import blueprint, done, dossier, reached, refused
from web.cases.forms import ExceptionForm
from web.cases.names import names_of
from web.coordinator import records
from web.session import database


@blueprint.get("/<int:youth_id>/exceptions")
@allow(Role.COORDINATOR, Role.REFERRER)
def exceptions(youth_id: int) -> str:
    found = reached(youth_id)
    records.note_look("youth", youth_id)
    return _page(found, ExceptionForm(formdata=None))


@blueprint.post("/<int:youth_id>/exceptions")
@allow(Role.COORDINATOR, Role.REFERRER)
def ask_exception(youth_id: int) -> Any:
    found = reached(youth_id, Action.CHANGE_YOUTH)
    form = ExceptionForm()
    if not form.validate():
        return _page(found, form), 422
    try:
        service.ask(
            database, records.actor(), youth_id, ExceptionKind(form.kind.data),
            form.reason.data or "",
        )  # fmt: skip
    except MatcherError as error:
        return refused(error, lambda: _page(reached(youth_id), form))
    return done(
        found,
        _("The exception is asked for. A second person decides."),
        url_for(".exceptions", youth_id=youth_id),
    )


@blueprint.post("/<int:youth_id>/exceptions/<int:exception_id>")
@allow(Role.COORDINATOR)
def decide_exception(youth_id: int, exception_id: int) -> Any:
    found = reached(youth_id, Action.AGREE_EXCEPTION)
    answer = request.form.get("answer", "")
    if answer not in ("agree", "refuse"):
        abort(400)
    try:
        service.decide(database, records.actor(), youth_id, exception_id, answer == "agree")
    except MatcherError as error:
        return refused(error, lambda: _page(reached(youth_id), ExceptionForm(formdata=None)))
    text = _("You agreed to the exception.") if answer == "agree" else _("You refused it.")
    return done(found, text, url_for(".exceptions", youth_id=youth_id))


def _page(found: Youth, form: ExceptionForm) -> str:
    asked = service.exceptions_of(database, found.id)
    people = [one.asked_by_id for one in asked] + [one.decided_by_id for one in asked]
    return render_template(
        "cases/exceptions.html",
        youth=found,
        form=form,
        exceptions=asked,
        names=names_of(database, people),
        me=principal().account_id,
        may_decide=can(principal(), Action.AGREE_EXCEPTION, found),
        dossier=dossier(found),
    )
