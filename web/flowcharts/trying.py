"""Walk through a version by hand, and keep the walk as an example to try every draft on.

The walk lives in the address: the situations are made up, so nothing private is in it, and
'back' works as people expect.
"""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from matcher.access import Action, demand
from matcher.database.screening import FlowChartVersion
from matcher.errors import AlreadyTaken, Stale
from matcher.screening import trying, versions
from matcher.screening.rules.chart import Chart, built
from matcher.screening.rules.check import check
from matcher.screening.rules.follow import Path, follow
from matcher.words import Role, ScreeningRoute
from web.access import allow, principal
from web.coordinator.records import actor
from web.flowcharts import walking
from web.flowcharts.blueprint import blueprint
from web.flowcharts.forms import ExampleForm
from web.flowcharts.overview import not_done, to_version
from web.screening import showing
from web.screening.forms import question_form
from web.session import database


@blueprint.get("/versions/<int:version_id>/try")
@allow(Role.ADMINISTRATOR)
def walk(version_id: int) -> Any:
    demand(principal(), Action.EDIT_FLOWCHART)
    found = versions.one(database, version_id)
    if check(found.content):
        flash(_("Mend the faults first: then the chart can be tried."), "error")
        return redirect(url_for(".version", version_id=version_id), code=303)
    chart = built(found.content)
    answers, facts = walking.situation()
    path = follow(chart, answers, facts)
    if path.asks is None or "value" not in request.args:
        return _walk_page(found, chart, path, None, _example_form(found, path))
    form = question_form(path.asks, formdata=request.args, meta={"csrf": False})
    if not form.validate():
        return _walk_page(found, chart, path, form, _example_form(found, path))
    if path.asks.fact is not None:
        facts[path.asks.fact.code] = form.given()
    else:
        answers[path.asks.code] = str(form.given())
    parts = walking.fields(answers, facts, walking.example_number())
    return redirect(walking.address("walk", version_id, parts), code=303)


@blueprint.post("/versions/<int:version_id>/try")
@allow(Role.ADMINISTRATOR)
def keep_example(version_id: int) -> Any:
    """Keep the walk as a new example, or as the answers of the one that it began with."""
    demand(principal(), Action.EDIT_FLOWCHART)
    found = versions.one(database, version_id)
    if check(found.content):
        return not_done(version_id, Stale("flow chart", version_id))
    chart = built(found.content)
    path = follow(chart, *walking.situation())
    answers, facts = walking.on_path(path)
    form = ExampleForm()
    if not form.validate():
        return _walk_page(found, chart, path, None, form), 422
    route, name = ScreeningRoute(form.expected.data), form.name.data or ""
    number = walking.example_number()
    try:
        if number:
            trying.answer_example(database, actor(), found, number, answers, facts, route)
        else:
            trying.add_example(database, actor(), found, name, answers, facts, route)
    except AlreadyTaken:
        form.name.errors = [_("Another example is called so already.")]
        return _walk_page(found, chart, path, None, form), 422
    flash(_("The example is kept. Every version is tried on it before it is put in use."), "ok")
    return to_version(version_id)


@blueprint.post("/versions/<int:version_id>/examples/<int:example_id>/remove")
@allow(Role.ADMINISTRATOR)
def remove_example(version_id: int, example_id: int) -> Any:
    demand(principal(), Action.EDIT_FLOWCHART)
    found = versions.one(database, version_id)
    trying.remove_example(database, actor(), found, example_id)
    flash(_("The example is removed."), "ok")
    return to_version(version_id)


@blueprint.post("/versions/<int:version_id>/examples/<int:example_id>/expect")
@allow(Role.ADMINISTRATOR)
def expect(version_id: int, example_id: int) -> Any:
    demand(principal(), Action.EDIT_FLOWCHART)
    found = versions.one(database, version_id)
    code = request.form.get("route", "")
    if code in ScreeningRoute.codes():
        trying.expect(database, actor(), found, example_id, ScreeningRoute(code))
        flash(_("The example expects the new outcome from now on."), "ok")
    return to_version(version_id)


def _example_form(found: FlowChartVersion, path: Path) -> ExampleForm:
    """Return the form to keep the walk; one that completes an example has its name already."""
    number = walking.example_number()
    name = next((one.name for one in found.chart.examples if one.id == number), "")
    route = path.outcome.route if path.outcome else None
    return ExampleForm(formdata=None, expected=route, name=name)


def _walk_page(
    found: FlowChartVersion, chart: Chart, path: Path, form: Any, example_form: ExampleForm
) -> str:
    if form is None and path.asks is not None:
        form = question_form(path.asks, post=False)
    answers, facts = walking.situation()
    number = walking.example_number()
    back = walking.fields(*walking.on_path(path, -1), number)
    parts = walking.fields(answers, facts, number)
    return render_template(
        "flowcharts/try.html",
        chart_version=found,
        chart=chart,
        path=path,
        rows=showing.path_rows(chart, path, facts),
        form=form,
        kept=parts,
        back=walking.address("walk", found.id, back) if path.steps else None,
        example_form=example_form,
        here=walking.address("keep_example", found.id, parts),
        others=showing.others(chart, answers, facts) if path.outcome else [],
        showing=showing,
    )
