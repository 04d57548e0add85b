"""Raise a concern in a minute, on a phone."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from matcher import clock
from matcher.access import Action
from matcher.careteam.contacts import contacts_of
from matcher.concerns import service
from matcher.errors import MatcherError
from matcher.inforce import policy_in_force
from matcher.placements.listing import Listed
from matcher.words import ConcernKind, Role, Seriousness
from web.access import allow
from web.coordinator import records
from web.living.blueprint import back_text, blueprint, own_side, page_of, reached, refused
from web.living.forms import ConcernForm
from web.session import database

EVERYBODY = (Role.COORDINATOR, Role.REFERRER, Role.HOST, Role.YOUTH)


@blueprint.get("/<int:placement_id>/concern")
@allow(*EVERYBODY)
def raise_concern(placement_id: int) -> Any:
    found = reached(placement_id, Action.RAISE_CONCERN)
    return _raise_page(found, ConcernForm(formdata=None))


@blueprint.post("/<int:placement_id>/concern")
@allow(*EVERYBODY)
def send_concern(placement_id: int) -> Any:
    found = reached(placement_id, Action.RAISE_CONCERN)
    form = ConcernForm()
    if not form.validate():
        return _raise_page(found, form), 422
    told = service.Told(
        kind=ConcernKind(form.kind.data),
        seriousness=Seriousness(form.seriousness.data),
        text=form.text.data or "",
        is_incident=bool(form.is_incident.data),
    )
    try:
        concern = service.raise_(
            database, records.actor(), placement_id, own_side(found), told, clock.moment()
        )
    except MatcherError as error:
        status = refused(error)
        return _raise_page(reached(placement_id, Action.RAISE_CONCERN), form), status
    flash(_("We have your concern. Somebody picks it up before the moment below."), "ok")
    return redirect(url_for("living.concern", concern_id=concern.id), code=303)


def _raise_page(found: Listed, form: ConcernForm) -> str:
    return render_template(
        "living/raise.html",
        found=found,
        form=form,
        contacts=contacts_of(database, found.placement.id),
        hours=policy_in_force().after.concern_hours,
        back_text=back_text(found),
        back_to=page_of(found.placement.id),
    )
