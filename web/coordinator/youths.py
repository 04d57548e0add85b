"""Youths: the list, one dossier with why there is no room yet, and changing the needs."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from matcher.access import Action, can, scope
from matcher.cases.exceptions import NoException
from matcher.cases.gaps import Gap
from matcher.cases.service import SUBJECTS as CASE_SUBJECTS
from matcher.database.youths import Youth
from matcher.errors import Incomplete, MatcherError
from matcher.history import history_of
from matcher.inforce import today_in_the_netherlands
from matcher.words import Role, TargetGroup, YouthStatus, YouthStepReason
from matcher.youths import listing, needs, service
from matcher.youths.rules import STEPS
from web.access import allow, principal
from web.cases.blueprint import told
from web.coordinator import records
from web.coordinator.blueprint import blueprint
from web.coordinator.board import room_name
from web.formatting import label
from web.happened import FIELDS
from web.needs import NeedsForm
from web.session import database
from web.why import why_no_room

TEXTS = {
    "make_ready": lazy_gettext("Ready to be matched"),
    "hold": lazy_gettext("Not ready yet"),
    "withdraw": lazy_gettext("Withdraw"),
    "reopen": lazy_gettext("Open again"),
}
DONE = {
    "make_ready": lazy_gettext("The youth takes part in the next round."),
    "hold": lazy_gettext("The youth takes part in no round for now."),
    "withdraw": lazy_gettext("The youth is taken off the waiting list."),
    "reopen": lazy_gettext("The registration is open again."),
}
WITH_REASON = ("withdraw",)
StepForm = records.step_form(YouthStepReason)


@blueprint.get("/youths")
@allow(Role.COORDINATOR)
def youths() -> str:
    order, descending = records.chosen_order(tuple(listing.ORDERS), "waiting", descending=True)
    filters = listing.Filters(
        status=records.word_from(YouthStatus, "status"),
        municipality=request.args.get("municipality", ""),
        target_group=records.word_from(TargetGroup, "group"),
        text=records.searched(),
        order=order,
        descending=descending,
    )
    return render_template(
        "coordinator/youths.html",
        page=listing.youths(database, _reach(), filters, records.page_number()),
        counts=listing.counts_by_status(database, _reach(), filters),
        filters=filters,
        statuses=tuple(YouthStatus),
        groups=[(group.value, label(group)) for group in TargetGroup],
        municipalities=records.municipality_choices(Action.READ_YOUTH),
        today=today_in_the_netherlands(),
    )


@blueprint.get("/youths/<int:youth_id>")
@allow(Role.COORDINATOR)
def youth(youth_id: int) -> str:
    found = _reached(youth_id)
    records.note_look("youth", youth_id)
    return _page(found)


@blueprint.post("/youths/<int:youth_id>/step")
@allow(Role.COORDINATOR)
def youth_step(youth_id: int) -> Any:
    found = _reached(youth_id, Action.CHANGE_YOUTH)
    action = request.form.get("action", "")
    if action not in TEXTS:
        abort(400)
    form = StepForm()
    if action in WITH_REASON and not form.validate():
        return _page(found, form, action), 422
    version = request.form.get("version", 0, type=int)
    why = YouthStepReason(form.reason.data) if action in WITH_REASON else None
    try:
        service.change_status(database, records.actor(), youth_id, action, version, why=why)
    except Incomplete as error:
        return _incomplete(youth_id, error), 422
    except MatcherError as error:
        return records.refused(error, lambda: _page(_reached(youth_id)))
    flash(str(DONE[action]), "ok")
    return redirect(url_for(".youth", youth_id=youth_id), code=303)


@blueprint.get("/youths/<int:youth_id>/change")
@allow(Role.COORDINATOR)
def change_youth(youth_id: int) -> str:
    return _fresh_form(youth_id)


@blueprint.post("/youths/<int:youth_id>/change")
@allow(Role.COORDINATOR)
def save_youth(youth_id: int) -> Any:
    found = _reached(youth_id, Action.CHANGE_YOUTH)
    form = NeedsForm(found)
    version = request.form.get("version", 0, type=int)
    if not form.validate():
        return _form_page(found, form, version), 422
    try:
        changed = needs.change_needs(
            database, records.actor(), youth_id, version,
            form.situation(), form.needs(), form.spots(),
        )  # fmt: skip
    except NoException as error:
        form.age_exception.errors = [told(error)]
        return _form_page(found, form, version), 422
    except MatcherError as error:
        return records.refused(error, lambda: _fresh_form(youth_id))
    _tell(youth_id, changed)
    return redirect(url_for(".youth", youth_id=youth_id), code=303)


def _tell(youth_id: int, changed: tuple[str, ...]) -> None:
    if not changed:
        flash(_("Nothing was changed."), "info")
        return
    flash(_("Saved: %(names)s.", names=", ".join(str(FIELDS[name]) for name in changed)), "ok")
    if listing.with_open_proposal(database, [youth_id]):
        flash(
            _("There is an open proposal for this youth. Check whether it is still right."),
            "warning",
        )


def _incomplete(youth_id: int, error: Incomplete) -> str:
    database.rollback()
    missing = ", ".join(str(label(Gap(code))) for code in error.missing)
    flash(_("Not ready yet. Still missing: %(missing)s.", missing=missing), "error")
    return _page(_reached(youth_id))


def _reach(action: Action = Action.READ_YOUTH) -> Any:
    """Return the condition 'lives in one of the person's regions'."""
    return scope(principal(), action).where(municipality=[Youth.municipality_code])


def _reached(youth_id: int, action: Action = Action.READ_YOUTH) -> Youth:
    return listing.one(database, _reach(action), youth_id)


def _page(found: Youth, form: Any = None, opened: str = "") -> str:
    proposals = listing.proposals_of(database, found.id)
    return render_template(
        "coordinator/youth.html",
        youth=found,
        buttons=records.step_buttons(STEPS, found.status, TEXTS, WITH_REASON),
        form=form or StepForm(formdata=None),
        opened=opened,
        today=today_in_the_netherlands(),
        why=None if any(p.status == "proposed" for p in proposals) else why_no_room(found),
        proposals=proposals,
        placements=listing.placements_of(database, found.id),
        room_name=lambda room: room_name(room, principal()),
        can_see=lambda room: can(principal(), Action.READ_HOST, room),
        history=history_of(database, {subject: [found.id] for subject in CASE_SUBJECTS}),
    )


def _fresh_form(youth_id: int) -> str:
    found = _reached(youth_id, Action.CHANGE_YOUTH)
    return _form_page(found, NeedsForm(found, formdata=None), found.version)


def _form_page(found: Youth, form: NeedsForm, version: int) -> str:
    return render_template("coordinator/youth_change.html", youth=found, form=form, version=version)
