"""Projects that cooperate, on the five axes: a page to filter, the numbers per value, and a file."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from matcher.access import Action, demand
from matcher.database.accounts import CareOrganisation
from matcher.database.people import Project
from matcher.errors import AlreadyTaken, Stale
from matcher.organisations import projects as service
from matcher.organisations.projects import AXES
from matcher.words import Role, Word
from web.access import allow, principal
from web.coordinator.records import actor, searched, told, word_from
from web.languages import language
from web.people.blueprint import blueprint
from web.people.forms import ProjectForm
from web.session import database

STAFF = (Role.REFERRER, Role.COORDINATOR, Role.MUNICIPALITY_OFFICER, Role.ADMINISTRATOR)

HEADINGS = {
    "target_group": _("Target group"),
    "problem": _("Problem"),
    "approach": _("Approach"),
    "partners": _("Partners"),
    "level": _("Level"),
}


@blueprint.get("/projects")
@allow(*STAFF)
def projects() -> str:
    chosen = _chosen()
    found, counts = service.projects(database, chosen, searched())
    return render_template(
        "people/projects.html",
        projects=found,
        counts=counts,
        axes=AXES,
        headings=HEADINGS,
        chosen=chosen,
        text=searched(),
        may_change=principal().has(Role.ADMINISTRATOR),
    )


@blueprint.get("/projects.csv")
@allow(*STAFF)
def projects_file() -> Response:
    found, _counts = service.projects(database, _chosen(), searched())
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([gettext("Name"), gettext("Municipality"), *map(str, HEADINGS.values())])
    for row in service.shown(found, language()):
        writer.writerow([_harmless(cell) for cell in row])
    return Response(
        "\ufeff" + text.getvalue(),
        mimetype="text/csv",
        headers={"Content-Disposition": "attachment; filename=projects.csv"},
    )


def _harmless(cell: str) -> str:
    """Return the cell so that a spreadsheet does not take it for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _chosen() -> dict[str, Word]:
    found = {axis: word_from(words, axis) for axis, words in AXES.items()}
    return {axis: word for axis, word in found.items() if word is not None}


@blueprint.get("/projects/new")
@allow(Role.ADMINISTRATOR)
def new_project() -> str:
    demand(principal(), Action.MANAGE_ACCOUNTS)
    return _page(None, _form(None, formdata=None))


@blueprint.post("/projects/new")
@allow(Role.ADMINISTRATOR)
def add_project() -> Any:
    demand(principal(), Action.MANAGE_ACCOUNTS)
    form = _form(None)
    if form.validate():
        try:
            service.add_project(database, actor(), form.details())
        except AlreadyTaken:
            form.name.errors = [gettext("This municipality has a project of this name already.")]
        else:
            flash(gettext("The project is added."), "ok")
            return redirect(url_for(".projects"), code=303)
    return _page(None, form), 422


@blueprint.get("/projects/<int:project_id>")
@allow(Role.ADMINISTRATOR)
def project(project_id: int) -> str:
    demand(principal(), Action.MANAGE_ACCOUNTS)
    found = service.project(database, project_id)
    return _page(found, _form(found, formdata=None))


@blueprint.post("/projects/<int:project_id>")
@allow(Role.ADMINISTRATOR)
def change_project(project_id: int) -> Any:
    demand(principal(), Action.MANAGE_ACCOUNTS)
    found = service.project(database, project_id)
    if request.form.get("action") == "remove":
        service.remove_project(database, actor(), found)
        flash(gettext("The project is removed."), "ok")
        return redirect(url_for(".projects"), code=303)
    form = _form(found)
    if not form.validate():
        return _page(found, form), 422
    version = int(form.version.data) if str(form.version.data).isdigit() else -1
    try:
        service.change_project(database, actor(), found, version, form.details())
    except AlreadyTaken:
        form.name.errors = [gettext("This municipality has a project of this name already.")]
        return _page(found, form), 422
    except Stale as error:
        database.rollback()
        flash(told(error), "error")
        found = service.project(database, project_id)
        return _page(found, _form(found, formdata=None)), 409
    flash(gettext("The project is changed."), "ok")
    return redirect(url_for(".projects"), code=303)


def _form(found: Project | None, **options: Any) -> ProjectForm:
    query = select(CareOrganisation.id, CareOrganisation.name).order_by(CareOrganisation.name)
    rows = [(int(key), str(name)) for key, name in database.execute(query)]
    return ProjectForm(found, rows, **options)


def _page(found: Project | None, form: ProjectForm) -> str:
    return render_template("people/project.html", project=found, form=form)
