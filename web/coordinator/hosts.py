"""Hosts: the list, and the dossier of one household with the steps that are possible now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import select

from matcher.access import Action, scope
from matcher.database.hosts import Household, Room
from matcher.database.records import AuditEvent
from matcher.database.visits import HomeVisit
from matcher.errors import MatcherError
from matcher.history import history_of
from matcher.hosts import listing, service
from matcher.hosts.reasons import possible_reasons
from matcher.hosts.rules import (
    STEPS,
    WITH_REASON,
    exemption_of_year,
    yearly_rent_within_exemption,
)
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.rooms.listing import listed
from matcher.visits.impressions import is_blind_to
from matcher.visits.listing import needs_another_visit
from matcher.words import HostStepReason, HouseholdStatus, Role
from web.access import allow, principal
from web.coordinator import records
from web.coordinator.blueprint import blueprint
from web.session import database

TEXTS = {
    "refuse": lazy_gettext("Refuse"),
    "pause": lazy_gettext("Pause"),
    "resume": lazy_gettext("End the break"),
    "withdraw": lazy_gettext("Host stops"),
    "reopen": lazy_gettext("Open again"),
}
DONE = {
    "refuse": lazy_gettext("The host is refused and gets a message."),
    "pause": lazy_gettext("The host is on a break: no new proposals."),
    "resume": lazy_gettext("The host takes part again."),
    "withdraw": lazy_gettext("The host has stopped."),
    "reopen": lazy_gettext("The registration is open again."),
}
StepForm = records.step_form(HostStepReason)


@blueprint.get("/hosts")
@allow(Role.COORDINATOR)
def hosts() -> str:
    reached = scope(principal(), Action.READ_HOST)
    order, descending = records.chosen_order(tuple(listing.ORDERS), "waiting", descending=True)
    filters = listing.Filters(
        status=records.word_from(HouseholdStatus, "status"),
        municipality=request.args.get("municipality", ""),
        text=records.searched(),
        order=order,
        descending=descending,
    )
    return render_template(
        "coordinator/hosts.html",
        page=listing.hosts(database, reached, filters, records.page_number()),
        counts=listing.counts_by_status(database, reached, filters),
        filters=filters,
        statuses=tuple(HouseholdStatus),
        municipalities=records.municipality_choices(Action.READ_HOST),
        today=today_in_the_netherlands(),
    )


@blueprint.get("/hosts/<int:household_id>")
@allow(Role.COORDINATOR)
def host(household_id: int) -> str:
    found = _reached(household_id)
    records.note_look("household", household_id)
    return _page(found)


@blueprint.post("/hosts/<int:household_id>/step")
@allow(Role.COORDINATOR)
def host_step(household_id: int) -> Any:
    found = _reached(household_id, Action.SCREEN_HOST)
    action = request.form.get("action", "")
    if action not in TEXTS:
        abort(400)
    form = StepForm()
    if action in WITH_REASON and not _is_chosen(form, found, action):
        return _page(found, form, action), 422
    version = request.form.get("version", 0, type=int)
    why = HostStepReason(form.reason.data) if action in WITH_REASON else None
    try:
        service.change_status(database, records.actor(), household_id, action, version, why=why)
    except MatcherError as error:
        return records.refused(error, lambda: _page(_reached(household_id)))
    flash(str(DONE[action]), "ok")
    return redirect(url_for(".host", household_id=household_id), code=303)


def _is_chosen(form: Any, found: Household, action: str) -> bool:
    if not form.validate():
        return False
    if form.reason.data in possible_reasons(database, found.id, action):
        return True
    form.reason.errors = [_("Choose a reason.")]
    return False


def _reached(household_id: int, action: Action = Action.READ_HOST) -> Household:
    return listing.one(database, scope(principal(), action), household_id)


def _page(found: Household, form: Any = None, opened: str = "") -> str:
    today = today_in_the_netherlands()
    rooms = [room for home in found.homes for room in home.rooms]
    year, exemption = exemption_of_year(policy_in_force().kamerverhuurvrijstelling, today.year)
    rents = [room.rent_cents for room in rooms]
    is_blind = is_blind_to(database, principal().account_id, found.id)
    return render_template(
        "coordinator/host.html",
        household=found,
        rooms=listed(database, rooms, today),
        buttons=records.step_buttons(
            STEPS,
            found.status,
            TEXTS,
            WITH_REASON,
            lambda action: possible_reasons(database, found.id, action),
        ),
        form=form or StepForm(formdata=None),
        opened=opened,
        # Whoever visits this home goes without knowing what was found before.
        history=[] if is_blind else _history(found, rooms),
        is_blind=is_blind,
        needs_another_visit=needs_another_visit(database, found),
        today=today,
        year=year,
        exemption_cents=exemption,
        yearly_rent_cents=sum(rents) * 12,
        is_within=yearly_rent_within_exemption(rents, exemption),
        title=_("Host %(name)s", name=found.contact_name),
    )


def _history(found: Household, rooms: list[Room]) -> Sequence[AuditEvent]:
    visits = select(HomeVisit.id).where(HomeVisit.household_id == found.id)
    subjects = {
        "household": [found.id],
        "room": [room.id for room in rooms],
        "visit": list(database.scalars(visits)),
    }
    return history_of(database, subjects)
