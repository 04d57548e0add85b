"""The host and the youth tell how it goes, each for themselves."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template
from flask_babel import gettext as _

from matcher.access import Action
from matcher.checkins import voices
from matcher.checkins.planning import begin, planned_of
from matcher.database.living import CheckIn
from matcher.errors import MatcherError, NotFound
from matcher.inforce import today_in_the_netherlands
from matcher.placements.listing import Listed
from matcher.words import EvaluationSide, Role
from web.access import allow
from web.coordinator import records
from web.living.blueprint import back, blueprint, lives_there, own_side, reached, refused
from web.living.forms import SayForm
from web.session import database


@blueprint.get("/<int:placement_id>/say")
@allow(Role.HOST, Role.YOUTH)
def say(placement_id: int) -> Any:
    found = reached(placement_id, Action.HEAR_SIDE)
    _require_living(found)
    check_in = planned_of(database, placement_id)
    known = voices.voice_of(check_in, side_of(found)) if check_in is not None else None
    data = {"goes": str(known.goes), "text": known.text} if known is not None else None
    return _page(found, SayForm(formdata=None, data=data))


@blueprint.post("/<int:placement_id>/say")
@allow(Role.HOST, Role.YOUTH)
def tell(placement_id: int) -> Any:
    found = reached(placement_id, Action.HEAR_SIDE)
    _require_living(found)
    form = SayForm()
    if not form.validate():
        return _page(found, form), 422
    try:
        check_in = _next(found)
        voices.say(
            database, records.actor(), check_in.id, side_of(found),
            int(form.goes.data), form.text.data or "",
        )  # fmt: skip
    except MatcherError as error:
        status = refused(error)
        return _page(reached(placement_id, Action.HEAR_SIDE), form), status
    flash(_("Thank you. Your counsellor reads it; the other side does not."), "ok")
    return back(placement_id, "say")


def side_of(found: Listed) -> EvaluationSide:
    return EvaluationSide(str(own_side(found)))


def _next(found: Listed) -> CheckIn:
    check_in = begin(database, found.placement, today_in_the_netherlands())
    if check_in is None:
        raise NotFound("check-in", found.placement.id)
    return check_in


def _require_living(found: Listed) -> None:
    if not lives_there(found):
        raise NotFound("placement", found.placement.id)


def _page(found: Listed, form: SayForm) -> str:
    return render_template("living/say.html", found=found, form=form, side=side_of(found))
