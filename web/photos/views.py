"""Photos of a home and its rooms, for the host and the coordinators of the region."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from matcher.access import Action, demand, scope
from matcher.audit import Actor
from matcher.database.hosts import Household
from matcher.database.photos import Photo
from matcher.errors import PhotoRefused, TextRefused
from matcher.inforce import policy_in_force
from matcher.photos import service
from matcher.photos.rules import Limits, Refusal
from matcher.words import Role
from web.access import allow, principal
from web.languages import language
from web.limits import limiter
from web.photos.forms import HOUSE, PhotoForm, UploadForm
from web.session import database

blueprint = Blueprint("photos", __name__, url_prefix="/photos")

MOST_AT_ONCE = 12


@blueprint.get("/households/<int:household_id>")
@allow(Role.HOST, Role.COORDINATOR)
def photos(household_id: int) -> str:
    household = _household(household_id)
    form = UploadForm(household, formdata=None, data={"room": request.args.get("room")})
    return _page(household, form)


@blueprint.post("/households/<int:household_id>")
@allow(Role.HOST, Role.COORDINATOR)
@limiter.limit("60 per hour", methods=["POST"])
def add_photos(household_id: int) -> Any:
    household = _household(household_id, Action.CHANGE_HOST)
    form = UploadForm(household)
    if not form.validate():
        return _page(household, form), 422
    files = form.contents()
    if not files:
        form.files.errors = [_("Choose at least one photo.")]
        return _page(household, form), 422
    if len(files) > MOST_AT_ONCE:
        form.files.errors = [_("Choose at most %(most)s photos at a time.", most=MOST_AT_ONCE)]
        return _page(household, form), 422
    refused = _add_all(household, files, form.room_id())
    if len(refused) == len(files):
        form.files.errors = refused
        return _page(household, form), 422
    flash(_("Photos added: %(number)s.", number=len(files) - len(refused)), "ok")
    for text in refused:
        flash(text, "error")
    return redirect(_list_address(household_id), code=303)


def _add_all(
    household: Household, files: list[tuple[str, bytes]], room_id: int | None
) -> list[str]:
    """Keep what can be kept; return what was refused, each with the name of the file and why."""
    refused = []
    for name, content in files:
        try:
            service.add_photo(database, _actor(), household, content, limits(), room_id)
        except PhotoRefused as error:
            refused.append(f"{name[:80]}: {Refusal(error.reason).label(language())}")
    return refused


@blueprint.get("/<int:photo_id>")
@allow(Role.HOST, Role.COORDINATOR)
def photo(photo_id: int) -> Response:
    size = "preview" if request.args.get("size") == "preview" else "content"
    reached = scope(principal(), Action.READ_PHOTO)
    found = service.one(database, reached, photo_id, picture=size)
    answer = Response(getattr(found, size), mimetype=found.media_type)
    answer.headers["Content-Disposition"] = f'inline; filename="photo-{photo_id}.jpg"'
    return answer


@blueprint.get("/<int:photo_id>/change")
@allow(Role.HOST, Role.COORDINATOR)
def change_photo(photo_id: int) -> str:
    found = _changeable(photo_id)
    data = {"caption": found.caption, "room": str(found.room_id or HOUSE)}
    return _photo_page(found, PhotoForm(found.household, formdata=None, data=data))


@blueprint.post("/<int:photo_id>/change")
@allow(Role.HOST, Role.COORDINATOR)
def save_photo(photo_id: int) -> Any:
    found = _changeable(photo_id)
    form = PhotoForm(found.household)
    if not form.validate():
        return _photo_page(found, form), 422
    try:
        service.change_photo(
            database, _actor(), found, form.caption.data or "", form.room_id(), limits()
        )
    except PhotoRefused as error:
        form.room.errors = [Refusal(error.reason).label(language())]
        return _photo_page(found, form), 422
    except TextRefused:
        form.caption.errors = [_("Take the number out: it looks like a BSN.")]
        return _photo_page(found, form), 422
    flash(_("The photo is saved."), "ok")
    return redirect(_list_address(found.household_id), code=303)


@blueprint.post("/<int:photo_id>/move")
@allow(Role.HOST, Role.COORDINATOR)
def move_photo(photo_id: int) -> Any:
    found = _changeable(photo_id)
    steps = -1 if request.form.get("way") == "earlier" else 1
    if service.move_photo(database, _actor(), found, steps):
        flash(_("The photo has another place now."), "ok")
    return redirect(_list_address(found.household_id), code=303)


@blueprint.post("/<int:photo_id>/delete")
@allow(Role.HOST, Role.COORDINATOR)
def delete_photo(photo_id: int) -> Any:
    found = _changeable(photo_id)
    household_id = found.household_id
    service.delete_photo(database, _actor(), found)
    flash(_("The photo is deleted."), "ok")
    return redirect(_list_address(household_id), code=303)


def limits() -> Limits:
    """Return the limits of the policy in force."""
    before = policy_in_force().before
    return Limits(
        most_bytes=before.photo_largest_megabytes * 1024 * 1024,
        most_pixels=before.photo_largest_megapixels * 1_000_000,
        longest_side=before.photo_longest_side,
        preview_side=before.photo_preview_side,
        most_per_room=before.photos_per_room,
    )


def _actor() -> Actor:
    return Actor(principal().account_id, "web")


def _household(household_id: int, action: Action = Action.READ_PHOTO) -> Household:
    return service.household_within(database, scope(principal(), action), household_id)


def _changeable(photo_id: int) -> Photo:
    found = service.one(database, scope(principal(), Action.CHANGE_HOST), photo_id)
    demand(principal(), Action.CHANGE_HOST, found.household)
    return found


def _list_address(household_id: int) -> str:
    return url_for(".photos", household_id=household_id)


def _page(household: Household, form: UploadForm) -> str:
    found = service.photos_of(database, household.id)
    rows: list[tuple[Any, list[Photo]]] = [
        (room, [one for one in found if one.room_id == room.id])
        for room in service.rooms_of(household)
    ]
    rows.append((None, [one for one in found if one.room_id is None]))
    return render_template(
        "photos/photos.html",
        household=household,
        rows=rows,
        form=form,
        most=limits().most_per_room,
        megabytes=policy_in_force().before.photo_largest_megabytes,
        is_own=household.account_id == principal().account_id,
    )


def _photo_page(found: Photo, form: PhotoForm) -> str:
    return render_template("photos/photo.html", photo=found, form=form)
