"""Record a check-in, or say that it did not take place, or move it."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template
from flask_babel import gettext as _

from matcher.access import Action
from matcher.checkins import daily, planning, service, voices
from matcher.checkins.service import CheckInReport
from matcher.database.living import CheckIn
from matcher.errors import MatcherError, NotFound
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.words import CheckInKind, CheckInStatus, EvaluationSide, LadderStep, Role
from web.access import allow
from web.coordinator import records
from web.formatting import long_date
from web.living.blueprint import back, blueprint, page_of, reached, refused
from web.living.forms import CheckInForm, MoveForm, StepForm
from web.session import database


@blueprint.get("/check-ins/<int:check_in_id>")
@allow(Role.COORDINATOR, Role.REFERRER)
def check_in(check_in_id: int) -> Any:
    found = _found(check_in_id)
    known = {one.side: one for one in found.voices}
    data: dict[str, Any] = {"version": found.version}
    for side in EvaluationSide:
        if side in known:
            data[f"{side.value}_goes"] = str(known[side].goes)
            data[f"{side.value}_text"] = known[side].text
    if found.planned_on <= today_in_the_netherlands():
        data["held_on"] = found.planned_on
    return _page(found, CheckInForm(formdata=None, data=data))


@blueprint.post("/check-ins/<int:check_in_id>")
@allow(Role.COORDINATOR, Role.REFERRER)
def hold(check_in_id: int) -> Any:
    found = _found(check_in_id)
    form = CheckInForm()
    if not form.validate():
        return _page(found, form), 422
    today = today_in_the_netherlands()
    try:
        service.hold(
            database, records.actor(), check_in_id, form.version.data or 0, _report(form), today
        )
    except MatcherError as error:
        status = refused(error)
        return _page(_found(check_in_id), form), status
    _tell_next(found.placement_id, _("The check-in is recorded."))
    return back(found.placement_id, "check-ins")


@blueprint.post("/check-ins/<int:check_in_id>/miss")
@allow(Role.COORDINATOR, Role.REFERRER)
def miss(check_in_id: int) -> Any:
    found = _found(check_in_id)
    form = StepForm()
    today = today_in_the_netherlands()
    try:
        service.miss(database, records.actor(), check_in_id, form.version.data or 0, today)
        daily.raise_when_out_of_sight(database, found.placement)
    except MatcherError as error:
        status = refused(error)
        return _page(_found(check_in_id), _fresh(check_in_id)), status
    _tell_next(found.placement_id, _("Recorded that it did not take place."))
    return back(found.placement_id, "check-ins")


@blueprint.post("/check-ins/<int:check_in_id>/move")
@allow(Role.COORDINATOR, Role.REFERRER)
def move(check_in_id: int) -> Any:
    found = _found(check_in_id)
    form = MoveForm()
    if not form.validate():
        return _page(found, _fresh(check_in_id), form), 422
    today = today_in_the_netherlands()
    try:
        service.move(
            database,
            records.actor(),
            check_in_id,
            form.version.data or 0,
            form.day.data or today,
            today,
        )
    except MatcherError as error:
        status = refused(error)
        return _page(_found(check_in_id), _fresh(check_in_id), form), status
    flash(_("The check-in is moved."), "ok")
    return back(found.placement_id, "check-ins")


def _found(check_in_id: int) -> CheckIn:
    found = database.get(CheckIn, check_in_id)
    if found is None:
        raise NotFound("check-in", check_in_id)
    reached(found.placement_id, Action.WRITE_CHECK_IN)
    return found


def _fresh(check_in_id: int) -> CheckInForm:
    found = database.get_one(CheckIn, check_in_id)
    return CheckInForm(formdata=None, data={"version": found.version})


def _report(form: CheckInForm) -> CheckInReport:
    heard = {}
    for side in EvaluationSide:
        chosen = form[f"{side.value}_goes"].data
        if chosen:
            text = form[f"{side.value}_text"].data or ""
            heard[side] = voices.Heard(int(chosen), text)
    return CheckInReport(
        kind=CheckInKind(form.kind.data),
        held_on=form.held_on.data or today_in_the_netherlands(),
        activities=form.activities(),
        summary=form.summary.data or "",
        next_on=form.next_on.data,
        step=LadderStep(form.step.data) if form.step.data else None,
        heard=heard,
    )


def _tell_next(placement_id: int, text: str) -> None:
    following = planning.planned_of(database, placement_id)
    if following is not None:
        text += " " + _("The next one is on %(day)s.", day=long_date(following.planned_on))
    flash(text, "ok")


def _page(found: CheckIn, form: CheckInForm, move_form: MoveForm | None = None) -> str:
    today = today_in_the_netherlands()
    is_open = found.status == CheckInStatus.PLANNED
    return render_template(
        "living/check_in.html",
        check_in=found,
        placement=found.placement,
        form=form,
        move_form=move_form or MoveForm(formdata=None, data={"version": found.version}),
        is_moving=move_form is not None,
        is_open=is_open,
        has_come=found.planned_on <= today,
        latest_on=planning.latest_day(database, found, found.placement) if is_open else None,
        grace_days=planning.rhythm(policy_in_force()).grace_days,
        back_to=page_of(found.placement_id),
    )
