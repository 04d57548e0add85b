"""Screening a youth along the flow chart: one question at a time, the outcome, the decision."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import ColumnElement
from werkzeug.wrappers import Response

from matcher.access import Action, can, demand, scope
from matcher.database.screening import Screening
from matcher.database.youths import Youth
from matcher.errors import Incomplete, MatcherError, NotFound, Stale, StepNotAllowed
from matcher.inforce import today_in_the_netherlands
from matcher.screening import service, versions
from matcher.words import OverrideReason, Role, ScreeningRoute
from matcher.youths import listing
from web.access import allow, principal
from web.coordinator import records
from web.screening import showing
from web.screening.forms import DecisionForm, question_form
from web.session import database

blueprint = Blueprint("screening", __name__, url_prefix="/screening")

STAFF = (Role.COORDINATOR, Role.REFERRER)


@blueprint.get("/chart")
@allow(Role.COORDINATOR, Role.REFERRER, Role.YOUTH, Role.ADMINISTRATOR)
def chart() -> str:
    """The chart in use, for all who meet it: in a picture and in words."""
    version = versions.live(database)
    return render_template(
        "screening/chart.html",
        chart_version=version,
        chart=service.chart_of(version) if version else None,
        showing=showing,
    )


@blueprint.post("/youths/<int:youth_id>")
@allow(*STAFF)
def start(youth_id: int) -> Response:
    youth = listing.one(database, _reach(Action.SCREEN_YOUTH), youth_id)
    demand(principal(), Action.SCREEN_YOUTH, youth)
    made = service.start(database, records.actor(), youth, today_in_the_netherlands())
    return redirect(url_for(".screening", screening_id=made.id), code=303)


@blueprint.get("/<int:screening_id>")
@allow(Role.COORDINATOR, Role.REFERRER, Role.YOUTH)
def screening(screening_id: int) -> str:
    found = _found(screening_id, Action.READ_YOUTH)
    if not _is_staff(found) and found.chosen is None:
        raise NotFound("screening", screening_id)  # a youth sees what has been decided on
    if _is_staff(found):
        records.note_look("screening", screening_id)
    return _page(found)


@blueprint.post("/<int:screening_id>/answer")
@allow(*STAFF)
def answer(screening_id: int) -> Any:
    found = _found(screening_id, Action.SCREEN_YOUTH)
    asked = service.path_of(found).asks
    if asked is None or request.form.get("node") != asked.code:
        return _refused(screening_id, Stale("screening", screening_id))
    form = question_form(asked)
    if not form.validate():
        return _page(found, form), 422
    before = found.version_id
    try:
        service.answer(
            database, records.actor(), screening_id, form.version.data or 0, asked.code,
            form.given(), today_in_the_netherlands(),
        )  # fmt: skip
    except MatcherError as error:
        return _refused(screening_id, error)
    if found.version_id != before:
        flash(_("The flow chart was renewed. Questions that changed are asked again."), "info")
    return _back_to(screening_id)


@blueprint.post("/<int:screening_id>/take-back")
@allow(*STAFF)
def take_back(screening_id: int) -> Any:
    _found(screening_id, Action.SCREEN_YOUTH)
    try:
        service.take_back(
            database, records.actor(), screening_id, _lock(), request.form.get("node", ""),
            today_in_the_netherlands(),
        )  # fmt: skip
    except MatcherError as error:
        return _refused(screening_id, error)
    return _back_to(screening_id)


@blueprint.post("/<int:screening_id>/decide")
@allow(*STAFF)
def decide(screening_id: int) -> Any:
    found = _found(screening_id, Action.SCREEN_YOUTH)
    if found.outcome is None:
        return _refused(screening_id, StepNotAllowed("screening", "unfinished", "decide"))
    form = DecisionForm(outcome=found.outcome)
    if not form.validate():
        return _page(found, form), 422
    try:
        service.decide(
            database, records.actor(), screening_id, form.version.data or 0,
            ScreeningRoute(form.chosen.data),
            OverrideReason(form.why.data) if form.why.data else None, form.text.data or "",
        )  # fmt: skip
    except MatcherError as error:
        return _refused(screening_id, error)
    flash(
        _("The route is kept. The youth and the referrer can read it.")
        if principal().has(Role.COORDINATOR)
        else _("The route is kept. The youth and the coordinator can read it."),
        "ok",
    )
    return _back_to(screening_id)


@blueprint.post("/<int:screening_id>/stop")
@allow(*STAFF)
def stop(screening_id: int) -> Any:
    found = _found(screening_id, Action.SCREEN_YOUTH)
    youth = found.youth
    try:
        service.drop(database, records.actor(), screening_id, _lock())
    except MatcherError as error:
        return _refused(screening_id, error)
    flash(_("The screening is stopped. Nothing of it is kept."), "ok")
    return redirect(dossier_of(youth), code=303)


def dossier_of(youth: Youth) -> str:
    """Return the address of the dossier as this person sees it."""
    who = principal()
    if who.has(Role.COORDINATOR) and youth.municipality_code in who.regions:
        return url_for("coordinator.youth", youth_id=youth.id)
    if who.has(Role.REFERRER):
        return url_for("referrer.youth", youth_id=youth.id)
    return url_for("youth.home")


def _reach(action: Action) -> ColumnElement[bool]:
    return scope(principal(), action).where(
        municipality=[Youth.municipality_code],
        organisation=Youth.organisation_id,
        account=[Youth.account_id],
    )


def _found(screening_id: int, action: Action) -> Screening:
    """Return the screening of a youth whom the person reaches with this action.

    Raises:
        NotFound: there is none, or it is of somebody else.
    """
    found = database.get(Screening, screening_id)
    if found is None or not can(principal(), action, found.youth):
        raise NotFound("screening", screening_id)
    return found


def _is_staff(found: Screening) -> bool:
    return can(principal(), Action.SCREEN_YOUTH, found.youth)


def _lock() -> int:
    return request.form.get("version", 0, type=int)


def _back_to(screening_id: int) -> Response:
    return redirect(url_for(".screening", screening_id=screening_id), code=303)


def _refused(screening_id: int, error: MatcherError) -> Any:
    """Show how it stands now, with what went wrong; nothing was changed."""
    database.rollback()
    database.expire_all()
    if isinstance(error, Incomplete):
        flash(_("Choose one of the answers."), "error")
    elif isinstance(error, Stale):
        flash(_("A colleague went on with this screening. You now see how it stands."), "error")
    elif isinstance(error, StepNotAllowed):
        flash(_("This step is not possible any more. You now see how it stands."), "error")
    else:
        raise error
    found = _found(screening_id, Action.SCREEN_YOUTH)
    return _page(found), 409 if isinstance(error, Stale) else 422


def _page(found: Screening, form: Any = None) -> str:
    chart = service.chart_of(found.chart_version)
    path = service.path_of(found)
    told = [key.removeprefix(service.TOLD) for key in found.answers if service.TOLD in key]
    shared = {
        "screening": found,
        "youth": found.youth,
        "dossier": dossier_of(found.youth),
        "is_staff": _is_staff(found),
        "chart": chart,
        "path": path,
        "rows": showing.path_rows(chart, path, told),
        "showing": showing,
    }
    if path.outcome is None or found.outcome is None:
        asks = path.asks
        if form is None and asks is not None:
            form = question_form(asks, post=False, node=asks.code, version=found.version)
        return render_template("screening/question.html", form=form, asks=asks, **shared)
    if form is None:
        form = DecisionForm(
            formdata=None, outcome=found.outcome, chosen=found.outcome, version=found.version
        )
    return render_template(
        "screening/result.html",
        form=form,
        others=showing.others(chart, found.answers, found.facts),
        **shared,
    )
