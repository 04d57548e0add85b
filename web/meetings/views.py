"""Plan a meeting, hold it with the agenda on screen, and close it with minutes."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import select
from wtforms.fields.choices import SelectChoice

from matcher.access import Action, scope
from matcher.database.work import CaseMeeting
from matcher.errors import AlreadyTaken, Incomplete, MatcherError, NotAllowed, NotFound
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.meetings import service
from matcher.meetings.rules import MOST_MUNICIPALITIES, next_meeting_on
from matcher.namelists import service as namelists
from matcher.plans.rules import Wanted
from matcher.words import AgendaPart, IntroductionStage, MeetingStatus, Role, Seriousness, Side
from web.access import allow, principal
from web.coordinator import records
from web.formatting import label, long_date
from web.living.forms import ActionForm
from web.meetings.blueprint import blueprint
from web.meetings.forms import CloseForm, DecideForm, PlanForm
from web.meetings.shown import counts, division_of, limited, points_of, reached
from web.menu import MenuItem
from web.session import database
from web.work.addresses import address

__all__ = ["MENU", "blueprint"]

MENU = (MenuItem("meetings.index", lazy_gettext("Case meeting"), 106, group="today"),)
SHOWN = 30


@blueprint.app_template_filter("point_day")
def _point_day(text: str) -> str:
    return long_date(date.fromisoformat(text))


@blueprint.app_template_filter("stage_label")
def _stage_label(code: str) -> str:
    return label(IntroductionStage(code))


@blueprint.app_template_filter("seriousness_label")
def _seriousness_label(code: str) -> str:
    return label(Seriousness(code))


@blueprint.get("")
@allow(Role.COORDINATOR)
def index() -> str:
    form = _plan_form(formdata=None)
    day = policy_in_force().after.meeting_weekday
    form.held_on.data = next_meeting_on(today_in_the_netherlands(), day)
    found = records.municipality_choices(Action.READ_MEETING)
    form.municipalities.data = [code for code, _name in found][:MOST_MUNICIPALITIES]
    return _index(form)


@blueprint.post("")
@allow(Role.COORDINATOR)
def plan() -> Any:
    form = _plan_form()
    if not form.validate() or form.held_on.data is None:
        return _index(form), 422
    if form.held_on.data < today_in_the_netherlands():
        form.held_on.errors = [_("Choose today or a day to come.")]
        return _index(form), 422
    try:
        made = service.plan(
            database, records.actor(), form.municipalities.data or [], form.held_on.data
        )
    except service.RegionRefused:
        form.municipalities.errors = [_("Choose at most 11 municipalities for one meeting.")]
        return _index(form), 422
    except AlreadyTaken:
        form.held_on.errors = [_("These municipalities already meet on this day.")]
        return _index(form), 422
    flash(_("The meeting is planned. Its agenda keeps itself up to date until you open it."), "ok")
    return redirect(url_for(".meeting", meeting_id=made.id), code=303)


@blueprint.get("/<int:meeting_id>")
@allow(Role.COORDINATOR)
def meeting(meeting_id: int) -> str:
    return _page(reached(meeting_id))


@blueprint.post("/<int:meeting_id>/open")
@allow(Role.COORDINATOR)
def open_meeting(meeting_id: int) -> Any:
    reached(meeting_id, Action.RUN_MEETING)
    version = request.form.get("version", 0, type=int)
    try:
        service.open_meeting(
            database, records.actor(), meeting_id, version, today_in_the_netherlands()
        )
    except MatcherError as error:
        return records.refused(error, lambda: _page(reached(meeting_id)))
    flash(_("The meeting is open. The agenda stays as it is now."), "ok")
    return redirect(url_for(".meeting", meeting_id=meeting_id), code=303)


@blueprint.post("/<int:meeting_id>/points/<int:item_id>")
@allow(Role.COORDINATOR)
def decide(meeting_id: int, item_id: int) -> Any:
    found, form = _with_item(meeting_id, item_id), DecideForm()
    if not form.validate():
        return _page(found, {item_id: form}), 422
    try:
        item = service.decide(
            database, records.actor(), item_id, form.decision.data or "", bool(form.discussed.data)
        )
    except MatcherError as error:
        return records.refused(error, lambda: _page(reached(meeting_id)))
    # On to the next point: the one that was just settled needs no second look.
    return redirect(_anchor(meeting_id, item.position + 1, len(found.items)), code=303)


@blueprint.post("/<int:meeting_id>/points/<int:item_id>/action")
@allow(Role.COORDINATOR)
def add_action(meeting_id: int, item_id: int) -> Any:
    found, form = _with_item(meeting_id, item_id), ActionForm()
    if not form.validate():
        return _page(found, action_forms={item_id: form}), 422
    wanted = Wanted(
        what=form.what.data or "",
        measured_by=form.measured_by.data or "",
        owner=Side(form.owner.data),
        due_on=form.due_on.data,
    )
    try:
        service.add_action(database, records.actor(), item_id, wanted, today_in_the_netherlands())
    except Incomplete:
        database.rollback()
        form.form_errors.append(
            _("Say what, how you can tell, who does it, and a day that is not past.")
        )
        return _page(reached(meeting_id), action_forms={item_id: form}), 422
    except MatcherError as error:
        return records.refused(error, lambda: _page(reached(meeting_id)))
    flash(_("The action stands in the plan of this placement."), "ok")
    position = next(one.position for one in found.items if one.id == item_id)
    return redirect(_anchor(meeting_id, position, len(found.items)), code=303)


@blueprint.post("/<int:meeting_id>/points/<int:item_id>/divide")
@allow(Role.COORDINATOR)
def divide(meeting_id: int, item_id: int) -> Any:
    """Give the names of a list to workers, in the meeting itself."""
    found = _with_item(meeting_id, item_id, Action.RUN_MEETING)
    item = next(one for one in found.items if one.id == item_id)
    today = today_in_the_netherlands()
    known = division_of(item.subject_id, today) if item.subject == "name_list" else None
    if known is None or found.status != MeetingStatus.HELD:
        raise NotFound("name list", item_id)
    given = {
        name.id: account_id
        for name in known.names.names
        if (account_id := request.form.get(f"name-{name.id}", type=int))
    }
    try:
        number = namelists.assign(database, records.actor(), known.names, given, today)
    except NotAllowed as error:
        return records.refused(error, lambda: _page(reached(meeting_id)))
    if number:
        service.decide(database, records.actor(), item_id, item.decision, True)
        flash(_("The names are divided. Each worker finds them under 'Names for us'."), "ok")
    else:
        flash(_("Choose a worker for at least one name."), "info")
    return redirect(_anchor(meeting_id, item.position, len(found.items)), code=303)


@blueprint.post("/<int:meeting_id>/close")
@allow(Role.COORDINATOR)
def close(meeting_id: int) -> Any:
    found, form = reached(meeting_id, Action.RUN_MEETING), CloseForm()
    if not form.validate():
        return _page(found, close_form=form), 422
    try:
        service.close(
            database, records.actor(), meeting_id, form.version.data or 0,
            form.minutes.data or "", today_in_the_netherlands(),
        )  # fmt: skip
    except MatcherError as error:
        return records.refused(error, lambda: _page(reached(meeting_id)))
    flash(_("The meeting is closed. What was decided stands in the dossiers."), "ok")
    return redirect(url_for(".meeting", meeting_id=meeting_id), code=303)


def _with_item(meeting_id: int, item_id: int, action: Action = Action.RUN_MEETING) -> CaseMeeting:
    """Return the meeting; a point that is not among those the reader sees is not there."""
    found = reached(meeting_id, action)
    seen = {one.row.id for part in points_of(found).values() for one in part if one.row}
    if item_id not in seen:
        raise NotFound("meeting item", item_id)
    return found


def _anchor(meeting_id: int, position: int, last: int) -> str:
    return url_for(".meeting", meeting_id=meeting_id, _anchor=f"point-{min(position, last)}")


def _plan_form(**options: Any) -> PlanForm:
    form = PlanForm(**options)
    found = records.municipality_choices(Action.READ_MEETING)
    form.municipalities.choices = [SelectChoice(code, name) for code, name in found]
    return form


def _index(form: PlanForm) -> str:
    codes = scope(principal(), Action.READ_MEETING).municipalities
    query = select(CaseMeeting).order_by(CaseMeeting.held_on.desc(), CaseMeeting.id.desc())
    found = [one for one in database.scalars(query.limit(500)) if codes & set(one.region.split())]
    return render_template(
        "meetings/index.html",
        meetings=found[:SHOWN],
        names=_names(found),
        form=form,
        today=today_in_the_netherlands(),
    )


def _names(meetings: list[CaseMeeting]) -> dict[str, str]:
    from matcher.database.places import Municipality

    codes = {code for one in meetings for code in one.region.split()}
    query = select(Municipality.code, Municipality.name).where(Municipality.code.in_(sorted(codes)))
    return {row.code: row.name for row in database.execute(query)}


def _page(
    found: CaseMeeting,
    forms: dict[int, DecideForm] | None = None,
    action_forms: dict[int, ActionForm] | None = None,
    close_form: CloseForm | None = None,
) -> str:
    parts = points_of(found)
    today = today_in_the_netherlands()
    lists = [one.point.subject_id for one in parts.get(AgendaPart.NEW_NAMES, [])
             if one.point.subject == "name_list"]  # fmt: skip
    is_held = found.status == MeetingStatus.HELD
    return render_template(
        "meetings/meeting.html",
        meeting=found,
        names=_names([found]),
        parts=limited(parts),
        counts=counts(parts),
        divisions={key: division_of(key, today) for key in lists} if is_held else {},
        forms_=forms or {},
        action_forms=action_forms or {},
        blank_action=lambda: ActionForm(formdata=None),
        decide_form=lambda row: DecideForm(
            formdata=None, decision=row.decision, discussed=row.discussed
        ),
        close_form=close_form
        or CloseForm(formdata=None, version=found.version, minutes=found.minutes),
        address=address,
        today=today,
    )
