"""The papers of a household: VOG, references, consents, neighbours; and until when they hold."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from matcher.access import Action, scope
from matcher.database.hosts import Household
from matcher.database.visits import HouseholdDocument
from matcher.documents import service
from matcher.documents.rules import ADVISED, demanded, standing
from matcher.errors import MatcherError, Stale
from matcher.hosts import listing as hosts
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.visits.impressions import is_blind_to
from matcher.words import DocumentKind, DocumentState, Role
from web.access import allow, principal
from web.coordinator import records
from web.session import database
from web.visits.blueprint import blueprint, told
from web.visits.forms import DocumentForm


@blueprint.get("/households/<int:household_id>/documents")
@allow(Role.COORDINATOR)
def papers(household_id: int) -> str:
    return _page(_household(household_id), DocumentForm(formdata=None))


@blueprint.post("/households/<int:household_id>/documents")
@allow(Role.COORDINATOR)
def add_paper(household_id: int) -> Any:
    household = _household(household_id)
    form = DocumentForm()
    if is_blind(household) or not form.validate():
        return _page(household, form), 422
    service.record_document(
        database, records.actor(), household_id, _details(form),
        today_in_the_netherlands(), policy_in_force(),
    )  # fmt: skip
    flash(_("The document is recorded."), "ok")
    return _back(household_id)


@blueprint.get("/documents/<int:document_id>")
@allow(Role.COORDINATOR)
def paper(document_id: int) -> Any:
    document, household = _document(document_id)
    if is_blind(household):
        return _back(household.id)
    data = {
        "version": document.version, "kind": document.kind.value, "person": document.person,
        "state": document.state.value, "issued_on": document.issued_on,
        "expires_on": document.expires_on, "note": document.note,
    }  # fmt: skip
    return _one(document, household, DocumentForm(formdata=None, data=data))


@blueprint.post("/documents/<int:document_id>")
@allow(Role.COORDINATOR)
def save_paper(document_id: int) -> Any:
    document, household = _document(document_id)
    form = DocumentForm()
    if is_blind(household) or not form.validate():
        return _one(document, household, form), 422
    try:
        service.change_document(
            database, records.actor(), document_id, form.version.data or 0, _details(form),
            today_in_the_netherlands(), policy_in_force(),
        )  # fmt: skip
    except MatcherError as error:
        return _refused(error, household.id)
    flash(_("The document is changed."), "ok")
    return _back(household.id)


@blueprint.post("/documents/<int:document_id>/remove")
@allow(Role.COORDINATOR)
def remove_paper(document_id: int) -> Any:
    from flask import request

    _found, household = _document(document_id)
    version = request.form.get("version", 0, type=int)
    try:
        service.remove_document(database, records.actor(), document_id, version)
    except MatcherError as error:
        return _refused(error, household.id)
    flash(_("The document is taken off the list."), "ok")
    return _back(household.id)


def is_blind(household: Household) -> bool:
    """Papers hold notes of colleagues: not for who visits and wrote no impression yet."""
    return is_blind_to(database, principal().account_id, household.id)


def rows(household: Household) -> list[tuple[HouseholdDocument, Any]]:
    """Return each paper with how it stands today."""
    today, days = today_in_the_netherlands(), policy_in_force().before.remind_days_before
    return [
        (one, standing(service.paper_of(one), today, days))
        for one in service.documents(database, household.id)
    ]


def _household(household_id: int) -> Household:
    return hosts.one(database, scope(principal(), Action.SCREEN_HOST), household_id)


def _document(document_id: int) -> tuple[HouseholdDocument, Household]:
    document = database.get(HouseholdDocument, document_id) or abort(404)
    return document, _household(document.household_id)


def _details(form: DocumentForm) -> service.DocumentDetails:
    return service.DocumentDetails(
        kind=DocumentKind(form.kind.data),
        state=DocumentState(form.state.data),
        person=form.person.data or "",
        issued_on=form.issued_on.data,
        expires_on=form.expires_on.data,
        note=form.note.data or "",
    )


def _back(household_id: int) -> Any:
    return redirect(url_for("visits.papers", household_id=household_id), code=303)


def _refused(error: MatcherError, household_id: int) -> Any:
    database.rollback()
    database.expire_all()
    flash(told(error), "error")
    page = _page(_household(household_id), DocumentForm(formdata=None))
    return page, 409 if isinstance(error, Stale) else 422


def _page(household: Household, form: DocumentForm) -> str:
    today = today_in_the_netherlands()
    blind = is_blind(household)
    tenure = service.tenure_of(database, household.id)
    return render_template(
        "visits/documents.html",
        household=household,
        is_blind=blind,
        rows=[] if blind else rows(household),
        missing=[] if blind else service.missing_papers(database, household.id, today),
        tenure=tenure,
        demanded=demanded(tenure),
        advised=ADVISED,
        form=form,
        months=policy_in_force().before.vog_valid_months,
    )


def _one(document: HouseholdDocument, household: Household, form: DocumentForm) -> str:
    return render_template(
        "visits/document.html", document=document, household=household, form=form
    )
