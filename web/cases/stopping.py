"""A counsellor takes a youth off the waiting list, with the reason."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from matcher.access import Action
from matcher.consents.service import number_of_open_proposals
from matcher.database.youths import Youth
from matcher.errors import MatcherError
from matcher.placements.occupation import lives_at
from matcher.words import Role, YouthStepReason
from matcher.youths.service import can_stop
from matcher.youths.service import stop as stop_youth
from web.access import allow
from web.cases.blueprint import blueprint, done, dossier, reached, refused
from web.cases.forms import StopForm
from web.coordinator import records
from web.session import database


@blueprint.get("/<int:youth_id>/stop")
@allow(Role.COORDINATOR, Role.REFERRER)
def stop(youth_id: int) -> str:
    return _page(reached(youth_id), StopForm(formdata=None))


@blueprint.post("/<int:youth_id>/stop")
@allow(Role.COORDINATOR, Role.REFERRER)
def save_stop(youth_id: int) -> Any:
    found = reached(youth_id, Action.CHANGE_YOUTH)
    form = StopForm()
    if not form.validate():
        return _page(found, form), 422
    version = request.form.get("version", 0, type=int)
    try:
        stop_youth(database, records.actor(), youth_id, version, YouthStepReason(form.reason.data))
    except MatcherError as error:
        return refused(error, lambda: _page(reached(youth_id), StopForm(formdata=None)))
    return done(found, _("%(name)s is taken off the waiting list.", name=found.name))


def _page(found: Youth, form: StopForm) -> str:
    return render_template(
        "cases/stop.html",
        youth=found,
        form=form,
        is_possible=can_stop(database, found),
        lives=lives_at(database, found.id),
        waiting=number_of_open_proposals(database, found.id),
        dossier=dossier(found),
        action=url_for(".save_stop", youth_id=found.id),
    )
