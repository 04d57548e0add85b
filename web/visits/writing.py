"""What visitors write: the own impression, the checklist, the report, and the actions after it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from matcher.access import Action
from matcher.database.accounts import Account
from matcher.errors import MatcherError
from matcher.inforce import today_in_the_netherlands
from matcher.visits import impressions, report
from matcher.visits.checklist import checklist
from matcher.visits.refusals import StillLacking
from matcher.visits.rules import HELD
from matcher.words import ChecklistPart, CheckOutcome, Role, VisitAdvice
from web.access import allow
from web.coordinator import records
from web.session import database
from web.visits.blueprint import (
    back,
    blueprint,
    present,
    reached,
    require,
    sheet_of,
    stepped_back,
    told,
)
from web.visits.forms import ActionForm, ImpressionForm, ReportForm, checklist_form


def people_named(account_ids: Collection[int]) -> Sequence[Account]:
    query = select(Account).where(Account.id.in_(sorted(account_ids)))
    return database.scalars(query.order_by(Account.name, Account.id)).all()


def _page(visit_id: int, **forms: Any) -> tuple[str, int]:
    from web.visits.views import visit_page

    return visit_page(visit_id, **forms), 422


@blueprint.post("/<int:visit_id>/impression")
@allow(Role.COORDINATOR, Role.REFERRER)
def write_impression(visit_id: int) -> Any:
    require(Action.WRITE_VISIT, reached(visit_id))
    form = ImpressionForm()
    if not form.validate():
        return _page(visit_id, impression_form=form)
    try:
        impressions.write_impression(database, records.actor(), visit_id, form.text.data, present())
    except MatcherError as error:
        return stepped_back(error, visit_id)
    flash(_("Your impression is kept. You now see what others wrote."), "ok")
    return back(visit_id)


@blueprint.get("/<int:visit_id>/checklist")
@allow(Role.COORDINATOR, Role.REFERRER)
def fill_checklist(visit_id: int) -> Any:
    visit = reached(visit_id)
    require(Action.WRITE_VISIT, visit)
    if _has_to_wait(visit_id):
        return back(visit_id)
    known = {answer.question: answer for answer in visit.answers}
    data: dict[str, str] = {}
    for code, answer in known.items():
        data |= {code: str(answer.outcome), f"{code}_note": answer.note}
    part = _part()
    form = checklist_form(checklist().of(part))(formdata=None, data=data)
    return _checklist_page(visit_id, part, form)


@blueprint.post("/<int:visit_id>/checklist")
@allow(Role.COORDINATOR, Role.REFERRER)
def save_checklist(visit_id: int) -> Any:
    require(Action.WRITE_VISIT, reached(visit_id))
    part = _part()
    form = checklist_form(checklist().of(part))()
    if not form.validate():
        return _checklist_page(visit_id, part, form), 422
    answers = {
        question.code: report.Answer(
            CheckOutcome(form[question.code].data), form[f"{question.code}_note"].data or ""
        )
        for question in checklist().of(part)
        if form[question.code].data
    }
    try:
        report.fill_in(database, records.actor(), visit_id, answers)
    except MatcherError as error:
        return stepped_back(error, visit_id)
    parts = tuple(ChecklistPart)
    later = parts[parts.index(part) + 1 :]
    flash(_("Your answers are kept."), "ok")
    if not later:
        return back(visit_id)
    where = url_for("visits.fill_checklist", visit_id=visit_id, part=later[0].value)
    return redirect(where, code=303)


@blueprint.get("/<int:visit_id>/report")
@allow(Role.COORDINATOR, Role.REFERRER)
def write_report(visit_id: int) -> Any:
    visit = reached(visit_id)
    require(Action.WRITE_VISIT, visit)
    if _has_to_wait(visit_id):
        return back(visit_id)
    return _report_page(visit_id, ReportForm(formdata=None, data={"version": visit.version}))


@blueprint.post("/<int:visit_id>/report")
@allow(Role.COORDINATOR, Role.REFERRER)
def save_report(visit_id: int) -> Any:
    require(Action.WRITE_VISIT, reached(visit_id))
    form = ReportForm()
    if not form.validate():
        return _report_page(visit_id, form), 422
    try:
        report.finish_report(
            database, records.actor(), visit_id, form.version.data or 0,
            form.debriefing.data, VisitAdvice(form.advice.data), present(),
        )  # fmt: skip
    except StillLacking as error:
        database.rollback()
        database.expire_all()
        flash(told(error), "error")
        return _report_page(visit_id, form), 422
    except MatcherError as error:
        return stepped_back(error, visit_id)
    flash(_("Your report is handed in. Somebody who was not there decides."), "ok")
    return back(visit_id)


@blueprint.post("/<int:visit_id>/actions")
@allow(Role.COORDINATOR, Role.REFERRER)
def agree(visit_id: int) -> Any:
    visit = reached(visit_id)
    form = ActionForm()
    today = today_in_the_netherlands()
    known = report.owners(database, visit, today)
    form.owner.choices = [("", ""), *((str(key), "") for key in known)]
    if not form.validate():
        return _page(visit_id, action_form=form)
    try:
        report.agree_action(
            database, records.actor(), visit_id, form.text.data,
            int(form.owner.data) if form.owner.data else None, form.due_on.data or today, today,
        )  # fmt: skip
    except MatcherError as error:
        return stepped_back(error, visit_id)
    flash(_("The action is kept."), "ok")
    return back(visit_id)


@blueprint.post("/<int:visit_id>/actions/<int:action_id>/done")
@allow(Role.COORDINATOR, Role.REFERRER)
def finish(visit_id: int, action_id: int) -> Any:
    reached(visit_id)
    try:
        report.finish_action(
            database, records.actor(), visit_id, action_id, today_in_the_netherlands()
        )
    except MatcherError as error:
        return stepped_back(error, visit_id)
    flash(_("Ticked off."), "ok")
    return back(visit_id)


def _has_to_wait(visit_id: int) -> bool:
    """Say so, and True, where the visitor cannot write this yet or any more."""
    page = sheet_of(visit_id)
    if page.is_blind or page.own is None:
        flash(_("First write your own impression. Then you see what others wrote."), "warning")
    elif page.status != HELD:
        flash(_("The report is handed in: this cannot be changed any more."), "warning")
    else:
        return False
    return True


def _part() -> ChecklistPart:
    code = request.args.get("part", ChecklistPart.ROOM.value)
    return ChecklistPart(code) if code in ChecklistPart.codes() else abort(404)


def _checklist_page(visit_id: int, part: ChecklistPart, form: Any) -> str:
    page = sheet_of(visit_id)
    answered = {answer.question for answer in page.notes.answers}
    return render_template(
        "visits/checklist.html",
        sheet=page,
        part=part,
        questions=checklist().of(part),
        progress=[
            (one, len(checklist().of(one)), sum(q.code in answered for q in checklist().of(one)))
            for one in ChecklistPart
        ],
        form=form,
        is_last=part == tuple(ChecklistPart)[-1],
    )


def _report_page(visit_id: int, form: ReportForm) -> str:
    return render_template("visits/report.html", sheet=sheet_of(visit_id), form=form)
