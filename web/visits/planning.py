"""Plan a visit, change it, call it off."""

from __future__ import annotations

from datetime import time
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from matcher.access import Action
from matcher.database.hosts import Household
from matcher.errors import MatcherError, NotFound, Stale
from matcher.inforce import NETHERLANDS, policy_in_force, today_in_the_netherlands
from matcher.visits import planning, visitors
from matcher.visits.candidates import candidates, suggestions
from matcher.visits.refusals import PairRefused
from matcher.words import HostStepReason, Role
from web.access import allow
from web.coordinator import records
from web.languages import language
from web.session import database
from web.visits.blueprint import (
    back,
    blueprint,
    household_to_plan,
    present,
    reached,
    require,
    stepped_back,
    told,
)
from web.visits.forms import OWN, CancelForm, PlanForm, first_day


@blueprint.get("/households/<int:household_id>/new")
@allow(Role.COORDINATOR)
def new(household_id: int) -> str:
    household = household_to_plan(household_id)
    before = policy_in_force().before
    day = first_day(today_in_the_netherlands(), before.notice_days)
    data = {"day": day, "at": time(14), "minutes": before.visit_minutes}
    return _page(household, PlanForm(formdata=None, data=data))


@blueprint.post("/households/<int:household_id>/new")
@allow(Role.COORDINATOR)
def plan(household_id: int) -> Any:
    household = household_to_plan(household_id)

    def save(wanted: planning.Plan) -> Any:
        made = planning.plan_visit(database, records.actor(), household_id, wanted, present())
        flash(_("The visit is planned. The household and the visitors get a message."), "ok")
        return back(made.id)

    return _answer(household, save)


@blueprint.get("/<int:visit_id>/change")
@allow(Role.COORDINATOR)
def change(visit_id: int) -> str:
    visit = reached(visit_id)
    require(Action.PLAN_VISIT, visit)
    at = visit.planned_at.astimezone(NETHERLANDS)
    first, second = [*(str(one.account_id) for one in visit.visitors), "", ""][:2]
    data = {
        "day": at.date(), "at": at.time(), "minutes": visit.minutes, "version": visit.version,
        "pair": OWN, "first": first, "second": second, "pair_reason": visit.pair_reason,
    }  # fmt: skip
    return _page(visit.household, PlanForm(formdata=None, data=data), visit_id)


@blueprint.post("/<int:visit_id>/change")
@allow(Role.COORDINATOR)
def save_change(visit_id: int) -> Any:
    visit = reached(visit_id)
    require(Action.PLAN_VISIT, visit)

    def save(wanted: planning.Plan) -> Any:
        version = request.form.get("version", 0, type=int)
        planning.move_visit(database, records.actor(), visit_id, version, wanted, present())
        flash(_("The visit is changed. The household and the visitors get a message."), "ok")
        return back(visit_id)

    return _answer(visit.household, save, visit_id)


@blueprint.post("/<int:visit_id>/cancel")
@allow(Role.COORDINATOR)
def cancel(visit_id: int) -> Any:
    from web.visits.views import visit_page

    require(Action.PLAN_VISIT, reached(visit_id))
    form = CancelForm()
    if not form.validate():
        return visit_page(visit_id, cancel_form=form), 422
    try:
        planning.cancel_visit(
            database, records.actor(), visit_id, form.version.data or 0,
            HostStepReason(form.reason.data), (form.explanation.data or "").strip(), present(),
        )  # fmt: skip
    except MatcherError as error:
        return stepped_back(error, visit_id)
    flash(_("The visit is off. The household and the visitors get a message."), "ok")
    return back(visit_id)


def _answer(household: Household, save: Any, visit_id: int = 0) -> Any:
    """Check the form, save it, or show it again with what is wrong."""
    form = PlanForm()
    form.offer(visitors.staff(database))
    if request.form.get("step") == "look":
        form.validate()
        form.pair.errors = form.first.errors = form.second.errors = ()
        return _page(household, form, visit_id)
    is_valid, chosen, at = form.validate(), form.visitors(), form.planned_at()
    if chosen is None:
        form.pair.errors = [_("Choose who is going.")]
    if not is_valid or chosen is None or at is None:
        return _page(household, form, visit_id), 422
    wanted = planning.Plan(
        planned_at=at,
        minutes=form.minutes.data or 0,
        visitors=chosen,
        pair_reason=form.pair_reason.data or "",
    )
    try:
        return save(wanted)
    except MatcherError as error:
        return _refused(error, household.id, form, visit_id)


def _refused(error: MatcherError, household_id: int, form: PlanForm, visit_id: int) -> Any:
    database.rollback()
    database.expire_all()
    if isinstance(error, PairRefused):
        against = "; ".join(word.label(language()) for word in error.objections)
        form.pair.errors = [
            _("Against these two: %(what)s. Write why, or choose others.", what=against)
        ]
    elif isinstance(error, NotFound):
        form.pair.errors = [_("One of these two cannot be asked for visits now. Choose others.")]
    else:
        flash(told(error), "error")
        if visit_id == 0:
            return redirect(url_for("coordinator.host", household_id=household_id), code=303)
        return stepped_back(error, visit_id)
    return _page(household_to_plan(household_id), form, visit_id), (
        409 if isinstance(error, Stale) else 422
    )


def _page(household: Household, form: PlanForm, visit_id: int = 0) -> str:
    """The form with the pairs that go best at the moment that stands in it."""
    form.offer(visitors.staff(database))
    at, minutes = form.planned_at(), form.minutes.data or policy_in_force().before.visit_minutes
    people, pairs = [], []
    if at is not None:
        people = candidates(database, household, at, minutes, visit_id)
        pairs = suggestions(database, household, at, minutes, but=visit_id, among=people)
    if not form.pair.data and pairs:
        form.pair.data = "-".join(map(str, pairs[0].account_ids))
    today, notice = today_in_the_netherlands(), policy_in_force().before.notice_days
    soon = form.day.data is not None and 0 <= (form.day.data - today).days < notice
    return render_template(
        "visits/plan.html",
        household=household,
        form=form,
        pairs=pairs,
        people=people,
        at=at,
        visit_id=visit_id,
        is_soon=soon,
        is_past=at is not None and at <= present(),
        notice_days=notice,
        OWN=OWN,
    )
