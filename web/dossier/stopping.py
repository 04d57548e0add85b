"""The youth stops looking for a room, with the reason."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from matcher.consents.service import number_of_open_proposals
from matcher.errors import Stale, StepNotAllowed
from matcher.words import Role, YouthStepReason
from matcher.youths.rules import STEPS, WITHDRAW
from matcher.youths.service import stop as stop_youth
from web.access import allow
from web.cases.forms import StopForm
from web.coordinator import records
from web.dossier.blueprint import blueprint, own_youth
from web.session import database

#: What a youth says about oneself; 'cannot be reached' is for others to say.
OWN_REASONS = ("found_home", "with_partner", "other_care", "stays", "moved_away", "own_choice",
               "other")  # fmt: skip


class OwnStopForm(StopForm):
    """The same question with the answers that a youth gives."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.reason.choices = [c for c in self.reason.choices if c.value in OWN_REASONS]


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
        is_possible=WITHDRAW in STEPS.actions(found.status, Role.YOUTH),
        waiting=number_of_open_proposals(database, found.id),
    )
