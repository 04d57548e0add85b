"""The youth stops looking for a room, with the reason."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms.validators import InputRequired

from matcher.consents.service import number_of_open_proposals
from matcher.errors import Stale, StepNotAllowed
from matcher.placements.occupation import lives_at
from matcher.words import Role, YouthStepReason
from matcher.youths.service import can_stop
from matcher.youths.service import stop as stop_youth
from web.access import allow
from web.cases.forms import StopForm
from web.coordinator import records
from web.dossier.blueprint import blueprint, own_youth
from web.fields import WordRadio
from web.session import database

#: What a youth says about oneself; 'cannot be reached' is for others to say.
OWN_REASONS = {
    YouthStepReason.FOUND_HOME: lazy_gettext("I found a home myself"),
    YouthStepReason.WITH_PARTNER: lazy_gettext("I will live with my partner or a friend"),
    YouthStepReason.OTHER_CARE: lazy_gettext("I get another kind of care"),
    YouthStepReason.STAYS: lazy_gettext("I can stay where I live"),
    YouthStepReason.MOVED_AWAY: lazy_gettext("I have moved to another region"),
    YouthStepReason.OWN_CHOICE: lazy_gettext("I want to stop"),
    YouthStepReason.OTHER: lazy_gettext("Another reason"),
}


class OwnStopForm(StopForm):
    """The same question with the answers that a youth gives."""

    reason = WordRadio(
        lazy_gettext("Why?"),
        [InputRequired(lazy_gettext("Choose a reason."))],
        words=OWN_REASONS,
    )


@blueprint.get("/stop")
@allow(Role.YOUTH)
def stop() -> str:
    return _page(OwnStopForm(formdata=None))


@blueprint.post("/stop")
@allow(Role.YOUTH)
def save_stop() -> Any:
    found = own_youth()
    form = OwnStopForm()
    if not form.validate():
        return _page(form), 422
    version = request.form.get("version", 0, type=int)
    try:
        stop_youth(database, records.actor(), found.id, version, YouthStepReason(form.reason.data))
    except (Stale, StepNotAllowed):
        database.rollback()
        flash(_("Something in your dossier has just changed. See below how it stands."), "info")
        return redirect(url_for("youth.home"), code=303)
    flash(_("You have stopped. You may always come back."), "ok")
    return redirect(url_for("youth.home"), code=303)


def _page(form: OwnStopForm) -> str:
    found = own_youth()
    return render_template(
        "dossier/stop.html",
        youth=found,
        form=form,
        is_possible=can_stop(database, found),
        lives=lives_at(database, found.id),
        waiting=number_of_open_proposals(database, found.id),
    )
