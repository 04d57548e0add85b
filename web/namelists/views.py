"""Lists of names: look at the file, save it, divide the names, and note what became of them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from matcher.access import Action, demand, scope
from matcher.audit import record
from matcher.database.accounts import CareOrganisation
from matcher.database.cases import ListedName, NameList
from matcher.database.session import transaction
from matcher.errors import ImportRejected, NotAllowed, NotFound, Stale, StepNotAllowed
from matcher.exchange import batches
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.namelists import service
from matcher.namelists.reading import MOST_NAMES, ReadList
from matcher.words import ListedOutcome, Role
from matcher.youths.doubles import Known, Person, compared
from web.access import allow, principal
from web.cases.blueprint import dossier
from web.coordinator import records
from web.languages import language
from web.namelists.forms import OutcomeForm, SaveForm, UploadForm
from web.session import database

blueprint = Blueprint("namelists", __name__, url_prefix="/name-lists")


@blueprint.get("")
@allow(Role.COORDINATOR)
def lists() -> str:
    return _lists_page(UploadForm(formdata=None))


@blueprint.post("")
@allow(Role.COORDINATOR)
def upload() -> Any:
    demand(principal(), Action.DIVIDE_NAMES)
    form = UploadForm()
    if not form.validate_on_submit():
        return _lists_page(form), 422
    batches.forget_old(database)
    file = form.file.data
    name = (file.filename or "").replace("\\", "/").rpartition("/")[2]
    kept = service.keep(database, records.actor(), name, file.read())
    return redirect(url_for(".look", batch_id=kept.id), code=303)


@blueprint.get("/import/<int:batch_id>")
@allow(Role.COORDINATOR)
def look(batch_id: int) -> Any:
    return _look_page(batch_id, SaveForm(_municipalities(), formdata=None))


@blueprint.post("/import/<int:batch_id>")
@allow(Role.COORDINATOR)
def save(batch_id: int) -> Any:
    demand(principal(), Action.DIVIDE_NAMES)
    form = SaveForm(_municipalities())
    if not form.validate():
        return _look_page(batch_id, form), 422
    try:
        made = service.take_in(
            database, records.actor(), batch_id, form.source.data or "",
            form.municipality.data, today_in_the_netherlands(),
        )  # fmt: skip
    except ImportRejected:
        return _look_page(batch_id, form), 422
    except StepNotAllowed:
        flash(_("This list was saved a moment ago. Nothing was saved again."), "info")
        return redirect(url_for(".lists"), code=303)
    flash(_("The list is saved. Now divide the names."), "ok")
    return redirect(url_for(".one", list_id=made.id), code=303)


@blueprint.get("/<int:list_id>")
@allow(Role.COORDINATOR)
def one(list_id: int) -> str:
    return _list_page(_reached(list_id))


@blueprint.post("/<int:list_id>/divide")
@allow(Role.COORDINATOR)
def divide(list_id: int) -> Any:
    found = _reached(list_id)
    given = {
        name.id: account_id
        for name in found.names
        if (account_id := request.form.get(f"name-{name.id}", type=int))
    }
    try:
        number = service.assign(database, records.actor(), found, given, today_in_the_netherlands())
    except NotAllowed:
        abort(400)
    if number:
        flash(_("The names are divided. Each worker finds them under 'Names for us'."), "ok")
    else:
        flash(_("Choose a worker for at least one name."), "info")
    return redirect(url_for(".one", list_id=list_id), code=303)


@blueprint.get("/mine")
@allow(Role.REFERRER)
def mine() -> str:
    return _mine_page()


@blueprint.post("/names/<int:name_id>")
@allow(Role.COORDINATOR, Role.REFERRER)
def decide(name_id: int) -> Any:
    """Note what became of a name; back to the page from which it was done."""
    reach = scope(principal(), Action.READ_NAMES)
    name = database.scalars(
        select(ListedName)
        .join(ListedName.name_list)
        .where(
            ListedName.id == name_id,
            reach.where(
                municipality=[NameList.municipality_code],
                organisation=ListedName.organisation_id,
            ),
        )
    ).one_or_none()
    if name is None:
        raise NotFound("listed name", name_id)
    form = OutcomeForm()
    is_region = name.name_list.municipality_code in principal().regions
    back = url_for(".one", list_id=name.list_id) if is_region else url_for(".mine")
    if not form.validate():
        flash(_("Choose what became of it."), "error")
        return redirect(back, code=303)
    try:
        service.decide(
            database, records.actor(), name, form.version.data or 0,
            ListedOutcome(form.outcome.data), today_in_the_netherlands(),
        )  # fmt: skip
    except Stale:
        database.rollback()
        flash(_("A colleague has just changed this name. You now see how it stands."), "error")
        return redirect(back, code=303)
    flash(_("Noted."), "ok")
    return redirect(back, code=303)


def _lists_page(form: UploadForm) -> str:
    reach = scope(principal(), Action.DIVIDE_NAMES)
    query = (
        select(NameList)
        .where(reach.where(municipality=[NameList.municipality_code]))
        .order_by(NameList.id.desc())
        .limit(100)
    )
    return render_template(
        "namelists/lists.html",
        form=form,
        lists=database.scalars(query).all(),
        names=dict(_municipalities()),
        most=MOST_NAMES,
        days=policy_in_force().before.names_kept_days,
    )


def _look_page(batch_id: int, form: SaveForm) -> str:
    """Show each name with who knows it. The look is written down: it is a search for many."""
    demand(principal(), Action.DIVIDE_NAMES)
    try:
        read = service.preview(database, records.actor(), batch_id, today_in_the_netherlands())
    except ImportRejected as error:
        read = ReadList((), tuple(error.problems))  # type: ignore[arg-type]
    if read.names and request.method == "GET":
        with transaction(current_app.extensions["session_factory"]) as own:
            record(own, records.actor(), "names.look", batch_id, rows=len(read.names))
    return render_template(
        "namelists/look.html",
        form=form,
        read=read,
        known={n.number: _known(n.first_name, n.last_name, n.birth_date) for n in read.names},
        dossier=dossier,
        language=language(),
        action=url_for(".save", batch_id=batch_id),
    )


def _list_page(found: NameList) -> str:
    today = today_in_the_netherlands()
    people = service.helpers(database, found.municipality_code, today)
    organisations = {
        row.id: row.name
        for row in database.execute(select(CareOrganisation.id, CareOrganisation.name))
    }
    return render_template(
        "namelists/list.html",
        list=found,
        people=people,
        organisations=organisations,
        suggestion=service.suggestion(database, found, today),
        known={n.id: _known(n.first_name, n.last_name, n.birth_date) for n in found.names},
        form=OutcomeForm(formdata=None),
        dossier=dossier,
        municipality=dict(_municipalities()).get(found.municipality_code),
        days=policy_in_force().before.names_kept_days,
    )


def _mine_page() -> str:
    names = service.names_of_organisation(database, principal().organisation_id or 0)
    return render_template(
        "namelists/mine.html",
        names=names,
        me=principal().account_id,
        form=OutcomeForm(formdata=None),
    )


def _known(first: str, last: str, born: Any) -> list[Known]:
    if not first and not last:  # the names of an old list are gone
        return []
    return compared(database, principal(), Person(first, last, born))


def _reached(list_id: int) -> NameList:
    found = service.one(database, list_id)
    if found.municipality_code not in scope(principal(), Action.DIVIDE_NAMES).municipalities:
        raise NotFound("name list", list_id)
    return found


def _municipalities() -> list[tuple[str, str]]:
    return records.municipality_choices(Action.DIVIDE_NAMES)
