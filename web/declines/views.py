"""Decide on what a 'no' suggests, lift a rest, and propose who comes after a stay."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from matcher.access import Action, demand
from matcher.audit import Actor
from matcher.database.declines import PairRest, Suggestion
from matcher.database.placements import Placement
from matcher.declines import service
from matcher.declines.rests import running
from matcher.errors import MatcherError, NotAllowed, Stale, StepNotAllowed, SuggestionRefused
from matcher.inforce import today_in_the_netherlands
from matcher.repair.afterstay import propose_after_stay
from matcher.words import Role
from web.access import allow, principal
from web.coordinator.backups import told, wanted_from
from web.coordinator.repair import demand_all
from web.declines.forms import form_for, value_of
from web.declines.shown import may_decide, one_shown
from web.session import database

blueprint = Blueprint("declines", __name__)


@blueprint.post("/suggestions/<int:suggestion_id>/accept")
@allow(Role.COORDINATOR)
def accept(suggestion_id: int) -> Any:
    one = _reached(suggestion_id)
    form = form_for(one)
    if one.decided_at is None and not form.validate():
        return _again(one, form), 422
    try:
        service.accept(database, _actor(), suggestion_id, value_of(form))
    except SuggestionRefused:
        database.rollback()
        flash(_("This value is not possible. Nothing was changed."), "error")
        return _again(_reached(suggestion_id), form), 422
    except (StepNotAllowed, Stale) as error:
        return _too_late(suggestion_id, error)
    flash(_("Done. What you accepted counts from now on."), "ok")
    return redirect(_page_of(one), code=303)


@blueprint.post("/suggestions/<int:suggestion_id>/refuse")
@allow(Role.COORDINATOR)
def refuse(suggestion_id: int) -> Any:
    one = _reached(suggestion_id)
    try:
        service.refuse(database, _actor(), suggestion_id)
    except StepNotAllowed as error:
        return _too_late(suggestion_id, error)
    flash(_("Nothing was changed."), "ok")
    return redirect(_page_of(one), code=303)


@blueprint.post("/rests/<int:rest_id>/lift")
@allow(Role.COORDINATOR)
def lift(rest_id: int) -> Any:
    rest = database.get(PairRest, rest_id) or abort(404)
    demand(principal(), Action.DECIDE_SUGGESTION, rest)
    try:
        service.lift(database, _actor(), rest_id)
    except StepNotAllowed:
        flash(_("This rest had ended already."), "info")
    else:
        _tell_what_runs_on(rest)
    return redirect(_page_before(rest), code=303)


def _tell_what_runs_on(rest: PairRest) -> None:
    if running(database, rest.youth_id, rest.room_id, today_in_the_netherlands()):
        flash(_("This rest is over. After another 'no' these two still rest."), "info")
    else:
        flash(_("These two can be proposed to each other again."), "ok")


def _page_before(rest: PairRest) -> str:
    """Return the page on which the rest was ended: that of any 'no' of the pair."""
    proposal = request.args.get("proposal", type=int)
    placement = request.args.get("placement", type=int)
    if proposal or (rest.proposal_id and not placement):
        return url_for("coordinator.proposal", proposal_id=proposal or rest.proposal_id)
    if placement or rest.placement_id:
        return url_for("placements.placement", placement_id=placement or rest.placement_id)
    return url_for("coordinator.repair")


@blueprint.post("/placements/<int:placement_id>/instead")
@allow(Role.COORDINATOR)
def propose_next(placement_id: int) -> Any:
    """Propose a youth for the room, or a room for the youth, of a stay that ends."""
    stay = database.get(Placement, placement_id) or abort(404)
    demand(principal(), Action.DECIDE_PROPOSAL, stay)
    wanted = wanted_from(request.form.get("pair", "")) or abort(400)
    demand_all([wanted])
    try:
        with database.begin_nested():
            made = propose_after_stay(database, _actor(), placement_id, wanted)
    except MatcherError as error:
        flash(_("Not proposed: %(reason)s.", reason=told(error).rstrip(".")), "error")
        page = url_for("placements.placement", placement_id=placement_id, _anchor="backups")
        return redirect(page, code=303)
    flash(_("Proposed. The other open proposals stayed as they were."), "ok")
    return redirect(url_for("coordinator.proposal", proposal_id=made.id), code=303)


def _reached(suggestion_id: int) -> Suggestion:
    one: Suggestion = database.get(Suggestion, suggestion_id) or abort(404)
    demand(principal(), Action.DECIDE_SUGGESTION, one)
    if not may_decide(one):
        raise NotAllowed("this record belongs to a region of a colleague")
    return one


def _again(one: Suggestion, form: Any) -> str:
    return render_template(
        "declines/suggestion.html", one=one_shown(one, {}, form), back=_page_of(one)
    )


def _too_late(suggestion_id: int, error: MatcherError) -> Any:
    database.rollback()
    if isinstance(error, StepNotAllowed) and error.subject == "youth":
        flash(_("The youth has a room, or another status, by now. Nothing was changed."), "error")
    else:
        flash(_("A colleague was first. You now see how it stands."), "error")
    return redirect(_page_of(_reached(suggestion_id)), code=303)


def _page_of(one: Suggestion) -> str:
    if one.proposal_id is not None:
        return url_for("coordinator.proposal", proposal_id=one.proposal_id, _anchor="learnt")
    return url_for("placements.placement", placement_id=one.placement_id, _anchor="learnt")


def _actor() -> Actor:
    return Actor(principal().account_id, "web")
