"""A host changes the household, the rules of the house or a room, or adds a room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from matcher import clock
from matcher.access import Action, demand
from matcher.audit import Actor
from matcher.database.hosts import Household, Room
from matcher.database.introductions import Introduction
from matcher.errors import MatcherError, RoomAwaited, Stale
from matcher.hosts import changes, telling
from matcher.hosts.registration import Circumstances
from matcher.hosts.rules import alters_matching
from matcher.inforce import today_in_the_netherlands
from matcher.rooms import service
from matcher.rooms.rules import alters_matching as room_alters_matching
from matcher.rooms.terms import terms_of
from matcher.words import HouseholdStatus, Role
from web.access import allow, principal
from web.happened import FIELDS
from web.host.blueprint import blueprint
from web.host.forms import Together, You, YourHome, YourHousehold
from web.host.home import own_household
from web.host.registering import household_details
from web.host.rules_form import HouseRules, data_of
from web.host.underway import told
from web.room_form import RoomForm
from web.session import database

#: Hosts who may tell of changes: who was refused or stopped begins anew with the coordinator.
CHANGEABLE = (
    HouseholdStatus.SIGNED_UP,
    HouseholdStatus.VISITED,
    HouseholdStatus.APPROVED,
    HouseholdStatus.PAUSED,
)


class HouseholdForm(You, YourHousehold, YourHome, Together):
    """All that a host told of the household, on one page."""


@blueprint.get("/host/household")
@allow(Role.HOST)
def change_household() -> Any:
    household = _own()
    form = HouseholdForm(formdata=None, data=_told(household))
    return _household_page(household, form, household.version)


@blueprint.post("/host/household")
@allow(Role.HOST)
def save_household() -> Any:
    household, form = _own(), HouseholdForm()
    if not form.validate():
        return _household_page(household, form, _version()), 422
    details = household_details(form.data)
    try:
        changed = changes.change_household(
            database, _actor(), household.id, _version(), details, clock.moment()
        )
    except MatcherError as error:
        return _refused(error, url_for(".change_household"))
    return _done(household, changed, alters_matching(changed))


@blueprint.get("/host/house-rules")
@allow(Role.HOST)
def change_rules() -> Any:
    household = _own()
    kept = data_of(changes.rules_of(database, household.id))
    return _rules_page(household, HouseRules(formdata=None, data=kept), household.version)


@blueprint.post("/host/house-rules")
@allow(Role.HOST)
def save_rules() -> Any:
    household, form = _own(), HouseRules()
    if not form.validate():
        return _rules_page(household, form, _version()), 422
    try:
        changed = changes.change_rules(database, _actor(), household.id, _version(), form.rules())
    except MatcherError as error:
        return _refused(error, url_for(".change_rules"))
    return _done(household, changed, alters=False)


@blueprint.get("/host/rooms/<int:room_id>/change")
@allow(Role.HOST)
def change_room(room_id: int) -> Any:
    household = _own()
    room = _room_of(household, room_id)
    return _room_page(household, _form_of(room, formdata=None), room, room.version)


@blueprint.post("/host/rooms/<int:room_id>/change")
@allow(Role.HOST)
def save_room(room_id: int) -> Any:
    household = _own()
    room = _room_of(household, room_id)
    form = _form_of(room)
    if not form.validate():
        return _room_page(household, form, room, _version()), 422
    try:
        changed = service.change_room(
            database, _actor(), room_id, _version(), form.details(), takes_out=takes_out()
        )
    except RoomAwaited as error:
        database.rollback()
        going = told([database.get_one(Introduction, key) for key in error.introductions])
        return _room_page(_own(), form, room, _version(), going), 422
    except MatcherError as error:
        return _refused(error, url_for(".change_room", room_id=room_id))
    return _done(household, changed, room_alters_matching(changed), [room_id])


@blueprint.get("/host/rooms/new")
@allow(Role.HOST)
def new_room() -> Any:
    household = _own()
    form = RoomForm(None, None, today_in_the_netherlands(), formdata=None)
    return _room_page(household, form)


@blueprint.post("/host/rooms/new")
@allow(Role.HOST)
def add_room() -> Any:
    household = _own()
    home = household.homes[0] if household.homes else abort(404)
    form = RoomForm(None, None, today_in_the_netherlands())
    if not form.validate():
        return _room_page(household, form), 422
    room = service.add_room(database, _actor(), home.id, form.details())
    telling.room_added(database, household)
    flash(_("The room is added."), "ok")
    flash(_alters(household), "info")
    return redirect(url_for(".home", _anchor=f"room-{room.id}"), code=303)


def _own() -> Household:
    household = own_household()
    if household is None or household.status not in CHANGEABLE:
        abort(404)
    demand(principal(), Action.CHANGE_HOST, household)
    return household


def _room_of(household: Household, room_id: int) -> Room:
    rooms = (room for home in household.homes for room in home.rooms if room.id == room_id)
    return next(rooms, None) or abort(404)


def _form_of(room: Room, **kwargs: Any) -> RoomForm:
    return RoomForm(room, terms_of(database, room.id), today_in_the_netherlands(), **kwargs)


def _told(household: Household) -> dict[str, Any]:
    """Return what the form shows of a household."""
    kept = changes.circumstances_of(database, household.id)
    return {
        **{name: getattr(household, name) for name in _PLAIN},
        "kind": household.kind.value,
        "gender": household.gender.value,
        "languages": household.languages.split(),
        "interests": household.interests.split(),
        "attention_offer": str(household.attention_offer),
        **(_circumstances(kept) if kept else {}),
    }


_PLAIN = (
    "contact_name", "email", "phone", "has_children", "smokes", "has_cat", "has_dog", "motivation",
)  # fmt: skip


def _circumstances(kept: Circumstances) -> dict[str, Any]:
    return {
        "tenure": kept.tenure.value,
        "number_of_residents": kept.number_of_residents,
        "consent_asked_on": kept.consent_asked_on,
        "benefits": kept.benefits.split(),
    }


def _household_page(household: Household, form: FlaskForm, version: int) -> str:
    return render_template(
        "host/household_change.html", form=form, household=household, version=version
    )


def _rules_page(household: Household, form: FlaskForm, version: int) -> str:
    return render_template(
        "host/rules_change.html", form=form, household=household, version=version
    )


def _room_page(
    household: Household,
    form: RoomForm,
    room: Room | None = None,
    version: int = 0,
    stopping: Sequence[str] = (),
) -> str:
    """Show the form; after a mistake it keeps the version that the host started from.

    ``stopping``: what would stop, for the host to agree to first.
    """
    return render_template(
        "host/room_change.html",
        form=form,
        household=household,
        room=room,
        version=version,
        stopping=stopping,
    )


def takes_out() -> bool:
    """Say whether it was ticked that what is under way for the room stops."""
    return request.form.get("takes_out") == "yes"


def _version() -> int:
    return request.form.get("version", 0, type=int)


def _actor() -> Actor:
    return Actor(principal().account_id, "web")


def _done(
    household: Household, changed: Sequence[str], alters: bool, room_ids: Sequence[int] = ()
) -> Any:
    """Say what was saved and whether it alters who can live there; tell the coordinator."""
    if not changed:
        flash(_("Nothing was changed."), "info")
        return redirect(url_for(".home"), code=303)
    names = ", ".join(dict.fromkeys(str(FIELDS[name]) for name in changed))
    flash(_("Saved: %(names)s.", names=names), "ok")
    if alters:
        if telling.offer_changed(database, household, room_ids):
            flash(
                _(
                    "There is an open proposal for your room. We have told the coordinator, who "
                    "checks whether it is still right."
                ),
                "warning",
            )
        flash(_alters(household), "info")
    return redirect(url_for(".home"), code=303)


def _alters(household: Household) -> str:
    if household.status == HouseholdStatus.APPROVED:
        return _("This changes who can live with you: the next matching round works with it.")
    return _("This changes who can live with you. It counts as soon as you take part.")


def _refused(error: MatcherError, again: str) -> Any:
    """Say that nothing was changed, and why; the form then shows how things stand."""
    if not isinstance(error, Stale):
        raise error
    database.rollback()
    return (
        render_template("host/stale.html", again=again),
        409,
    )
