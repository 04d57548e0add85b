"""Rooms: the list, one room with why it is still empty, and changing what is offered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from matcher.access import Action, can, scope
from matcher.database.hosts import Room
from matcher.database.introductions import Introduction
from matcher.eligibility.notices import yearly_rent
from matcher.errors import MatcherError, RoomAwaited
from matcher.history import history_of
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.rooms import listing, service
from matcher.rooms.rules import RoomState, alters_matching
from matcher.rooms.terms import terms_of
from matcher.words import Role
from web.access import allow, principal
from web.coordinator import records
from web.coordinator.blueprint import blueprint
from web.coordinator.board import youth_name
from web.formatting import long_date
from web.happened import FIELDS
from web.host.changing import takes_out
from web.room_form import CoordinatorRoomForm
from web.session import database
from web.why import why_nobody

VIEW_TEXTS = {
    "free": lazy_gettext("Free now"),
    "proposed": lazy_gettext("Proposed"),
    "taken": lazy_gettext("Lived in or booked"),
    "all": lazy_gettext("All"),
}


@blueprint.get("/rooms")
@allow(Role.COORDINATOR)
def rooms() -> str:
    reached = scope(principal(), Action.READ_HOST)
    today = today_in_the_netherlands()
    view = request.args.get("view", "free")
    order, descending = records.chosen_order(listing.ORDERS, "empty", descending=True)
    filters = listing.Filters(
        view=view if view in listing.VIEWS else "free",
        municipality=request.args.get("municipality", ""),
        text=records.searched(),
        order=order,
        descending=descending,
    )
    return render_template(
        "coordinator/rooms.html",
        page=listing.rooms(database, reached, filters, records.page_number(), today),
        counts=listing.counts_by_view(database, reached, filters, today),
        views=VIEW_TEXTS,
        filters=filters,
        municipalities=records.municipality_choices(Action.READ_HOST),
        today=today,
    )


@blueprint.get("/rooms/<int:room_id>")
@allow(Role.COORDINATOR)
def room(room_id: int) -> str:
    found = _reached(room_id)
    records.note_look("room", room_id)
    today = today_in_the_netherlands()
    home = found.home
    standing = listing.listed(database, [found], today)[0].standing
    return render_template(
        "coordinator/room.html",
        room=found,
        home=home,
        household=home.household,
        standing=standing,
        today=today,
        yearly=yearly_rent(sum(r.rent_cents for r in home.rooms), today, policy_in_force()),
        why=why_nobody(found) if standing.state in (RoomState.FREE, RoomState.COMING) else None,
        proposals=listing.proposals_of(database, room_id),
        placements=listing.placements_of(database, room_id),
        history=history_of(database, {"room": [room_id]}),
        youth_name=lambda youth: youth_name(youth, principal()),
        can_see=lambda youth: can(principal(), Action.READ_YOUTH, youth),
    )


@blueprint.get("/rooms/<int:room_id>/change")
@allow(Role.COORDINATOR)
def change_room(room_id: int) -> str:
    found = _reached(room_id, Action.CHANGE_HOST)
    return _form_page(found, _form_of(found, formdata=None))


@blueprint.post("/rooms/<int:room_id>/change")
@allow(Role.COORDINATOR)
def save_room(room_id: int) -> Any:
    found = _reached(room_id, Action.CHANGE_HOST)
    form = _form_of(found)
    if not form.validate():
        return _form_page(found, form, request.form.get("version", type=int)), 422
    version = request.form.get("version", 0, type=int)
    try:
        changed = service.change_room(
            database, records.actor(), room_id, version, form.details(), takes_out=takes_out()
        )
    except RoomAwaited as error:
        database.rollback()
        going = [database.get_one(Introduction, key) for key in error.introductions]
        return _form_page(_reached(room_id, Action.CHANGE_HOST), form, version, going), 422
    except MatcherError as error:
        return records.refused(error, lambda: _fresh_form(room_id))
    _tell(found, changed)
    return redirect(url_for(".room", room_id=room_id), code=303)


def _tell(found: Room, changed: tuple[str, ...]) -> None:
    if not changed:
        flash(_("Nothing was changed."), "info")
        return
    names = ", ".join(str(FIELDS[name]) for name in changed)
    flash(_("Saved: %(names)s.", names=names), "ok")
    if alters_matching(changed):
        has_open = any(p.status == "proposed" for p in listing.proposals_of(database, found.id))
        if has_open:
            flash(
                _("There is an open proposal for this room. Check whether it is still right."),
                "warning",
            )
        else:
            flash(_("This changes who can live here: the next round works with it."), "info")


def _fresh_form(room_id: int) -> str:
    found = _reached(room_id, Action.CHANGE_HOST)
    return _form_page(found, _form_of(found, formdata=None))


def _form_of(found: Room, **kwargs: Any) -> CoordinatorRoomForm:
    terms = terms_of(database, found.id)
    return CoordinatorRoomForm(found, terms, today_in_the_netherlands(), **kwargs)


def _reached(room_id: int, action: Action = Action.READ_HOST) -> Room:
    return listing.one(database, scope(principal(), action), room_id)


def _form_page(
    found: Room,
    form: CoordinatorRoomForm,
    version: int | None = None,
    stopping: Sequence[Introduction] = (),
) -> str:
    """Show the form; after a mistake it keeps the version that the person started from.

    ``stopping``: what would stop, to be ticked first.
    """
    return render_template(
        "coordinator/room_change.html",
        room=found,
        home=found.home,
        household=found.home.household,
        form=form,
        version=found.version if version is None else version,
        stopping=[
            _(
                "%(name)s, from %(day)s",
                name=youth_name(one.proposal.youth, principal()),
                day=long_date(one.placement.starts_on if one.placement else one.proposal.starts_on),
            )
            for one in stopping
        ],
    )
