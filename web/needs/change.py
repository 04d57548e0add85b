"""Change the needs of a youth: the same questions as when the youth was registered."""

from __future__ import annotations

from typing import Any

from flask import render_template

from matcher.cases.exceptions import NoException
from matcher.database.youths import Youth
from matcher.errors import MatcherError
from matcher.words import Role
from matcher.youths import needs
from web.access import allow
from web.cases.blueprint import dossier
from web.cases.blueprint import told as why_not
from web.coordinator import records
from web.needs.blueprint import blueprint, changeable, refused, told, version_sent, version_shown
from web.needs.form import NeedsForm
from web.session import database


@blueprint.get("/youths/<int:youth_id>/change")
@allow(Role.REFERRER)
def change(youth_id: int) -> str:
    found = changeable(youth_id)
    records.note_look("youth", youth_id)
    return _fresh(found)


@blueprint.post("/youths/<int:youth_id>/change")
@allow(Role.REFERRER)
def save_change(youth_id: int) -> Any:
    found = changeable(youth_id)
    form = NeedsForm(found)
    if not form.validate():
        return _page(found, form), 422
    try:
        changed = needs.change_needs(
            database, records.actor(), youth_id, version_sent(),
            form.situation(), form.needs(), form.spots(),
        )  # fmt: skip
    except NoException as error:
        form.age_exception.errors = [why_not(error)]
        return _page(found, form), 422
    except MatcherError as error:
        return refused(error, lambda: _fresh(changeable(youth_id)))
    return told(found, changed)


def _fresh(found: Youth) -> str:
    return _page(found, NeedsForm(found, formdata=None))


def _page(found: Youth, form: NeedsForm) -> str:
    return render_template(
        "needs/change.html",
        youth=found,
        back=dossier(found),
        form=form,
        version_of_form=version_shown(found, form),
    )
