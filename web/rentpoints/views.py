"""The points and the legal maximum rent of a room, for its host and the coordinators around."""

from __future__ import annotations

import logging
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from matcher.access import Action, scope
from matcher.audit import Actor
from matcher.database.hosts import Room
from matcher.database.rentpoints import HomeSpace, RoomPoints
from matcher.errors import PointsNotCounted, Stale, TextRefused
from matcher.inforce import today_in_the_netherlands
from matcher.rentpoints import lines, rules, service
from matcher.words import Role, SpaceKind
from web.access import allow, principal
from web.languages import language
from web.limits import limiter
from web.rentpoints.forms import BuildingForm, SpaceForm, first_values, form_class, values_of
from web.rentpoints.texts import FAILURES
from web.session import database

blueprint = Blueprint("rentpoints", __name__, url_prefix="/rent-points")
log = logging.getLogger(__name__)


@blueprint.get("/rooms/<int:room_id>")
@allow(Role.HOST, Role.COORDINATOR)
def room(room_id: int) -> str:
    return _page(_reached(room_id))


@blueprint.post("/rooms/<int:room_id>/count")
@allow(Role.HOST, Role.COORDINATOR)
@limiter.limit("40 per hour", methods=["POST"])
def count(room_id: int) -> Any:
    found = _reached(room_id)
    try:
        service.count_room(database, _actor(), found, today_in_the_netherlands())
    except PointsNotCounted as error:
        log.warning("points of room %s: %s", room_id, error)
        return _page(found, failure=FAILURES.get(error.reason, FAILURES["failed"])), 422
    flash(_("The points are counted."), "ok")
    return redirect(url_for(".room", room_id=room_id, _anchor="result"), code=303)


@blueprint.post("/rooms/<int:room_id>/take-over")
@allow(Role.HOST, Role.COORDINATOR)
def take_over(room_id: int) -> Any:
    found = _reached(room_id)
    points_id = request.form.get("points", 0, type=int)
    version = request.form.get("version", 0, type=int)
    try:
        total = service.take_over(database, _actor(), found, points_id, version)
    except Stale:
        database.rollback()
        flash(_("The room has just been changed by somebody else. Look at it and try again."),
              "error")  # fmt: skip
        return redirect(url_for(".room", room_id=room_id), code=303)
    flash(_("This is now the legal maximum of the room."), "ok")
    if total.too_much_cents:
        flash(_("The rent is higher than that. The room is proposed to nobody until the rent is "
                "lower."), "warning")  # fmt: skip
    return redirect(url_for(".room", room_id=room_id), code=303)


@blueprint.get("/rooms/<int:room_id>/building")
@allow(Role.HOST, Role.COORDINATOR)
def building(room_id: int) -> str:
    found = _reached(room_id)
    known = service.building_of(database, found.home)
    values = BuildingForm.values(known, service.number_of_rooms_let(database, found.home))
    return _building_page(
        found, BuildingForm(today_in_the_netherlands(), formdata=None, data=values)
    )


@blueprint.post("/rooms/<int:room_id>/building")
@allow(Role.HOST, Role.COORDINATOR)
def save_building(room_id: int) -> Any:
    found = _reached(room_id)
    form = BuildingForm(today_in_the_netherlands())
    if not form.validate():
        return _building_page(found, form), 422
    home = found.home
    facts = form.facts(home.municipality_code)
    service.keep_building(database, _actor(), home, facts, form.rooms_let.data or 1)
    flash(_("Saved. Count the points again to see what it does."), "ok")
    return redirect(url_for(".room", room_id=room_id), code=303)


@blueprint.get("/rooms/<int:room_id>/spaces/new")
@allow(Role.HOST, Role.COORDINATOR)
def new_space(room_id: int) -> str:
    found, kind = _reached(room_id), _kind()
    if kind is None:
        return render_template("rentpoints/kinds.html", room=found, kinds=SpaceKind)
    rooms_let = service.number_of_rooms_let(database, found.home)
    values = first_values(kind, rooms_let, found.area_m2)
    return _space_page(found, kind, form_class(kind)(formdata=None, data=values))


