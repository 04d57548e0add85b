"""What a youth says is wrong in the own dossier: a worker puts it right, or says no."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, request, url_for
from flask_babel import gettext as _

from matcher.access import Action
from matcher.cases import corrections as service
from matcher.database.youths import Youth
from matcher.errors import MatcherError
from matcher.words import Role
from web.access import allow
from web.cases.blueprint import blueprint, done, dossier, reached, refused
from web.cases.correcting import shown
from web.coordinator import records
from web.session import database


@blueprint.get("/<int:youth_id>/corrections")
@allow(Role.COORDINATOR, Role.REFERRER)
def corrections(youth_id: int) -> str:
    found = reached(youth_id)
    records.note_look("youth", youth_id)
    return _page(found)


@blueprint.post("/<int:youth_id>/corrections/<int:correction_id>")
@allow(Role.COORDINATOR, Role.REFERRER)
def decide_correction(youth_id: int, correction_id: int) -> Any:
    found = reached(youth_id, Action.CHANGE_YOUTH)
    answer = request.form.get("answer", "")
    if answer not in ("accept", "refuse"):
        abort(400)
    try:
        service.decide(database, records.actor(), youth_id, correction_id, answer == "accept")
    except MatcherError as error:
        return refused(error, lambda: _page(reached(youth_id)))
    text = (
        _("The dossier is put right.") if answer == "accept" else _("The dossier stays as it is.")
    )
    return done(found, text, url_for(".corrections", youth_id=youth_id))


def _page(found: Youth) -> str:
    return render_template(
        "cases/corrections.html",
        youth=found,
        corrections=[shown(one) for one in service.corrections_of(database, found.id)],
        dossier=dossier(found),
    )
