from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import ColumnElement, select

from matcher.access import Action, Belonging, demand, scope
from matcher.database.accounts import CareOrganisation
from matcher.database.hosts import Room
from matcher.database.youths import Youth
from matcher.inforce import today_in_the_netherlands
from matcher.rooms.search import room_anywhere
from matcher.words import Role, YouthStatus
from matcher.youths import listing
from matcher.youths.doubles import Known, TooManySearches, known
from matcher.youths.registration import register as register_youth
from web.access import allow, principal
from web.cases.blueprint import dossier
from web.coordinator import records
from web.menu import MenuItem
from web.picking import open_ahead, rooms_to_pick
from web.referrer.forms import RegisterForm
from web.session import database
from web.why import municipality_name, why_no_room
from web.whynot import verdict

blueprint = Blueprint("referrer", __name__, url_prefix="/referrer")

MENU = (
    MenuItem(
        "referrer.youths", lazy_gettext("My youths"), 200,
        covers=("referrer.", "cases.", "needs.", "screening.", "namelists.", "people.hand_over"),
    ),
)  # fmt: skip


@blueprint.get("/youths")
@allow(Role.REFERRER)
def youths() -> str:
    order, descending = records.chosen_order(tuple(listing.ORDERS), "waiting", descending=True)
    filters = listing.Filters(
        status=records.word_from(YouthStatus, "status"),
        text=records.searched(),
        order=order,
        descending=descending,
    )
    page = listing.youths(database, _own(), filters, records.page_number())
    return render_template(
        "referrer/youths.html",
        page=page,
        counts=listing.counts_by_status(database, _own(), filters),
        with_proposal=listing.with_open_proposal(database, [youth.id for youth in page.rows]),
        filters=filters,
        statuses=tuple(YouthStatus),
        organisation=database.get(CareOrganisation, principal().organisation_id or 0),
        today=today_in_the_netherlands(),
    )


@blueprint.get("/youths/<int:youth_id>")
@allow(Role.REFERRER)
def youth(youth_id: int) -> str:
    found = listing.one(database, _own(), youth_id)
    records.note_look("youth", youth_id)
    has_proposal = bool(listing.with_open_proposal(database, [youth_id]))
    return render_template(
        "referrer/youth.html",
        youth=found,
        today=today_in_the_netherlands(),
        has_proposal=has_proposal,
        why=None if has_proposal else why_no_room(found),
        placements=listing.placements_of(database, youth_id),
    )


@blueprint.get("/youths/<int:youth_id>/why-not")
@allow(Role.REFERRER)
def why_not(youth_id: int) -> str:
    """Why not this room, for an own youth. Rooms have a town and a reference here, no host; other
    youths are nobody in particular."""
    found = listing.one(database, _own(), youth_id)
    room_id, text = request.args.get("room", type=int), records.searched()
    room = room_anywhere(database, room_id) if room_id else None
    if room is None:
        open_ahead()
    else:
        records.note_look("youth", youth_id)
    return render_template(
        "referrer/whynot.html",
        youth=found,
        room=room,
        text=text,
        rooms=rooms_to_pick(found, text) if room is None else [],
        verdict=verdict(youth_id, room.id, _youth_name, _room_name, municipality_name)
        if room
        else None,
    )


def _youth_name(key: int) -> str:
    is_own = database.scalar(select(Youth.id).where(Youth.id == key, _own()))
    return database.get_one(Youth, key).name if is_own else _("another youth")


def _room_name(key: int) -> str:
    return _("a room in %(town)s", town=database.get_one(Room, key).home.place_name)


@blueprint.get("/youths/new")
@allow(Role.REFERRER)
def register() -> str:
    _demand_registering()
    return _page(RegisterForm(formdata=None))


@blueprint.post("/youths/new")
@allow(Role.REFERRER)
def save_registration() -> Any:
    _demand_registering()
    form = RegisterForm()
    if not form.validate():
        return _page(form), 422
    details = form.registration(principal().organisation_id)
    is_checked = bool(form.is_somebody_else.data)
    try:
        found = [] if is_checked else known(
            database, records.actor(), principal(), details.person
        )  # fmt: skip
    except TooManySearches:
        form.form_errors.append(_("You searched very often in the past hour. Wait a while."))
        return _page(form), 429
    if found:  # nothing is saved yet; that somebody looked is
        return _page(form, found)
    saved = register_youth(
        database, records.actor(), details, today_in_the_netherlands(),
        is_somebody_else=is_checked,
    )  # fmt: skip
    flash(_("%(name)s is registered. The coordinator looks at the dossier.", name=saved.name), "ok")
    return redirect(url_for(".youth", youth_id=saved.id), code=303)


def _page(form: RegisterForm, found: list[Known] | None = None) -> str:
    """Show the form; of another organisation's dossier no more than that somebody is active."""
    return render_template(
        "referrer/register.html",
        form=form,
        found=found,
        is_double=bool(found) or "is_somebody_else" in request.form,
        dossier=dossier,
    )


def _own() -> ColumnElement[bool]:
    """Return the condition 'of the own organisation', whatever other roles the person has."""
    return scope(principal(), Action.READ_YOUTH).where(organisation=Youth.organisation_id)


def _demand_registering() -> None:
    demand(
        principal(),
        Action.REGISTER_YOUTH,
        Belonging.of(organisation_id=principal().organisation_id),
    )
