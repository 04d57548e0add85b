"""What the municipality sees of a concern that was escalated: a reference, and a limit."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from matcher import clock
from matcher.concerns import service
from matcher.concerns.telling import reference_of
from matcher.database.concerns import Concern
from matcher.database.hosts import Home, Room
from matcher.database.placements import Placement
from matcher.errors import MatcherError
from matcher.inforce import today_in_the_netherlands
from matcher.words import ConcernLevel, ConcernStatus, Role
from web.access import allow, principal
from web.coordinator import records
from web.living.blueprint import blueprint, refused
from web.session import database


@blueprint.get("/escalated")
@allow(Role.MUNICIPALITY_OFFICER)
def escalated() -> str:
    """References only: which concern, since when, and whom to call. Never a person or a home."""
    return render_template(
        "living/escalated.html",
        rows=[(reference_of(one.id), one) for one in _of_municipality()],
        moment=clock.moment(),
        today=today_in_the_netherlands(),
    )


@blueprint.post("/escalated/<int:concern_id>/answer")
@allow(Role.MUNICIPALITY_OFFICER)
def answer_escalated(concern_id: int) -> Any:
    if concern_id not in {one.id for one in _of_municipality()}:
        abort(404)
    try:
        service.answered(database, records.actor(), concern_id, clock.moment())
    except MatcherError as error:
        refused(error)
        return redirect(url_for("living.escalated"), code=303)
    flash(_("Thank you. The coordinator hears that you pick it up, and awaits your call."), "ok")
    return redirect(url_for("living.escalated"), code=303)


def _of_municipality() -> list[Concern]:
    own = principal().municipality
    if not own:
        return []
    query = (
        select(Concern)
        .join(Concern.placement).join(Placement.room).join(Room.home)
        .where(
            Concern.level == ConcernLevel.MUNICIPALITY,
            Concern.status != ConcernStatus.CLOSED,
            Home.municipality_code == own,
        )
        .order_by(Concern.due_at, Concern.id)
    )  # fmt: skip
    return list(database.scalars(query))
