"""The editor of route maps: versions, a draft step by step, owners and the review date."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from matcher.access import Action, scope
from matcher.audit import Actor
from matcher.database.places import Municipality
from matcher.database.routemaps import RouteMap
from matcher.errors import AlreadyTaken, MatcherError, Stale
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.routemaps import rules, service
from matcher.routemaps.rules import Content
from matcher.words import Role, RouteMapKind
from web.access import allow, principal
from web.languages import language
from web.routemaps.blueprint import blueprint
from web.routemaps.forms import HeadForm, LocalForm, OwnersForm, PublishForm, StepForm
from web.routemaps.texts import FLAWS
from web.session import database

STAFF = (Role.COORDINATOR, Role.REFERRER, Role.ADMINISTRATOR)
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
            _actor(),
            RouteMapKind(form.kind.data),
            form.municipality.data,
            _next_review(),
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
    return _page(_one(map_id))


@blueprint.post("/manage/<int:map_id>/owners")
@allow(*CHIEFS)
def set_owners(map_id: int) -> Any:
    found = _one(map_id)
    form = OwnersForm(service.possible_owners(database))
    if not form.validate():
        return _page(found, owners=form), 422
    first, second = form.ids()
    review_on = form.review_on.data or _next_review()
    try:
        service.set_owners(
            database, _actor(), found, form.version.data or 0, first, second, review_on
        )
    except AlreadyTaken:
        form.second_owner.errors = [_("Choose somebody else than the first person.")]
        return _page(found, owners=form), 422
    except Stale:
        return _stale(map_id)
    flash(_("Saved. The owners get a mail before that day."), "ok")
    return redirect(url_for(".edit", map_id=map_id), code=303)


@blueprint.post("/manage/<int:map_id>/reviewed")
@allow(*STAFF)
def reviewed(map_id: int) -> Any:
    service.confirm(database, _actor(), _one(map_id), _next_review())
    flash(_("Thank you. The map is to be looked at again in %(months)s months.",
            months=policy_in_force().before.route_map_review_months), "ok")  # fmt: skip
    return redirect(url_for(".edit", map_id=map_id), code=303)


@blueprint.get("/manage/<int:map_id>/versions/<int:number>")
@allow(*STAFF)
def version(map_id: int, number: int) -> str:
    found = _one(map_id)
    one = service.version_of(found, number)
    return render_template("routemaps/version.html", route_map=found, one=one, content=one.content)


@blueprint.post("/manage/<int:map_id>/draft")
@allow(*STAFF)
def start_draft(map_id: int) -> Any:
    found = _one(map_id)
    service.start_draft(database, _actor(), found, request.form.get("number", 0, type=int))
    return redirect(url_for(".draft", map_id=map_id), code=303)


@blueprint.get("/manage/<int:map_id>/draft")
@allow(*STAFF)
def draft(map_id: int) -> Any:
    found = _one(map_id)
    if service.draft_of(found) is None:
        return redirect(url_for(".edit", map_id=map_id))
    return _draft_page(found)


@blueprint.post("/manage/<int:map_id>/draft/heading")
@allow(*STAFF)
def save_heading(map_id: int) -> Any:
    found, form = _one(map_id), HeadForm()
    if not form.validate():
        return _draft_page(found, head=form), 422
    return _save(found, form.applied(_content(found)), form.version.data)


@blueprint.get("/manage/<int:map_id>/draft/steps/<int:number>")
@allow(*STAFF)
def step(map_id: int, number: int) -> str:
    found = _one(map_id)
    steps = _content(found)["steps"]
    if not 1 <= number <= len(steps) + 1:
        abort(404)
    values = StepForm.values(steps[number - 1]) if number <= len(steps) else {}
    values = {**values, "version": found.version}
    return _step_page(found, number, StepForm(formdata=None, data=values))


@blueprint.post("/manage/<int:map_id>/draft/steps/<int:number>")
@allow(*STAFF)
def save_step(map_id: int, number: int) -> Any:
    found, form = _one(map_id), StepForm()
    content = _content(found)
    if not 1 <= number <= len(content["steps"]) + 1:
        abort(404)
    if not form.validate():
        return _step_page(found, number, form), 422
    return _save(found, rules.with_step(content, number, form.step()), form.version.data)


@blueprint.post("/manage/<int:map_id>/draft/steps/<int:number>/move")
@allow(*STAFF)
def move_step(map_id: int, number: int) -> Any:
    found = _one(map_id)
    content = _with_step_there(found, number)
    by = -1 if request.form.get("way") == "earlier" else 1
    changed = rules.with_step_moved(content, number, by)
    return _save(found, changed, request.form.get("version", 0, type=int))


@blueprint.post("/manage/<int:map_id>/draft/steps/<int:number>/delete")
@allow(*STAFF)
def delete_step(map_id: int, number: int) -> Any:
    found = _one(map_id)
    changed = rules.without_step(_with_step_there(found, number), number)
    return _save(found, changed, request.form.get("version", 0, type=int))


@blueprint.post("/manage/<int:map_id>/publish")
@allow(*STAFF)
def publish(map_id: int) -> Any:
    found, form = _one(map_id), PublishForm(today_in_the_netherlands())
    if not form.validate() or rules.check(_content(found)):
        return _draft_page(found, publish=form), 422
    review_on = form.review_on.data or _next_review()
    try:
        service.publish(
            database, _actor(), found, form.version.data or 0, form.note.data or "", review_on
        )
    except Stale:
        return _stale(map_id)
    flash(_("Published. Everybody reads this version from now on."), "ok")
    return redirect(url_for(".edit", map_id=map_id), code=303)


@blueprint.post("/manage/<int:map_id>/discard")
@allow(*STAFF)
def discard(map_id: int) -> Any:
    found = _one(map_id)
    had_one_version = len(found.versions) == 1
    try:
        service.discard_draft(database, _actor(), found, request.form.get("version", 0, type=int))
    except MatcherError:
        return _stale(map_id)
    flash(_("The draft is thrown away."), "ok")
    address = url_for(".manage") if had_one_version else url_for(".edit", map_id=map_id)
    return redirect(address, code=303)


def _save(found: RouteMap, content: Content, version_number: int | None) -> Any:
    map_id = found.id
    try:
        service.save_draft(database, _actor(), found, version_number or 0, content)
    except Stale:
        return _stale(map_id)
    flash(_("Saved in the draft. Nobody else sees it until you publish."), "ok")
    return redirect(url_for(".draft", map_id=map_id), code=303)


def _stale(map_id: int) -> Any:
    database.rollback()
    flash(_("A colleague has just changed this map, so yours was not saved. Look at it and do it "
            "again if it is still needed."), "error")  # fmt: skip
    return redirect(url_for(".edit", map_id=map_id), code=303)


def _actor() -> Actor:
    return Actor(principal().account_id, "web")


def _one(map_id: int) -> RouteMap:
    return service.one(database, scope(principal(), Action.EDIT_ROUTEMAP), map_id)


def _content(found: RouteMap) -> Content:
    one = service.draft_of(found) or abort(404)
    return one.content


def _with_step_there(found: RouteMap, number: int) -> Content:
    content = _content(found)
    if not 1 <= number <= len(content["steps"]):
        abort(404)
    return content


def _next_review() -> date:
    months = policy_in_force().before.route_map_review_months
    return rules.months_later(today_in_the_netherlands(), months)


def _municipality_choices() -> list[tuple[str, str]]:
    query = select(Municipality.code, Municipality.name).order_by(Municipality.name)
    return [(code, name) for code, name in database.execute(query)]


def _list(form: LocalForm) -> str:
    return render_template(
        "routemaps/manage.html",
        maps=service.maps(database, scope(principal(), Action.EDIT_ROUTEMAP)),
        published_of=service.published_of,
        draft_of=service.draft_of,
        today=today_in_the_netherlands(),
        form=form if principal().has(*CHIEFS) else None,
    )


def _page(found: RouteMap, owners: OwnersForm | None = None) -> str:
    if owners is None and principal().has(*CHIEFS):
        owners = OwnersForm(
            service.possible_owners(database),
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
        name=_name(found),
        published=service.published_of(found),
        draft=service.draft_of(found),
        owners=owners,
        today=today_in_the_netherlands(),
    )


def _draft_page(
    found: RouteMap, head: HeadForm | None = None, publish: PublishForm | None = None
) -> str:
    content = _content(found)
    values = {**HeadForm.values(content), "version": found.version}
    return render_template(
        "routemaps/draft.html",
        route_map=found,
        name=_name(found),
        content=content,
        head=head or HeadForm(formdata=None, data=values),
        publish=publish
        or PublishForm(
            today_in_the_netherlands(),
            formdata=None,
            data={"version": found.version, "review_on": _next_review()},
        ),
        faults=[(fault.step, FLAWS[fault.flaw]) for fault in rules.check(content)],
    )


def _step_page(found: RouteMap, number: int, form: StepForm) -> str:
    return render_template(
        "routemaps/step.html",
        route_map=found,
        name=_name(found),
        number=number,
        is_new=number > len(_content(found)["steps"]),
        form=form,
    )


def _name(found: RouteMap) -> str:
    newest = service.published_of(found) or service.draft_of(found)
    title = newest.content["title"].get(language(), "") if newest else found.code
    return f"{title}, {found.municipality.name}" if found.municipality else title
