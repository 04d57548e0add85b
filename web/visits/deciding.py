"""The decision on a visit, by somebody who was not there."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template
from flask_babel import gettext as _

from matcher.access import Action
from matcher.documents.service import missing_papers
from matcher.errors import MatcherError
from matcher.inforce import today_in_the_netherlands
from matcher.visits.checklist import checklist
from matcher.visits.decision import Decision, decide
from matcher.visits.refusals import Lacking, StillLacking
from matcher.words import ApprovalGround, HostStepReason, Role, VisitAdvice
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
from web.visits.forms import DecisionForm

DONE = {
    VisitAdvice.APPROVE: lambda: _("The host is approved and gets a message."),
    VisitAdvice.REFUSE: lambda: _("The host is refused and gets a message."),
    VisitAdvice.SECOND_VISIT: lambda: _(
        "The host hears that we would like to come once more. Plan the second visit."
    ),
}


@blueprint.get("/<int:visit_id>/decision")
@allow(Role.COORDINATOR)
def decision(visit_id: int) -> Any:
    visit = reached(visit_id)
    require(Action.DECIDE_VISIT, visit)
    if not sheet_of(visit_id).may_decide:
        flash(_("There is nothing for you to decide on this visit."), "warning")
        return back(visit_id)
    return _page(visit_id, DecisionForm(formdata=None, data={"version": visit.version}))


@blueprint.post("/<int:visit_id>/decision")
@allow(Role.COORDINATOR)
def save_decision(visit_id: int) -> Any:
    require(Action.DECIDE_VISIT, reached(visit_id))
    form = DecisionForm()
    may_decide = sheet_of(visit_id).may_decide
    if not form.validate() and may_decide:
        return _page(visit_id, form), 422
    wanted = Decision(
        outcome=VisitAdvice(form.outcome.data or str(VisitAdvice.SECOND_VISIT)),
        ground=ApprovalGround(form.ground.data) if form.ground.data else None,
        reason=HostStepReason(form.reason.data) if form.reason.data else None,
        explanation=form.explanation.data or "",
    )
    try:
        decide(database, records.actor(), visit_id, form.version.data or 0, wanted, present())
    except StillLacking as error:
        database.rollback()
        database.expire_all()
        if error.what == (Lacking.EXPLANATION,) and not error.papers:
            form.explanation.errors = [
                _("Write why you decide otherwise than the visitors advise.")
            ]
        else:
            flash(told(error), "error")
        return _page(visit_id, form), 422
    except MatcherError as error:
        return stepped_back(error, visit_id)
    flash(DONE[wanted.outcome](), "ok")
    return back(visit_id)


def _page(visit_id: int, form: DecisionForm) -> str:
    page = sheet_of(visit_id)
    return render_template(
        "visits/decision.html",
        sheet=page,
        asked=checklist(),
        form=form,
        missing=missing_papers(database, page.household_id, today_in_the_netherlands()),
    )
