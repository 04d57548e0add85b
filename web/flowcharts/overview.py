"""The flow chart in versions: which is in use, the draft, what was before; replay and publish."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from matcher.access import Action, demand
from matcher.database.screening import FlowChartVersion
from matcher.errors import AlreadyTaken, ChartRefused, MatcherError, Stale, StepNotAllowed
from matcher.screening import trying, versions
from matcher.screening.rules.chart import OUTCOME, Chart, built
from matcher.screening.rules.check import check
from matcher.screening.rules.edits import Content
from matcher.words import Role
from web.access import allow, principal
from web.coordinator.records import actor
from web.flowcharts.blueprint import blueprint
from web.flowcharts.forms import PublishForm, StartForm
from web.flowcharts.walking import example_address
from web.screening import showing
from web.screening.fault_lines import fault_lines
from web.session import database

NOWHERE = "nowhere_yet"


@blueprint.get("/")
@allow(Role.ADMINISTRATOR)
def charts() -> str:
    demand(principal(), Action.EDIT_FLOWCHART)
    return render_template(
        "flowcharts/charts.html",
        live=versions.live(database),
        draft=versions.draft(database),
        versions=versions.all_versions(database),
    )


@blueprint.post("/supplied")
@allow(Role.ADMINISTRATOR)
def take_supplied() -> Any:
    return _begun(lambda: versions.take_supplied(database, actor()))


@blueprint.post("/drafts")
@allow(Role.ADMINISTRATOR)
def start_draft() -> Any:
    base = request.form.get("from", type=int)
    return _begun(lambda: versions.start_draft(database, actor(), base))


def _begun(make: Callable[[], FlowChartVersion]) -> Any:
    demand(principal(), Action.EDIT_FLOWCHART)
    try:
        made = make()
    except AlreadyTaken:
        database.rollback()
        flash(_("There is a draft already. Go on with that one, or throw it away."), "error")
        return charts(), 409
    return to_version(made.id)


@blueprint.get("/versions/<int:version_id>")
@allow(Role.ADMINISTRATOR)
def version(version_id: int) -> str:
    demand(principal(), Action.EDIT_FLOWCHART)
    return version_page(version_id)


def version_page(version_id: int, refused: ChartRefused | None = None) -> str:
    """Return the page of a version; ``refused`` is why an edit was not done."""
    found = versions.one(database, version_id)
    faults = check(found.content)
    chart = shown_chart(found.content)
    form = StartForm(formdata=None, start=found.content["start"], version=found.version)
    names = chart.names()
    form.start.choices = [
        SelectChoice(n.code, f"{names[n.code]}. {title(n)}") for n in chart.questions
    ]
    return render_template(
        "flowcharts/version.html",
        chart_version=found,
        chart=chart,
        numbers={node["code"]: n for n, node in enumerate(found.content["nodes"], start=1)},
        faults=fault_lines(found.content, faults),
        refused=fault_lines(found.content, refused.problems) if refused else [],
        trials=[] if faults else trying.trials(chart, found.chart.examples),
        examples=found.chart.examples,
        start_form=form,
        showing=showing,
        example_address=example_address,
    )


@blueprint.post("/versions/<int:version_id>/drop")
@allow(Role.ADMINISTRATOR)
def drop(version_id: int) -> Any:
    demand(principal(), Action.EDIT_FLOWCHART)
    try:
        versions.drop(database, actor(), version_id, lock())
    except (Stale, StepNotAllowed) as error:
        return not_done(version_id, error)
    flash(_("The draft is thrown away."), "ok")
    return redirect(url_for(".charts"), code=303)


@blueprint.get("/versions/<int:version_id>/publish")
@allow(Role.ADMINISTRATOR)
def confirm_publishing(version_id: int) -> str:
    demand(principal(), Action.EDIT_FLOWCHART)
    found = versions.one(database, version_id)
    return _publish_page(found, PublishForm(formdata=None, version=found.version))


@blueprint.post("/versions/<int:version_id>/publish")
@allow(Role.ADMINISTRATOR)
def publish(version_id: int) -> Any:
    demand(principal(), Action.EDIT_FLOWCHART)
    form = PublishForm()
    if not form.validate():
        return _publish_page(versions.one(database, version_id), form), 422
    try:
        made = versions.publish(
            database, actor(), version_id, form.version.data or 0, form.note.data or ""
        )
    except ChartRefused:
        database.rollback()
        flash(_("The chart is not put in use: see below what is missing."), "error")
        return _publish_page(versions.one(database, version_id), form), 422
    except (Stale, StepNotAllowed) as error:
        return not_done(version_id, error)
    flash(_("Version %(number)s is in use from now on.", number=made.number), "ok")
    return redirect(url_for(".charts"), code=303)


def _publish_page(found: FlowChartVersion, form: PublishForm) -> str:
    faults = check(found.content)
    problems = faults or trying.example_faults(found.content, found.chart.examples)
    effect = None if faults else trying.effect(database, built(found.content))
    return render_template(
        "flowcharts/publish.html",
        chart_version=found,
        form=form,
        faults=fault_lines(found.content, problems),
        number_of_examples=len(found.chart.examples),
        effect=effect,
    )


@blueprint.get("/replay")
@allow(Role.ADMINISTRATOR)
def replay() -> str:
    demand(principal(), Action.EDIT_FLOWCHART)
    return render_template("flowcharts/replay.html", replay=trying.replay(database))


def shown_chart(content: Content) -> Chart:
    """Return the chart to show, also of an unfinished draft: a loose end leads to a question mark.

    A draft never has a circle or a text that is missing: such edits are refused.
    """
    shown = copy.deepcopy(content)
    codes = {node["code"] for node in shown["nodes"]}
    loose = False
    for node in shown["nodes"]:
        for answer in node.get("answers", ()):
            if answer["to"] not in codes:
                answer["to"], loose = NOWHERE, True
    if loose:
        empty = {"nl": "", "en": ""}
        text = {"nl": "Leidt nog nergens heen", "en": "Leads nowhere yet"}
        shown["nodes"].append(
            {"kind": OUTCOME, "code": NOWHERE, "text": text, "route": "not_now", "reason": empty}
        )
    return built(shown)


def title(node: Any) -> str:
    return str(node.text.label(showing.language()))


def lock() -> int:
    return request.form.get("version", 0, type=int)


def to_version(version_id: int) -> Response:
    return redirect(url_for(".version", version_id=version_id), code=303)


def not_done(version_id: int, error: MatcherError) -> Any:
    """Show the version as it is now, and say why the edit was not done."""
    database.rollback()
    database.expire_all()
    if isinstance(error, ChartRefused):
        return version_page(version_id, error), 422
    if isinstance(error, Stale):
        flash(
            _("A colleague has just changed this draft, so yours was not saved. Look again."),
            "error",
        )
        return version_page(version_id), 409
    flash(_("Only a draft can be changed. Make a new draft of this version first."), "error")
    return version_page(version_id), 422
