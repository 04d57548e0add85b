"""The plekkenkaart: the map, the table beside it, and a form for each place."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from matcher.database.youths import Youth, YouthPlace
from matcher.domains import places as service
from matcher.domains.places import PlaceRefused
from matcher.errors import MatcherError, NotFound
from matcher.words import Role
from matcher.youths import listing
from web.access import allow
from web.cases.blueprint import dossier
from web.coordinator import records
from web.needs.blueprint import blueprint, changeable, refused, version_sent, version_shown
from web.needs.place_form import PlaceForm
from web.needs.shown import map_of, places_of
from web.session import database

REFUSALS = {
    "double": lazy_gettext("This place is on the map already, with this meaning and this time."),
    "full": lazy_gettext("The map is full. Take a place off first."),
    "last_home": lazy_gettext(
        "One home town must stay: the search for a room starts there. Add another one first."
    ),
}


@blueprint.get("/youths/<int:youth_id>/places")
@allow(Role.COORDINATOR, Role.REFERRER)
def places(youth_id: int) -> str:
    found = changeable(youth_id)
    records.note_look("youth", youth_id)
    return _map_page(found, PlaceForm(formdata=None))


@blueprint.post("/youths/<int:youth_id>/places")
@allow(Role.COORDINATOR, Role.REFERRER)
def add_place(youth_id: int) -> Any:
    found = changeable(youth_id)
    form = PlaceForm()
    if not form.validate():
        return _map_page(found, form), 422
    try:
        service.add_place(database, records.actor(), youth_id, version_sent(), form.spot())
    except PlaceRefused as error:
        return _say_no(form, error, lambda: _map_page(changeable(youth_id), form))
    except MatcherError as error:
        return refused(error, lambda: _map_page(changeable(youth_id), form))
    return _done(found, _("The place is on the map."))


@blueprint.get("/youths/<int:youth_id>/places/<int:place_id>")
@allow(Role.COORDINATOR, Role.REFERRER)
def place(youth_id: int, place_id: int) -> str:
    found = changeable(youth_id)
    one = _one(found, place_id)
    return _place_page(found, one, PlaceForm(one, formdata=None))


@blueprint.post("/youths/<int:youth_id>/places/<int:place_id>")
@allow(Role.COORDINATOR, Role.REFERRER)
def change_place(youth_id: int, place_id: int) -> Any:
    found = changeable(youth_id)
    one = _one(found, place_id)
    form = PlaceForm(one)
    if not form.validate():
        return _place_page(found, one, form), 422
    try:
        is_changed = service.change_place(
            database, records.actor(), youth_id, version_sent(), place_id, form.spot()
        )
    except PlaceRefused as error:
        return _say_no(form, error, lambda: _place_page(changeable(youth_id), one, form))
    except MatcherError as error:
        return refused(error, lambda: _map_page(changeable(youth_id), PlaceForm(formdata=None)))
    return _done(found, _("Saved.") if is_changed else _("Nothing was changed."))


@blueprint.post("/youths/<int:youth_id>/places/<int:place_id>/remove")
@allow(Role.COORDINATOR, Role.REFERRER)
def remove_place(youth_id: int, place_id: int) -> Any:
    found = changeable(youth_id)
    one = _one(found, place_id)
    try:
        service.remove_place(database, records.actor(), youth_id, version_sent(), place_id)
    except PlaceRefused as error:
        form = PlaceForm(one, formdata=None)
        return _say_no(form, error, lambda: _place_page(changeable(youth_id), one, form))
    except MatcherError as error:
        return refused(error, lambda: _map_page(changeable(youth_id), PlaceForm(formdata=None)))
    return _done(found, _("The place is off the map."))


def _one(found: Youth, place_id: int) -> YouthPlace:
    one = next((place for place in found.places if place.id == place_id), None)
    if one is None:
        raise NotFound("place", place_id)
    return one


def _say_no(form: PlaceForm, error: PlaceRefused, show: Any) -> tuple[str, int]:
    database.rollback()
    form.form_errors.append(str(REFUSALS[error.reason]))
    return show(), 422


def _done(found: Youth, text: str) -> Any:
    flash(text, "ok")
    if listing.with_open_proposal(database, [found.id]):
        flash(
            _("There is an open proposal for this youth. Check whether it is still right."),
            "warning",
        )
    return redirect(url_for(".places", youth_id=found.id), code=303)


def _map_page(found: Youth, form: PlaceForm) -> str:
    shown = places_of(found)
    return render_template(
        "needs/places.html",
        youth=found,
        back=dossier(found),
        shown=shown,
        map=map_of(shown) if shown else None,
        form=form,
        version_of_form=version_shown(found, form),
        is_full=len(shown) >= service.MOST_PLACES,
    )


def _place_page(found: Youth, one: YouthPlace, form: PlaceForm) -> str:
    return render_template(
        "needs/place.html",
        youth=found,
        back=dossier(found),
        place=one,
        form=form,
        version_of_form=version_shown(found, form),
    )
