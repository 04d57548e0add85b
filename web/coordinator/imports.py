"""Files in and out: upload, look at what would happen, save all or nothing; templates; exports."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from matcher.access import Action, demand, scope
from matcher.audit import Actor
from matcher.database.records import ImportBatch
from matcher.database.session import transaction
from matcher.errors import ImportRejected, NotFound, StepNotAllowed
from matcher.exchange import batches, service
from matcher.exchange.columns import COLUMNS, FileKind
from matcher.exchange.describe import column_facts
from matcher.exchange.problem_files import problems_csv
from matcher.exchange.table import Limits
from matcher.exchange.templates import template
from matcher.inforce import today_in_the_netherlands
from matcher.words import Role
from web.access import allow, principal
from web.coordinator.blueprint import blueprint
from web.languages import language
from web.session import database

PROBLEMS_ON_PAGE = 100
TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_KIND = "<any(hosts, youths):kind>"
_SUFFIX = "<any('.csv', '.xlsx'):suffix>"
KINDS = {FileKind.HOSTS: _("Hosts with rooms"), FileKind.YOUTHS: _("Youths")}
FILE_NAMES = {
    FileKind.HOSTS: {"nl": "huishoudens", "en": "hosts"},
    FileKind.YOUTHS: {"nl": "jongeren", "en": "youths"},
}


class UploadForm(FlaskForm):
    kind = RadioField(
        _("What is in the file?"),
        [InputRequired(_("Choose what is in the file."))],
        choices=[SelectChoice(kind.value, text) for kind, text in KINDS.items()],
    )
    file = FileField(
        _("File"),
        [FileRequired(_("Choose a file."))],
        description=_("Excel (.xlsx) or CSV. You see what would happen before anything is saved."),
    )


@blueprint.get("/import")
@allow(Role.COORDINATOR)
def imports() -> str:
    demand(principal(), Action.IMPORT_RECORDS)
    return _upload_page(UploadForm())


def _upload_page(form: UploadForm) -> str:
    return render_template("coordinator/import.html", form=form, kinds=KINDS)


@blueprint.post("/import")
@allow(Role.COORDINATOR)
def upload_import() -> Any:
    demand(principal(), Action.IMPORT_RECORDS)
    form = UploadForm()
    if not form.validate_on_submit():
        return _upload_page(form), 422
    batches.forget_old(database)
    file = form.file.data
    name = (file.filename or "").replace("\\", "/").rpartition("/")[2]
    batch = batches.keep(database, _actor(), FileKind(form.kind.data), name, file.read())
    return redirect(url_for(".import_preview", batch_id=batch.id), code=303)


@blueprint.get("/import/<int:batch_id>")
@allow(Role.COORDINATOR)
def import_preview(batch_id: int) -> Any:
    batch = _find(batch_id)
    if batch is None:
        return render_template("coordinator/import_gone.html"), 404
    return _preview_page(batch)


def _preview_page(batch: ImportBatch) -> str:
    """Show what saving would do; a file that was saved before shows just that."""
    found = None if batch.saved_at else _judged(batch)
    return render_template(
        "coordinator/import_preview.html",
        batch=batch,
        kind=KINDS[FileKind(batch.kind)],
        found=found,
        shown=found.problems[:PROBLEMS_ON_PAGE] if found else (),
        language=language(),
    )


@blueprint.post("/import/<int:batch_id>")
@allow(Role.COORDINATOR)
def save_import(batch_id: int) -> Any:
    demand(principal(), Action.IMPORT_RECORDS)
    if _find(batch_id) is None:
        return render_template("coordinator/import_gone.html"), 404
    try:
        saved = batches.save(
            database,
            _actor(),
            batch_id,
            today_in_the_netherlands(),
            region=_region(Action.IMPORT_RECORDS),
            limits=_limits(),
        )
    except NotFound:
        return render_template("coordinator/import_gone.html"), 404
    except StepNotAllowed:
        flash(gettext("This file was saved before. Nothing was saved again."), "info")
        return redirect(url_for(".import_preview", batch_id=batch_id), code=303)
    except ImportRejected:
        database.rollback()
        flash(gettext("Nothing was saved: the file has problems now."), "error")
        return _preview_page(batches.find(database, _actor(), batch_id)), 422
    flash(
        gettext(
            "Saved: %(new)s new, %(updated)s updated, %(unchanged)s unchanged.",
            new=saved.rows_new,
            updated=saved.rows_updated,
            unchanged=saved.rows_unchanged,
        ),
        "ok",
    )
    return redirect(url_for(".imports"), code=303)


@blueprint.get("/import/<int:batch_id>/problems.csv")
@allow(Role.COORDINATOR)
def import_problems(batch_id: int) -> Response:
    batch = _find(batch_id)
    if batch is None or batch.saved_at:
        abort(404)
    return _file(problems_csv(_judged(batch).problems, language()), ".csv", "problems")


@blueprint.get(f"/import/{_KIND}/template{_SUFFIX}")
@allow(Role.COORDINATOR)
def import_template(kind: str, suffix: str) -> Response:
    chosen = FileKind(kind)
    name = f"{FILE_NAMES[chosen][language()]}-template"
    return _file(template(chosen, suffix, language()), suffix, name)


@blueprint.get(f"/import/{_KIND}/columns")
@allow(Role.COORDINATOR)
def import_columns(kind: str) -> str:
    chosen = FileKind(kind)
    return render_template(
        "coordinator/import_columns.html",
        kind=chosen,
        text=KINDS[chosen],
        facts=[column_facts(column, language()) for column in COLUMNS[chosen]],
    )


@blueprint.get(f"/export/{_KIND}{_SUFFIX}")
@allow(Role.COORDINATOR)
def export_records(kind: str, suffix: str) -> Response:
    """Give the records of the own region. The look is written in a short transaction of its own:
    making the file takes seconds, in which nobody else should wait for the write lock."""
    chosen = FileKind(kind)
    demand(principal(), Action.EXPORT_RECORDS)
    region = _region(Action.EXPORT_RECORDS)
    content, number_of_rows = service.exported(
        database, chosen, suffix, region=region, language=language()
    )
    with transaction(current_app.extensions["session_factory"]) as own:
        service.note_export(own, _actor(), chosen, content, number_of_rows, region)
    return _file(content, suffix, FILE_NAMES[chosen][language()])


def _judged(batch: ImportBatch) -> service.Preview:
    return service.preview(
        database,
        FileKind(batch.kind),
        batch.file_name,
        batch.content,
        today_in_the_netherlands(),
        region=_region(Action.IMPORT_RECORDS),
        limits=_limits(),
    )


def _find(batch_id: int) -> ImportBatch | None:
    demand(principal(), Action.IMPORT_RECORDS)
    try:
        found = batches.find(database, _actor(), batch_id)
    except NotFound:
        return None
    return found if found.kind in set(FileKind) else None  # a list of names has pages of its own


def _actor() -> Actor:
    return Actor(principal().account_id, "web")


def _region(action: Action) -> frozenset[str] | None:
    """Return the municipalities that the person reaches; None when that is all of them."""
    reached = scope(principal(), action)
    return None if reached.everything else reached.municipalities


def _limits() -> Limits:
    settings = current_app.extensions["settings"]
    return Limits(megabytes=settings.import_megabytes, rows=settings.import_rows)


def _file(content: bytes, suffix: str, name: str) -> Response:
    disposition = f'attachment; filename="kamermatch-{name}{suffix}"'
    return Response(
        content,
        content_type=TYPES[suffix],
        headers={"Content-Disposition": disposition, "Cache-Control": "no-store"},
    )
