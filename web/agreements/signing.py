"""For coordinators: bring in the signed copy, and record that the youth moves in."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from matcher.access import Action
from matcher.agreements import service
from matcher.agreements.collecting import reference_of
from matcher.agreements.conditions import Need
from matcher.agreements.rules import OFFERED
from matcher.agreements.versions import COACHING, RENT
from matcher.database.agreements import Agreement
from matcher.database.placements import Placement
from matcher.errors import AlreadyTaken, MatcherError, Stale, StepNotAllowed, UploadRefused
from matcher.inforce import today_in_the_netherlands
from matcher.words import Condition, PlacementStatus, Role
from web.access import allow
from web.agreements.blueprint import actor, blueprint, reached, reached_placement, told
from web.agreements.forms import SignForm, StartForm
from web.session import database


@blueprint.get("/agreements/<int:agreement_id>/sign")
@allow(Role.COORDINATOR)
def sign(agreement_id: int) -> Any:
    found = reached(agreement_id, Action.WRITE_AGREEMENT)
    if found.status != OFFERED:
        return redirect(url_for("agreements.placement", placement_id=found.placement_id))
    data = {"version": found.version, "signed_on": today_in_the_netherlands()}
    return _sign_page(found, SignForm(formdata=None, data=data))


@blueprint.post("/agreements/<int:agreement_id>/sign")
@allow(Role.COORDINATOR)
def save_signed(agreement_id: int) -> Any:
    found = reached(agreement_id, Action.WRITE_AGREEMENT)
    form = SignForm()
    content = form.copy.data.read() if form.copy.data else b""
    if not form.validate() or form.signed_on.data is None:
        return _sign_page(found, form), 422
    try:
        service.sign(
            database, actor(), agreement_id, form.version.data or 0, content, form.signed_on.data
        )
    except (UploadRefused, AlreadyTaken) as error:
        database.rollback()
        form.copy.errors = [told(error)]
        return _sign_page(reached(agreement_id, Action.WRITE_AGREEMENT), form), 422
    except MatcherError as error:
        database.rollback()
        flash(told(error), "error")
        back = url_for("agreements.placement", placement_id=found.placement_id)
        return redirect(back, code=303)
    flash(_("The signed agreement is in."), "ok")
    return redirect(url_for("agreements.placement", placement_id=found.placement_id), code=303)


def _sign_page(found: Agreement, form: SignForm) -> str:
    return render_template(
        "agreements/sign.html",
        agreement=found,
        placement=found.placement,
        form=form,
        reference=reference_of(found.placement_id),
    )


@blueprint.get("/placements/<int:placement_id>/start")
@allow(Role.COORDINATOR)
def start(placement_id: int) -> Any:
    found = reached_placement(placement_id)
    if found.status != PlacementStatus.BOOKED:
        return redirect(url_for("placements.placement", placement_id=placement_id))
    data = {"version": found.version, "moved_in_on": today_in_the_netherlands()}
    return _start_page(found, StartForm(formdata=None, data=data))


@blueprint.post("/placements/<int:placement_id>/start")
@allow(Role.COORDINATOR)
def save_start(placement_id: int) -> Any:
    found = reached_placement(placement_id)
    form = StartForm()
    if not form.validate() or form.moved_in_on.data is None:
        return _start_page(found, form), 422
    try:
        service.start_living(
            database, actor(), placement_id, form.version.data or 0, form.moved_in_on.data
        )
    except MatcherError as error:
        database.rollback()
        database.expire_all()
        if isinstance(error, StepNotAllowed) and error.missing == (Condition.DAY_REACHED,):
            form.moved_in_on.errors = [
                _("Choose a day from the first day of the rent until today.")
            ]
        else:
            flash(told(error), "error")
        status = 409 if isinstance(error, Stale) else 422
        return _start_page(reached_placement(placement_id), form), status
    flash(_("Welcome home! The youth lives there from now; the first check-in is planned."), "ok")
    return redirect(url_for("placements.placement", placement_id=placement_id), code=303)


def _start_page(found: Placement, form: StartForm) -> str:
    """Ask for the day only when it can be recorded: else the list says what is still needed."""
    today = today_in_the_netherlands()
    moved_in_on = form.moved_in_on.data or today
    needed = service.needed(database, found, moved_in_on, today)
    left = {one.need for one in needed if not one.is_met}
    pair = service.versions_of(database, found.id)
    rent = pair.signed(RENT) or pair.coming(RENT)
    begins_on = found.starts_on if rent is None else rent.starts_on
    return render_template(
        "agreements/start.html",
        placement=found,
        form=form,
        needed=needed,
        rent=rent,
        coaching=pair.latest(COACHING),
        is_ready=not left,
        begins_on=begins_on if left == {Need.DAY_REACHED} and begins_on > today else None,
        may_record=left <= {Need.DAY_REACHED} and begins_on <= today,
    )
