"""The route maps that somebody may edit: each with its versions, owners and review date."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from matcher.access import Action, scope
from matcher.database.places import Municipality
from matcher.database.routemaps import RouteMap
from matcher.errors import AlreadyTaken, Stale
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.routemaps import ownership, service, versions
from matcher.words import Role, RouteMapKind
from web.access import allow, principal
from web.routemaps.blueprint import blueprint
from web.routemaps.editing import STAFF, actor, name_of, next_review, reached, stale
from web.routemaps.forms import LocalForm, OwnersForm
from web.session import database

CHIEFS = (Role.COORDINATOR, Role.ADMINISTRATOR)  # they name owners and begin local maps


@blueprint.get("/manage")
@allow(*STAFF)
def manage() -> str:
    return _list(LocalForm(_municipality_choices(), formdata=None))


@blueprint.post("/manage")
@allow(*CHIEFS)
def add_local() -> Any:
    form = LocalForm(_municipality_choices())
    if not form.validate():
        return _list(form), 422
    try:
        added = service.add_local(
            database,
            actor(),
            RouteMapKind(form.kind.data),
            form.municipality.data,
            next_review(),
        )
    except AlreadyTaken:
        form.municipality.errors = [_("This municipality has such a map already.")]
        return _list(form), 422
    flash(_("The map is begun from the national one. Change it, and then publish it."), "ok")
    return redirect(url_for(".edit", map_id=added.id), code=303)


@blueprint.post("/manage/begin")
@allow(*STAFF)
def begin() -> Any:
    """Keep the maps of the program in the database, when the daily work has not done so yet."""
    service.add_built_in(database)
    return redirect(url_for(".manage"), code=303)


@blueprint.get("/manage/<int:map_id>")
@allow(*STAFF)
def edit(map_id: int) -> str:
    return _page(reached(map_id))


@blueprint.post("/manage/<int:map_id>/owners")
@allow(*CHIEFS)
def set_owners(map_id: int) -> Any:
    found = reached(map_id)
    form = OwnersForm(ownership.possible_owners(database))
    if not form.validate():
        return _page(found, owners=form), 422
    first, second = form.ids()
    review_on = form.review_on.data or next_review()
    try:
        ownership.set_owners(
            database, actor(), found, form.version.data or 0, first, second, review_on
        )
    except AlreadyTaken:
        form.second_owner.errors = [_("Choose somebody else than the first person.")]
        return _page(found, owners=form), 422
    except Stale:
        return stale(map_id)
    flash(_("Saved. The owners get a mail before that day."), "ok")
    return redirect(url_for(".edit", map_id=map_id), code=303)


@blueprint.post("/manage/<int:map_id>/reviewed")
@allow(*STAFF)
def reviewed(map_id: int) -> Any:
    ownership.confirm(database, actor(), reached(map_id), next_review())
    flash(_("Thank you. The map is to be looked at again in %(months)s months.",
            months=policy_in_force().before.route_map_review_months), "ok")  # fmt: skip
    return redirect(url_for(".edit", map_id=map_id), code=303)


@blueprint.get("/manage/<int:map_id>/versions/<int:number>")
@allow(*STAFF)
def version(map_id: int, number: int) -> str:
    found = reached(map_id)
    one = versions.version_of(found, number)
    return render_template("routemaps/version.html", route_map=found, one=one, content=one.content)


def _municipality_choices() -> list[tuple[str, str]]:
    query = select(Municipality.code, Municipality.name).order_by(Municipality.name)
    return [(code, name) for code, name in database.execute(query)]


def _list(form: LocalForm) -> str:
    return render_template(
        "routemaps/manage.html",
        maps=service.maps(database, scope(principal(), Action.EDIT_ROUTEMAP)),
        published_of=versions.published_of,
        draft_of=versions.draft_of,
        today=today_in_the_netherlands(),
        form=form if principal().has(*CHIEFS) else None,
    )


def _page(found: RouteMap, owners: OwnersForm | None = None) -> str:
    if owners is None and principal().has(*CHIEFS):
        owners = OwnersForm(
            ownership.possible_owners(database),
            formdata=None,
            data={
                "version": found.version,
                "owner": str(found.owner_id or ""),
                "second_owner": str(found.second_owner_id or ""),
                "review_on": found.review_on,
            },
        )
    return render_template(
        "routemaps/edit.html",
        route_map=found,
        name=name_of(found),
        published=versions.published_of(found),
        draft=versions.draft_of(found),
        owners=owners,
        today=today_in_the_netherlands(),
    )
