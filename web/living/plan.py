"""The one plan of a stay and its actions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from matcher.access import Action
from matcher.database.living import PlanAction
from matcher.errors import MatcherError, NotFound
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.placements.listing import Listed
from matcher.plans import service
from matcher.plans.rules import Wanted
from matcher.words import ActionStatus, LifeDomain, Role, Side
from web.access import allow
from web.coordinator import records
from web.field_texts import ENTER_A_DAY
from web.living.blueprint import back, blueprint, is_staff, own_side, page_of, reached, refused
from web.living.forms import ActionForm, MoveForm, PlanForm, StepForm
from web.session import database


@blueprint.get("/<int:placement_id>/plan")
@allow(Role.COORDINATOR, Role.REFERRER)
def plan(placement_id: int) -> Any:
    return _page(reached(placement_id, Action.WRITE_PLAN))


@blueprint.post("/<int:placement_id>/plan")
@allow(Role.COORDINATOR, Role.REFERRER)
def keep_plan(placement_id: int) -> Any:
    found = reached(placement_id, Action.WRITE_PLAN)
    form = PlanForm()
    if not form.validate() or form.review_on.data is None:
        return _page(found, plan_form=form), 422
    today = today_in_the_netherlands()
    known = service.plan_of(database, placement_id)
    goal, review_on = form.goal.data or "", form.review_on.data
    try:
        if known is None:
            service.make_plan(database, records.actor(), placement_id, goal, review_on, today)
        else:
            service.change_plan(
                database, records.actor(), known.id, form.version.data or 0, goal, review_on, today
            )
    except MatcherError as error:
        status = refused(error)
        return _page(reached(placement_id, Action.WRITE_PLAN), plan_form=form), status
    flash(_("The plan is kept."), "ok")
    return _plan_page(placement_id)


@blueprint.post("/<int:placement_id>/actions")
@allow(Role.COORDINATOR, Role.REFERRER)
def add_action(placement_id: int) -> Any:
    found = reached(placement_id, Action.WRITE_PLAN)
    form = ActionForm()
    if not form.validate():
        return _page(found, action_form=form), 422
    wanted = Wanted(
        what=form.what.data or "",
        measured_by=form.measured_by.data or "",
        owner=Side(form.owner.data),
        due_on=form.due_on.data,
    )
    domain = LifeDomain(form.domain.data) if form.domain.data else None
    today = today_in_the_netherlands()
    try:
        service.add_action(database, records.actor(), placement_id, wanted, today, domain=domain)
    except MatcherError as error:
        status = refused(error)
        return _page(reached(placement_id, Action.WRITE_PLAN), action_form=form), status
    flash(_("The action is in the plan. Who does it is reminded in time."), "ok")
    return _plan_page(placement_id)


@blueprint.post("/actions/<int:action_id>/finish")
@allow(Role.COORDINATOR, Role.REFERRER, Role.HOST, Role.YOUTH)
def finish_action(action_id: int) -> Any:
    """Staff tick off any action; a host and a youth only their own."""
    action, found = _action(action_id, Action.READ_PLACEMENT)
    if not is_staff() and action.owner_side != own_side(found):
        raise NotFound("action", action_id)
    version = StepForm().version.data or 0
    try:
        service.finish_action(
            database, records.actor(), action_id, version, today_in_the_netherlands()
        )
    except MatcherError as error:
        refused(error)
        return back(found.placement.id, "plan")
    flash(_("Well done. The action is ticked off."), "ok")
    return _plan_page(found.placement.id) if is_staff() else back(found.placement.id, "plan")


@blueprint.post("/actions/<int:action_id>/drop")
@allow(Role.COORDINATOR, Role.REFERRER)
def drop_action(action_id: int) -> Any:
    action, found = _action(action_id, Action.WRITE_PLAN)
    try:
        service.drop_action(database, records.actor(), action.id, StepForm().version.data or 0)
    except MatcherError as error:
        status = refused(error)
        return _page(reached(found.placement.id, Action.WRITE_PLAN)), status
    flash(_("The action is taken out of the plan."), "ok")
    return _plan_page(found.placement.id)


@blueprint.post("/actions/<int:action_id>/move")
@allow(Role.COORDINATOR, Role.REFERRER)
def move_action(action_id: int) -> Any:
    action, found = _action(action_id, Action.WRITE_PLAN)
    form = MoveForm()
    if not form.validate() or form.day.data is None:
        flash(str(ENTER_A_DAY), "error")
        return _page(found), 422
    today = today_in_the_netherlands()
    try:
        service.move_action(
            database, records.actor(), action.id, form.version.data or 0, form.day.data, today
        )
    except MatcherError as error:
        status = refused(error)
        return _page(reached(found.placement.id, Action.WRITE_PLAN)), status
    flash(_("Another day is agreed."), "ok")
    return _plan_page(found.placement.id)


def _signalled_before() -> timedelta:
    return timedelta(days=policy_in_force().after.signal_days["review"])


def _action(action_id: int, access: Action) -> tuple[PlanAction, Listed]:
    action = database.get(PlanAction, action_id)
    if action is None:
        raise NotFound("action", action_id)
    return action, reached(action.plan.placement_id, access)


def _plan_page(placement_id: int) -> Any:
    return redirect(url_for("living.plan", placement_id=placement_id), code=303)


def _page(
    found: Listed, plan_form: PlanForm | None = None, action_form: ActionForm | None = None
) -> str:
    today = today_in_the_netherlands()
    known = service.plan_of(database, found.placement.id)
    actions = list(known.actions) if known is not None else []
    data = {} if known is None else {
        "goal": known.goal, "review_on": known.review_on, "version": known.version,
    }  # fmt: skip
    return render_template(
        "living/plan.html",
        found=found,
        placement=found.placement,
        plan=known,
        open_actions=sorted(
            (one for one in actions if one.status == ActionStatus.OPEN), key=lambda one: one.due_on
        ),
        other_actions=[one for one in actions if one.status != ActionStatus.OPEN],
        plan_form=plan_form or PlanForm(formdata=None, data=data),
        action_form=action_form or ActionForm(formdata=None),
        is_changing=plan_form is not None,
        is_adding=action_form is not None,
        is_review_near=known is not None and known.review_on <= today + _signalled_before(),
        move_form=MoveForm,
        today=today,
        back_to=page_of(found.placement.id),
    )
