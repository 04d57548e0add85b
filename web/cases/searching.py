"""Who already knows this youth, and is anyone active?"""

from __future__ import annotations

from typing import Any

from flask import render_template
from flask_babel import gettext as _

from matcher.words import Role
from matcher.youths.doubles import Known, Person, TooManySearches, known
from web.access import allow, principal
from web.cases.blueprint import blueprint, dossier, list_of_youths
from web.cases.forms import SearchForm
from web.coordinator import records
from web.session import database


@blueprint.get("/known")
@allow(Role.COORDINATOR, Role.REFERRER)
def search() -> str:
    return _page(SearchForm(formdata=None))


@blueprint.post("/known")
@allow(Role.COORDINATOR, Role.REFERRER)
def search_for() -> Any:
    """A POST, so that no name stands in an address, and since each search is written down."""
    form = SearchForm()
    if not form.validate():
        return _page(form), 422
    try:
        found = known(database, records.actor(), principal(), form.person())
    except TooManySearches:
        text = _("You searched very often in the past hour. Wait a while, or ask the coordinator.")
        form.form_errors.append(text)
        return _page(form), 429
    return _page(form, form.person(), found)


def _page(form: SearchForm, person: Person | None = None, found: list[Known] | None = None) -> str:
    return render_template(
        "cases/search.html",
        form=form,
        person=person,
        found=found,
        dossier=dossier,
        back=list_of_youths(),
    )
