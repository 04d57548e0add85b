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
from matcher.errors import AlreadyTaken
from matcher.inforce import today_in_the_netherlands
from matcher.rooms.search import room_anywhere
from matcher.words import Role, YouthStatus
from matcher.youths import listing, needs
from web.access import allow, principal
from web.coordinator import records
from web.coordinator.rounds import municipality_name
from web.coordinator.youths import map_around
from web.picking import open_ahead, rooms_to_pick
from web.referrer.forms import RegisterForm
from web.session import database
from web.sitemap import MenuItem
from web.why import why_no_room
from web.whynot import verdict

blueprint = Blueprint("referrer", __name__, url_prefix="/referrer")

MENU = (MenuItem("referrer.youths", lazy_gettext("My youths"), 200),)


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
        map=map_around(found),
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
    return render_template("referrer/register.html", form=RegisterForm(formdata=None))


@blueprint.post("/youths/new")
@allow(Role.REFERRER)
def save_registration() -> Any:
    _demand_registering()
    form = RegisterForm()
    if not form.validate():
        asked = "is_somebody_else" in request.form
        return render_template("referrer/register.html", form=form, is_double=asked), 422
    details = form.registration(principal().organisation_id)
    try:
        saved = needs.register(
            database, records.actor(), details, today_in_the_netherlands(),
            is_somebody_else=bool(form.is_somebody_else.data),
        )  # fmt: skip
    except AlreadyTaken:
        return _double(form), 422
    flash(_("%(name)s is registered. The coordinator looks at the dossier.", name=saved.name), "ok")
    return redirect(url_for(".youth", youth_id=saved.id), code=303)


def _double(form: RegisterForm) -> str:
    """Warn of a youth of this name and birthday; of another organisation's nothing more is told."""
    same = needs.same_person(database, form.registration(principal().organisation_id))
    is_own = same is not None and same.organisation_id in _reached()
    return render_template(
        "referrer/register.html", form=form, is_double=True, own_double=same if is_own else None
    )


def _reached() -> frozenset[int]:
    return scope(principal(), Action.READ_YOUTH).organisation_ids


def _own() -> ColumnElement[bool]:
    """Return the condition 'of the own organisation', whatever other roles the person has."""
    return scope(principal(), Action.READ_YOUTH).where(organisation=Youth.organisation_id)


def _demand_registering() -> None:
    demand(
        principal(),
        Action.REGISTER_YOUTH,
        Belonging.of(organisation_id=principal().organisation_id),
    )
