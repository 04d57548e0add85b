"""Life domains: how it goes in each, with the course over time."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from matcher.database.youths import Youth
from matcher.domains import service
from matcher.inforce import today_in_the_netherlands
from matcher.words import LifeDomain, Role
from web.access import allow
from web.cases.blueprint import dossier
from web.coordinator import records
from web.needs.blueprint import blueprint, changeable
from web.needs.profile_forms import HELP, LifeForm
from web.session import database


@blueprint.get("/youths/<int:youth_id>/life")
@allow(Role.COORDINATOR, Role.REFERRER)
def life(youth_id: int) -> str:
    found = changeable(youth_id)
    records.note_look("youth", youth_id)
    return _page(found, LifeForm(service.courses_of(database, youth_id), formdata=None))


@blueprint.post("/youths/<int:youth_id>/life")
@allow(Role.COORDINATOR, Role.REFERRER)
def save_life(youth_id: int) -> Any:
    found = changeable(youth_id)
    form = LifeForm(service.courses_of(database, youth_id))
    if not form.validate():
        return _page(found, form), 422
    new = service.record_levels(
        database, records.actor(), youth_id, form.judged(), today_in_the_netherlands()
    )
    if new:
        flash(ngettext("%(num)s life domain written down.", "%(num)s life domains written down.",
                       new), "ok")  # fmt: skip
    else:
        flash(_("Nothing was changed."), "info")
    return redirect(dossier(found), code=303)


def _page(found: Youth, form: LifeForm) -> str:
    return render_template(
        "needs/life.html",
        youth=found,
        back=dossier(found),
        form=form,
        domains=tuple(LifeDomain),
        help=HELP,
        courses={c.domain: c for c in service.courses_of(database, found.id)},
    )