@blueprint.post("/rooms/<int:room_id>/spaces/new")
@allow(Role.HOST, Role.COORDINATOR)
def add_space(room_id: int) -> Any:
    return _save_space(_reached(room_id), _kind() or abort(400), None)


@blueprint.get("/rooms/<int:room_id>/spaces/<int:space_id>")
@allow(Role.HOST, Role.COORDINATOR)
def space(room_id: int, space_id: int) -> str:
    found = _reached(room_id)
    one = _space_of(found, space_id)
    form = form_class(one.kind)(formdata=None, data=values_of(one))
    return _space_page(found, one.kind, form, one)


@blueprint.post("/rooms/<int:room_id>/spaces/<int:space_id>")
@allow(Role.HOST, Role.COORDINATOR)
def save_space(room_id: int, space_id: int) -> Any:
    found = _reached(room_id)
    one = _space_of(found, space_id)
    return _save_space(found, one.kind, one)


@blueprint.post("/rooms/<int:room_id>/spaces/<int:space_id>/delete")
@allow(Role.HOST, Role.COORDINATOR)
def delete_space(room_id: int, space_id: int) -> Any:
    found = _reached(room_id)
    _space_of(found, space_id)
    service.remove_space(database, _actor(), found.home, space_id)
    flash(_("The space is removed."), "ok")
    return redirect(url_for(".room", room_id=room_id), code=303)


def _save_space(found: Room, kind: SpaceKind, one: HomeSpace | None) -> Any:
    form = form_class(kind)()
    if not form.validate():
        return _space_page(found, kind, form, one), 422
    details = form.details(kind, found.id)
    try:
        service.keep_space(database, _actor(), found.home, details, one.id if one else None)
    except TextRefused:
        form.name.errors = [_("Take the number out: it looks like a BSN.")]
        return _space_page(found, kind, form, one), 422
    flash(_("Saved. Count the points when everything is filled in."), "ok")
    return redirect(url_for(".room", room_id=found.id), code=303)


def _actor() -> Actor:
    return Actor(principal().account_id, "web")


def _reached(room_id: int) -> Room:
    return service.room_within(database, scope(principal(), Action.COUNT_POINTS), room_id)


def _kind() -> SpaceKind | None:
    code = request.args.get("kind", "")
    return SpaceKind(code) if code in SpaceKind.codes() else None


def _space_of(found: Room, space_id: int) -> HomeSpace:
    for one in service.spaces_of(database, found):
        if one.id == space_id:
            return one
    abort(404)


def _page(found: Room, failure: Any = None) -> str:
    today = today_in_the_netherlands()
    known = service.given(database, found, today)
    counts = service.counts_of(database, found.id)
    remarks: dict[int | None, list[str]] = {}
    for remark, space_id in rules.remarks(known):
        remarks.setdefault(space_id, []).append(lines.remark_text(remark, language()))
    return render_template(
        "rentpoints/room.html",
        room=found,
        is_own=found.home.household.account_id == principal().account_id,
        known=known,
        remarks=remarks,
        can_count=rules.can_count(known),
        space_name=lambda one: lines.space_name(one, language()),
        counts=counts,
        result=_result(found, counts[0]) if counts else None,
        failure=failure,
        rooms_let=service.number_of_rooms_let(database, found.home),
    )


def _result(found: Room, points: RoomPoints) -> dict[str, Any]:
    """Return the latest count with its lines in words, and the rent beside its maximum."""
    now = service.given(database, found, points.reference_on).as_json()
    return {
        "points": points,
        "groups": lines.tell(
            rules.groups_from_json(points.lines),
            rules.spaces_from_json(points.given["spaces"]),
            language(),
        ),
        "sum": service.sum_of(database, found, points),
        "is_old": now != points.given,
    }


def _building_page(found: Room, form: BuildingForm) -> str:
    return render_template("rentpoints/building.html", room=found, form=form)


def _space_page(found: Room, kind: SpaceKind, form: SpaceForm, one: HomeSpace | None = None) -> str:
    return render_template(
        "rentpoints/space.html", room=found, kind=kind, form=form, space=one,
        rooms_let=service.number_of_rooms_let(database, found.home),
    )  # fmt: skip
