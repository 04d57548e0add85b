"""Questions and outcomes of a draft: add, change, remove; and where the chart begins."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, render_template, request
from flask_babel import gettext as _

from matcher.access import Action, demand
from matcher.database.screening import FlowChartVersion
from matcher.errors import ChartRefused, NotFound, Stale, StepNotAllowed
from matcher.screening import versions
from matcher.screening.rules.chart import OUTCOME
from matcher.screening.rules.facts import FACTS, Fact
from matcher.words import ChartStatus, Role
from web.access import allow, principal
from web.coordinator.records import actor
from web.flowcharts.blueprint import blueprint
from web.flowcharts.forms import OutcomeForm, filled, question_form_class
from web.flowcharts.overview import lock, not_done, shown_chart, title, to_version
from web.formatting import sentence
from web.languages import language
from web.screening.fault_lines import fault_lines
from web.session import database


@blueprint.get("/versions/<int:version_id>/questions/new")
@allow(Role.ADMINISTRATOR)
def new_question(version_id: int) -> str:
    """First what answers the question: the talk, or a fact of the dossier. Then the question."""
    found = _draft(version_id)
    if "fact" not in request.args:
        facts = [(fact.code, sentence(fact.label(language()))) for fact in FACTS.values()]
        return render_template("flowcharts/kind.html", chart_version=found, facts=facts)
    fact = _fact(request.args["fact"])
    return _question_page(found, _question_form(found, fact, {}), fact, None)


@blueprint.post("/versions/<int:version_id>/questions/new")
@allow(Role.ADMINISTRATOR)
def add_question(version_id: int) -> Any:
    found = _draft(version_id)
    return _saved_question(found, _fact(request.args.get("fact", "")), None)


@blueprint.get("/versions/<int:version_id>/outcomes/new")
@allow(Role.ADMINISTRATOR)
def new_outcome(version_id: int) -> str:
    found = _draft(version_id)
    form = OutcomeForm(formdata=None, version=found.version)
    return _outcome_page(found, form, None)


@blueprint.post("/versions/<int:version_id>/outcomes/new")
@allow(Role.ADMINISTRATOR)
def add_outcome(version_id: int) -> Any:
    return _saved_outcome(_draft(version_id), None)


@blueprint.get("/versions/<int:version_id>/nodes/<int:number>")
@allow(Role.ADMINISTRATOR)
def node(version_id: int, number: int) -> str:
    found = _draft(version_id)
    stored = _node(found, number)
    if stored["kind"] == OUTCOME:
        form = OutcomeForm(formdata=None, **filled(stored), version=found.version)
        return _outcome_page(found, form, number)
    fact = _fact(stored.get("fact", ""))
    return _question_page(found, _question_form(found, fact, stored), fact, number)


@blueprint.post("/versions/<int:version_id>/nodes/<int:number>")
@allow(Role.ADMINISTRATOR)
def change_node(version_id: int, number: int) -> Any:
    found = _draft(version_id)
    stored = _node(found, number)
    if request.form.get("code") != stored["code"]:
        return not_done(version_id, Stale("flow chart", version_id))
    if stored["kind"] == OUTCOME:
        return _saved_outcome(found, number)
    return _saved_question(found, _fact(stored.get("fact", "")), number)


@blueprint.post("/versions/<int:version_id>/nodes/<int:number>/remove")
@allow(Role.ADMINISTRATOR)
def remove_node(version_id: int, number: int) -> Any:
    found = _draft(version_id)
    code = _node(found, number)["code"]
    try:
        versions.remove_node(database, actor(), version_id, lock(), code)
    except (ChartRefused, Stale, StepNotAllowed) as error:
        return not_done(version_id, error)
    flash(_("Removed."), "ok")
    return to_version(version_id)


@blueprint.post("/versions/<int:version_id>/start")
@allow(Role.ADMINISTRATOR)
def set_start(version_id: int) -> Any:
    demand(principal(), Action.EDIT_FLOWCHART)
    try:
        start = request.form.get("start", "")
        versions.set_start(database, actor(), version_id, lock(), start)
    except (ChartRefused, Stale, StepNotAllowed) as error:
        return not_done(version_id, error)
    flash(_("Saved."), "ok")
    return to_version(version_id)


def _draft(version_id: int) -> FlowChartVersion:
    """Return the draft; a version in use has no pages to change it.

    Raises:
        NotFound: there is no such draft.
    """
    demand(principal(), Action.EDIT_FLOWCHART)
    found = versions.one(database, version_id)
    if found.status != ChartStatus.DRAFT:
        raise NotFound("draft of a flow chart", version_id)
    return found


def _node(found: FlowChartVersion, number: int) -> dict[str, Any]:
    nodes: list[dict[str, Any]] = found.content["nodes"]
    if not 1 <= number <= len(nodes):
        raise NotFound("question or outcome", number)
    return nodes[number - 1]


def _fact(code: str) -> Fact | None:
    if code and code not in FACTS:
        abort(404)
    return FACTS.get(code)


def _taken(found: FlowChartVersion) -> list[str]:
    return [one["code"] for one in found.content["nodes"]]


def _targets(found: FlowChartVersion, without: str = "") -> list[tuple[str, str]]:
    """Return what an answer can lead to, with the names that the picture has."""
    chart = shown_chart(found.content)
    names, codes = chart.names(), set(_taken(found)) - {without}
    return [(one.code, f"{names[one.code]}. {title(one)}") for one in chart if one.code in codes]


def _question_form(found: FlowChartVersion, fact: Fact | None, stored: dict[str, Any]) -> Any:
    make = question_form_class(fact, _targets(found, stored.get("code", "")))
    return make(formdata=None, **filled(stored), version=found.version)


def _saved_question(found: FlowChartVersion, fact: Fact | None, number: int | None) -> Any:
    without = "" if number is None else _node(found, number)["code"]
    form = question_form_class(fact, _targets(found, without))()
    return _saved(found, form, lambda lines: _question_page(found, form, fact, number, lines))


def _saved_outcome(found: FlowChartVersion, number: int | None) -> Any:
    form = OutcomeForm()
    return _saved(found, form, lambda lines: _outcome_page(found, form, number, lines))


def _saved(found: FlowChartVersion, form: Any, show: Any) -> Any:
    """Save the form; a form with mistakes, or an edit that cannot be, is shown again with why."""
    version_id = found.id
    if not form.validate():
        return show([]), 422
    edited = form.node(_taken(found))
    try:
        versions.put_node(database, actor(), version_id, form.version.data or 0, edited)
    except ChartRefused as error:
        nodes = {one["code"]: one for one in found.content["nodes"]} | {edited["code"]: edited}
        seen = {"nodes": list(nodes.values())}  # in its own place, so with its own number
        return show(fault_lines(seen, error.problems)), 422
    except (Stale, StepNotAllowed) as error:
        return not_done(version_id, error)
    flash(_("Saved in the draft."), "ok")
    return to_version(version_id)


def _question_page(
    found: FlowChartVersion, form: Any, fact: Fact | None, number: int | None, refused: Any = ()
) -> str:
    return render_template(
        "flowcharts/question.html",
        chart_version=found,
        form=form,
        fact=fact,
        number=number,
        refused=refused,
    )


def _outcome_page(found: FlowChartVersion, form: Any, number: int | None, refused: Any = ()) -> str:
    return render_template(
        "flowcharts/outcome.html", chart_version=found, form=form, number=number, refused=refused
    )
