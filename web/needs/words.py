"""Talents, wishes, must-nots and preferences, in the words of the youth."""

from __future__ import annotations

from typing import Any

from flask import render_template

from matcher.database.youths import Youth
from matcher.domains import service
from matcher.errors import MatcherError
from matcher.words import Role
from web.access import allow
from web.cases.blueprint import dossier
from web.coordinator import records
from web.needs.blueprint import blueprint, changeable, refused, told, version_sent, version_shown
from web.needs.profile_forms import WordsForm
from web.session import database


@blueprint.get("/youths/<int:youth_id>/words")
@allow(Role.COORDINATOR, Role.REFERRER)
def words(youth_id: int) -> str:
    found = changeable(youth_id)
    records.note_look("youth", youth_id)
    return _fresh(found)


@blueprint.post("/youths/<int:youth_id>/words")
@allow(Role.COORDINATOR, Role.REFERRER)
def save_words(youth_id: int) -> Any:
    found = changeable(youth_id)
    form = WordsForm(service.detail_of(database, youth_id))
    if not form.validate():
        return _page(found, form), 422
    try:
        changed = service.write_words(
            database, records.actor(), youth_id, version_sent(), form.words()
        )
    except MatcherError as error:
        return refused(error, lambda: _fresh(changeable(youth_id)))
    return told(found, changed)


def _fresh(found: Youth) -> str:
    return _page(found, WordsForm(service.detail_of(database, found.id), formdata=None))


def _page(found: Youth, form: WordsForm) -> str:
    return render_template(
        "needs/words.html",
        youth=found,
        back=dossier(found),
        form=form,
        version_of_form=version_shown(found, form),
    )
