"""For staff: the future plan, the hand-over and the follow-up of a stay."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from matcher import clock
from matcher.access import Action, demand
from matcher.database.leaving import Evaluation, FollowUp
from matcher.endings import future, handover
from matcher.endings.future import PARTS, Wishes
from matcher.endings.handover import Receiver
from matcher.errors import MatcherError, NotFound
from matcher.evaluations.service import ask_again
from matcher.followups import service as followups
from matcher.followups.rules import GivenUpBecause
from matcher.followups.service import Reached
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.placements.listing import Listed
from matcher.words import Destination, PlacementStatus, Role, Side
from web.access import allow, principal
from web.leaving.blueprint import actor_of, blueprint, refused
from web.leaving.forms import FutureForm, GiveUpForm, NotNeededForm, ReceiverForm, ToldFollowUpForm
from web.living.blueprint import own_side, page_of, reached
from web.session import database

LIVED_IN = (PlacementStatus.ACTIVE, PlacementStatus.ENDED)


@blueprint.get("/placements/<int:placement_id>/future-plan")
@allow(Role.COORDINATOR, Role.REFERRER, Role.YOUTH)
def future_plan(placement_id: int) -> str:
    found = _reached(placement_id, Action.READ_PLAN)
    plan = future.plan_of(database, placement_id)
    data = {part: getattr(plan, part) for part in PARTS} if plan else {}
    form = FutureForm(
        formdata=None,
        data=data
        | {"version": plan.version if plan else 0, "agreed": bool(plan and plan.agreed_on)},
    )
    return _future_page(found, form)


@blueprint.post("/placements/<int:placement_id>/future-plan")
@allow(Role.COORDINATOR, Role.REFERRER, Role.YOUTH)
def write_future_plan(placement_id: int) -> Any:
    found = _reached(placement_id, Action.WRITE_PLAN)
    form = FutureForm()
    if not form.validate():
        return _future_page(found, form), 422
    is_youth = own_side(found) == Side.YOUTH
    known = future.plan_of(database, placement_id)
    # A youth writes along; that both agree is for the worker to note.
    is_agreed = bool(known and known.agreed_on) if is_youth else form.agreed.data
    try:
        future.write(
            database, actor_of(), placement_id, form.version.data or 0,
            Wishes(**{part: form[part].data or "" for part in PARTS}), is_agreed=is_agreed,
            today=today_in_the_netherlands(),
        )  # fmt: skip
    except MatcherError as error:
        status = refused(error)
        return _future_page(_reached(placement_id, Action.READ_PLAN), form), status
    flash(_("The future plan is kept."), "ok")
    return redirect(page_of(placement_id), code=303)


@blueprint.get("/placements/<int:placement_id>/handover")
@allow(Role.COORDINATOR, Role.REFERRER)
def handover_page(placement_id: int) -> str:
    return _handover(_reached(placement_id, Action.FOLLOW_UP))


@blueprint.post("/placements/<int:placement_id>/handover")
@allow(Role.COORDINATOR, Role.REFERRER)
def hand_over(placement_id: int) -> Any:
    found, form = _reached(placement_id, Action.FOLLOW_UP), ReceiverForm()
    if not form.validate():
        return _handover(found, form), 422
    receiver = Receiver(
        form.receiver.data or "", (form.email.data or "").strip(), form.subjects.data or ""
    )
    try:
        handover.hand_over(database, actor_of(), placement_id, receiver, clock.moment())
    except MatcherError as error:
        status = refused(error)
        return _handover(_reached(placement_id, Action.FOLLOW_UP), form), status
    flash(_("The receiver gets a mail with a link to confirm."), "ok")
    return redirect(url_for("leaving.handover_page", placement_id=placement_id), code=303)


@blueprint.post("/placements/<int:placement_id>/handover/not-needed")
@allow(Role.COORDINATOR, Role.REFERRER)
def not_needed(placement_id: int) -> Any:
    found, form = _reached(placement_id, Action.FOLLOW_UP), NotNeededForm()
    if not form.validate():
        return _handover(found, not_needed=form), 422
    try:
        handover.not_needed(database, actor_of(), placement_id, form.why.data or "", clock.moment())
    except MatcherError as error:
        status = refused(error)
        return _handover(_reached(placement_id, Action.FOLLOW_UP), not_needed=form), status
    flash(_("It is written down."), "ok")
    return redirect(url_for("leaving.handover_page", placement_id=placement_id), code=303)


@blueprint.get("/placements/<int:placement_id>/follow-up")
@allow(Role.COORDINATOR, Role.REFERRER)
def follow_up(placement_id: int) -> str:
    return _follow_up(_reached(placement_id, Action.FOLLOW_UP))


@blueprint.post("/placements/<int:placement_id>/follow-up")
@allow(Role.COORDINATOR, Role.REFERRER)
def reach(placement_id: int) -> Any:
    found, form = _reached(placement_id, Action.FOLLOW_UP), ToldFollowUpForm()
    if not form.validate():
        return _follow_up(found, form), 422
    told = Reached(
        Destination(form.destination.data), int(form.goes.data), form.text.data or "",
        bool(form.wants_contact.data),
    )  # fmt: skip
    try:
        followups.reach(
            database, actor_of(), _planned(placement_id).id, told, today_in_the_netherlands()
        )
    except MatcherError as error:
        status = refused(error)
        return _follow_up(_reached(placement_id, Action.FOLLOW_UP), form), status
    return _done(placement_id, _("It is written down."))


@blueprint.post("/placements/<int:placement_id>/follow-up/tried")
@allow(Role.COORDINATOR, Role.REFERRER)
def tried(placement_id: int) -> Any:
    found, today = _reached(placement_id, Action.FOLLOW_UP), today_in_the_netherlands()
    try:
        followups.tried(database, actor_of(), _planned(placement_id).id, today)
    except MatcherError as error:
        status = refused(error)
        return _follow_up(found), status
    return _done(placement_id, _("The try is written down."))


@blueprint.post("/placements/<int:placement_id>/follow-up/stop")
@allow(Role.COORDINATOR, Role.REFERRER)
def give_up(placement_id: int) -> Any:
    found, form = _reached(placement_id, Action.FOLLOW_UP), GiveUpForm()
    if not form.validate():
        return _follow_up(found, give_up=form), 422
    try:
        followups.give_up(
            database, actor_of(), _planned(placement_id).id, GivenUpBecause(form.because.data)
        )
    except MatcherError as error:
        status = refused(error)
        return _follow_up(_reached(placement_id, Action.FOLLOW_UP), give_up=form), status
    return _done(placement_id, _("It is written down. Nobody asks again."))


@blueprint.post("/placements/<int:placement_id>/follow-up/called")
@allow(Role.COORDINATOR, Role.REFERRER)
def called(placement_id: int) -> Any:
    _reached(placement_id, Action.FOLLOW_UP)
    followups.contact_made(database, actor_of(), _planned(placement_id).id)
    return _done(placement_id, _("It is written down."))


@blueprint.post("/evaluations/<int:evaluation_id>/again")
@allow(Role.COORDINATOR)
def ask_evaluation_again(evaluation_id: int) -> Any:
    found = database.get(Evaluation, evaluation_id)
    if found is None:
        raise NotFound("evaluation", evaluation_id)
    demand(principal(), Action.READ_EVALUATION, found)
    placement_id = found.placement_id
    try:
        ask_again(database, actor_of(), evaluation_id, clock.moment())
    except MatcherError as error:
        refused(error)
        return redirect(url_for("leaving.ending", placement_id=placement_id))
    flash(_("A new mail with a link goes out."), "ok")
    return redirect(url_for("leaving.ending", placement_id=placement_id), code=303)


def _reached(placement_id: int, action: Action) -> Listed:
    """Return a stay that somebody lives or lived in; what never began has no after."""
    found = reached(placement_id, action)
    if found.placement.status not in LIVED_IN:
        raise NotFound("placement", placement_id)
    return found


def _planned(placement_id: int) -> FollowUp:
    found = followups.of_placement(database, placement_id)
    if found is None:
        raise NotFound("follow_up", placement_id)
    return found


def _done(placement_id: int, text: str) -> Any:
    flash(text, "ok")
    return redirect(url_for("leaving.follow_up", placement_id=placement_id), code=303)


def _future_page(found: Listed, form: FutureForm) -> str:
    return render_template(
        "leaving/future_plan.html",
        placement=found.placement,
        form=form,
        plan=future.plan_of(database, found.placement.id),
        parts=PARTS,
        is_youth=own_side(found) == Side.YOUTH,
        back_to=page_of(found.placement.id),
    )


def _handover(
    found: Listed, form: ReceiverForm | None = None, not_needed: NotNeededForm | None = None
) -> str:
    return render_template(
        "leaving/handover.html",
        placement=found.placement,
        latest=handover.latest(database, found.placement.id),
        form=form or ReceiverForm(formdata=None),
        not_needed=not_needed or NotNeededForm(formdata=None),
        days=policy_in_force().after.handover_answer_days,
        back_to=page_of(found.placement.id),
        now=clock.moment(),
    )


def _follow_up(
    found: Listed, form: ToldFollowUpForm | None = None, give_up: GiveUpForm | None = None
) -> str:
    return render_template(
        "leaving/follow_up.html",
        placement=found.placement,
        found=followups.of_placement(database, found.placement.id),
        because={one.value: one for one in GivenUpBecause},
        form=form or ToldFollowUpForm(formdata=None),
        give_up=give_up or GiveUpForm(formdata=None),
        tries=policy_in_force().after.follow_up_tries,
        back_to=page_of(found.placement.id),
    )
