"""What the municipality sees of a concern that was escalated: a reference, and a limit."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from matcher import clock
from matcher.careteam.contacts import contacts_of
from matcher.careteam.rules import FIRST_TO_CALL, Contact
from matcher.concerns import municipality
from matcher.concerns.telling import reference_of
from matcher.database.concerns import Concern
from matcher.errors import MatcherError
from matcher.words import Role
from web.access import allow, principal
from web.coordinator import records
from web.living.blueprint import blueprint, refused
from web.session import database


@blueprint.get("/escalated")
@allow(Role.MUNICIPALITY_OFFICER)
def escalated() -> str:
    """References only: which concern, since when, and whom to call. Never a person or a home."""
    found = _of_municipality()
    answered = municipality.answered_at(database, [one.id for one in found])
    return render_template(
        "living/escalated.html",
        rows=[
            (reference_of(one.id), one, _whom_to_call(one), answered.get(one.id)) for one in found
        ],
    )


@blueprint.post("/escalated/<int:concern_id>/answer")
@allow(Role.MUNICIPALITY_OFFICER)
def answer_escalated(concern_id: int) -> Any:
    if concern_id not in {one.id for one in _of_municipality()}:
        abort(404)
    try:
        municipality.answered(database, records.actor(), concern_id, clock.moment())
    except MatcherError as error:
        refused(error)
        return redirect(url_for("living.escalated"), code=303)
    flash(
        _("Thank you. The coordinator is told that you are taking it on, and awaits your call."),
        "ok",
    )
    return redirect(url_for("living.escalated"), code=303)


def _whom_to_call(concern: Concern) -> list[Contact]:
    """Return the numbers of our own: never those of a counsellor or of anybody at home."""
    numbers = contacts_of(database, concern.placement_id)
    return [one for one in numbers if one.kind in FIRST_TO_CALL]


def _of_municipality() -> list[Concern]:
    own = principal().municipality
    return municipality.with_municipality(database, own) if own else []
