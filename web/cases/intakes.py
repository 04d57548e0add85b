"""The talks with a youth: several moments, a second intake, and opening a registration again."""

from __future__ import annotations

from typing import Any

from flask import render_template
from flask_babel import gettext as _

from matcher.access import Action
from matcher.cases.intakes import hold, intakes_of
from matcher.database.youths import Youth
from matcher.errors import MatcherError
from matcher.inforce import today_in_the_netherlands
from matcher.words import Role, YouthStatus
from web.access import allow
from web.cases.blueprint import blueprint, done, dossier, reached, refused
from web.cases.forms import IntakeForm
from web.cases.names import names_of
from web.coordinator import records
from web.session import database


@blueprint.get("/<int:youth_id>/intakes")
@allow(Role.COORDINATOR, Role.REFERRER)
def intakes(youth_id: int) -> str:
    found = reached(youth_id)
    records.note_look("youth", youth_id)
    return _page(found, IntakeForm(formdata=None, held_on=today_in_the_netherlands()))


@blueprint.post("/<int:youth_id>/intakes")
@allow(Role.COORDINATOR, Role.REFERRER)
def save_intake(youth_id: int) -> Any:
    found = reached(youth_id, Action.CHANGE_YOUTH)
    form = IntakeForm()
    if not form.validate():
        return _page(found, form), 422
    try:
        hold(database, records.actor(), youth_id, form.talk(), today_in_the_netherlands())
    except MatcherError as error:
        return refused(error, lambda: _page(reached(youth_id), form))
    return done(found, _("The talk is saved."))


def _page(found: Youth, form: IntakeForm) -> str:
    held = intakes_of(database, found.id)
    return render_template(
        "cases/intakes.html",
        youth=found,
        form=form,
        intakes=held,
        names=names_of(database, [one.by_id for one in held]),
        has_stopped=found.status == YouthStatus.WITHDRAWN,
        dossier=dossier(found),
    )
