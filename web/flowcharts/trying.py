"""Walk through a version by hand, and keep the walk as an example to try every draft on.

The walk lives in the address: the situations are made up, so nothing private is in it, and
'back' works as people expect.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from matcher.access import Action, demand
from matcher.database.screening import FlowChartVersion
from matcher.errors import AlreadyTaken
from matcher.screening import trying, versions
from matcher.screening.rules.chart import Chart, built
from matcher.screening.rules.check import check
from matcher.screening.rules.facts import FACTS, Value
from matcher.screening.rules.follow import Path, follow
from matcher.words import Role, ScreeningRoute
from web.access import allow, principal
from web.coordinator.records import actor
from web.flowcharts.blueprint import blueprint
from web.flowcharts.forms import ExampleForm
from web.flowcharts.overview import to_version
from web.screening import showing
from web.screening.forms import question_form
from web.session import database

SAID, KNOWN = "q.", "f."  # in the address: the answer to a question, the value of a fact


@blueprint.get("/versions/<int:version_id>/try")
@allow(Role.ADMINISTRATOR)
def walk(version_id: int) -> Any:
    demand(principal(), Action.EDIT_FLOWCHART)
    found = versions.one(database, version_id)
    if check(found.content):
        flash(_("Mend the faults first: then the chart can be tried."), "error")
        return redirect(url_for(".version", version_id=version_id), code=303)
    chart = built(found.content)
    answers, facts = _situation()
    path = follow(chart, answers, facts)
    form = None
    if path.asks is not None and "value" in request.args:
        form = question_form(path.asks, formdata=request.args, meta={"csrf": False})
        if form.validate():
            key = KNOWN + path.asks.fact_code if path.asks.fact else SAID + path.asks.code
            kept = {**_kept(path), key: form.given()}
            return redirect(_address(".walk", version_id, kept), code=303)
    return _walk_page(found, chart, path, form, ExampleForm(formdata=None, expected=_end(path)))


@blueprint.post("/versions/<int:version_id>/try")
@allow(Role.ADMINISTRATOR)
def keep_example(version_id: int) -> Any:
    demand(principal(), Action.EDIT_FLOWCHART)
    found = versions.one(database, version_id)
    chart = built(found.content)
    answers, facts = _situation()
    path = follow(chart, answers, facts)
    form = ExampleForm()
    if not form.validate():
        return _walk_page(found, chart, path, None, form), 422
    route = ScreeningRoute(form.expected.data)
    try:
        trying.add_example(database, actor(), found, form.name.data or "", answers, facts, route)
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


def _situation() -> tuple[dict[str, str], dict[str, Value]]:
    """Return (answers, facts) of the address; what no chart can know is left out."""
    answers = {
        key.removeprefix(SAID): text for key, text in request.args.items() if key.startswith(SAID)
    }
    facts: dict[str, Value] = {}
    for key, text in request.args.items():
        fact = FACTS.get(key.removeprefix(KNOWN)) if key.startswith(KNOWN) else None
        if fact is None:
            continue
        is_digits = text.isascii() and text.isdigit() and len(text) < 7
        value: Value = int(text) if fact.is_number and is_digits else text
        if fact.holds(value):
            facts[fact.code] = value
    return answers, facts


def _kept(path: Path, until: int | None = None) -> dict[str, Value]:
    """Return the address of the first ``until`` steps of a path."""
    kept: dict[str, Value] = {}
    for step in path.steps[:until]:
        if step.value is not None:
            kept[KNOWN + step.node.fact_code] = step.value
        else:
            kept[SAID + step.node.code] = step.answer.code
    return kept


def _address(endpoint: str, version_id: int, kept: dict[str, Value]) -> str:
    query = f"?{urlencode(kept)}" if kept else ""
    return url_for(endpoint, version_id=version_id) + query


def _end(path: Path) -> ScreeningRoute | None:
    return path.outcome.route if path.outcome else None


def _walk_page(
    found: FlowChartVersion, chart: Chart, path: Path, form: Any, example_form: ExampleForm
) -> str:
    if form is None and path.asks is not None:
        form = question_form(path.asks, post=False)
    answers, facts = _situation()
    back = _address(".walk", found.id, _kept(path, -1)) if path.steps else None
    return render_template(
        "flowcharts/try.html",
        chart_version=found,
        chart=chart,
        path=path,
        rows=showing.path_rows(chart, path, facts),
        form=form,
        kept=_kept(path),
        back=back,
        example_form=example_form,
        here=_address(".keep_example", found.id, _kept(path)),
        others=showing.others(chart, answers, facts) if path.outcome else [],
        showing=showing,
    )
