"""The draft of a route map: its heading, its steps one by one, shown to all or thrown away."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from matcher.database.routemaps import RouteMap
from matcher.errors import MatcherError, Stale
from matcher.inforce import today_in_the_netherlands
from matcher.routemaps import drafts, rules, versions
from matcher.routemaps.rules import Content
from web.access import allow
from web.routemaps.blueprint import blueprint
from web.routemaps.editing import STAFF, actor, name_of, next_review, reached, stale
from web.routemaps.forms import HeadForm, PublishForm, StepForm
from web.routemaps.texts import FLAWS
from web.session import database


@blueprint.post("/manage/<int:map_id>/draft")
@allow(*STAFF)
def start_draft(map_id: int) -> Any:
    found = reached(map_id)
    drafts.start_draft(database, actor(), found, request.form.get("number", 0, type=int))
    return redirect(url_for(".draft", map_id=map_id), code=303)


@blueprint.get("/manage/<int:map_id>/draft")
@allow(*STAFF)
def draft(map_id: int) -> Any:
    found = reached(map_id)
    if versions.draft_of(found) is None:
        return redirect(url_for(".edit", map_id=map_id))
    return _draft_page(found)


@blueprint.post("/manage/<int:map_id>/draft/heading")
@allow(*STAFF)
def save_heading(map_id: int) -> Any:
    found, form = reached(map_id), HeadForm()
    if not form.validate():
        return _draft_page(found, head=form), 422
    return _save(found, form.applied(_content(found)), form.version.data)


@blueprint.get("/manage/<int:map_id>/draft/steps/<int:number>")
@allow(*STAFF)
def step(map_id: int, number: int) -> str:
    found = reached(map_id)
    steps = _content(found)["steps"]
    if not 1 <= number <= len(steps) + 1:
        abort(404)
    values = StepForm.values(steps[number - 1]) if number <= len(steps) else {}
    values = {**values, "version": found.version}
    return _step_page(found, number, StepForm(formdata=None, data=values))


@blueprint.post("/manage/<int:map_id>/draft/steps/<int:number>")
@allow(*STAFF)
def save_step(map_id: int, number: int) -> Any:
    found, form = reached(map_id), StepForm()
    content = _content(found)
    if not 1 <= number <= len(content["steps"]) + 1:
        abort(404)
    if not form.validate():
        return _step_page(found, number, form), 422
    return _save(found, rules.with_step(content, number, form.step()), form.version.data)


@blueprint.post("/manage/<int:map_id>/draft/steps/<int:number>/move")
@allow(*STAFF)
def move_step(map_id: int, number: int) -> Any:
    found = reached(map_id)
    content = _with_step_there(found, number)
    by = -1 if request.form.get("way") == "earlier" else 1
    changed = rules.with_step_moved(content, number, by)
    return _save(found, changed, request.form.get("version", 0, type=int))


@blueprint.post("/manage/<int:map_id>/draft/steps/<int:number>/delete")
@allow(*STAFF)
def delete_step(map_id: int, number: int) -> Any:
    found = reached(map_id)
    changed = rules.without_step(_with_step_there(found, number), number)
    return _save(found, changed, request.form.get("version", 0, type=int))


@blueprint.post("/manage/<int:map_id>/publish")
@allow(*STAFF)
def publish(map_id: int) -> Any:
    found, form = reached(map_id), PublishForm(today_in_the_netherlands())
    if not form.validate() or rules.check(_content(found)):
        return _draft_page(found, publish=form), 422
    review_on = form.review_on.data or next_review()
    try:
        drafts.publish(
            database, actor(), found, form.version.data or 0, form.note.data or "", review_on
        )
    except Stale:
        return stale(map_id)
    flash(_("Published. Everybody reads this version from now on."), "ok")
    return redirect(url_for(".edit", map_id=map_id), code=303)


@blueprint.post("/manage/<int:map_id>/discard")
@allow(*STAFF)
def discard(map_id: int) -> Any:
    found = reached(map_id)
    had_one_version = len(found.versions) == 1
    try:
        drafts.discard_draft(database, actor(), found, request.form.get("version", 0, type=int))
    except MatcherError:
        return stale(map_id)
    flash(_("The draft is thrown away."), "ok")
    address = url_for(".manage") if had_one_version else url_for(".edit", map_id=map_id)
    return redirect(address, code=303)


def _save(found: RouteMap, content: Content, version_number: int | None) -> Any:
    map_id = found.id
    try:
        drafts.save_draft(database, actor(), found, version_number or 0, content)
    except Stale:
        return stale(map_id)
    flash(_("Saved in the draft. Nobody else sees it until you publish."), "ok")
    return redirect(url_for(".draft", map_id=map_id), code=303)


def _content(found: RouteMap) -> Content:
    one = versions.draft_of(found) or abort(404)
    return one.content


def _with_step_there(found: RouteMap, number: int) -> Content:
    content = _content(found)
    if not 1 <= number <= len(content["steps"]):
        abort(404)
    return content


def _draft_page(
    found: RouteMap, head: HeadForm | None = None, publish: PublishForm | None = None
) -> str:
    content = _content(found)
    values = {**HeadForm.values(content), "version": found.version}
    return render_template(
        "routemaps/draft.html",
        route_map=found,
        name=name_of(found),
        content=content,
        head=head or HeadForm(formdata=None, data=values),
        publish=publish
        or PublishForm(
            today_in_the_netherlands(),
            formdata=None,
            data={"version": found.version, "review_on": next_review()},
        ),
        faults=[(fault.step, FLAWS[fault.flaw]) for fault in rules.check(content)],
    )


def _step_page(found: RouteMap, number: int, form: StepForm) -> str:
    return render_template(
        "routemaps/step.html",
        route_map=found,
        name=name_of(found),
        number=number,
        is_new=number > len(_content(found)["steps"]),
        form=form,
    )
