"""Steps along the agreed house rules."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template
from flask_babel import gettext as _

from matcher.access import Action
from matcher.concerns import sanctions
from matcher.errors import MatcherError
from matcher.inforce import today_in_the_netherlands
from matcher.placements.listing import Listed
from matcher.words import Role, SanctionStep
from web.access import allow
from web.coordinator import records
from web.living.blueprint import back, blueprint, page_of, reached, refused
from web.living.forms import SanctionForm
from web.session import database


@blueprint.get("/<int:placement_id>/sanction")
@allow(Role.COORDINATOR)
def sanction(placement_id: int) -> Any:
    found = reached(placement_id, Action.HANDLE_CONCERN)
    data = {"told_on": today_in_the_netherlands()}
    return _page(found, SanctionForm(formdata=None, data=data))


@blueprint.post("/<int:placement_id>/sanction")
@allow(Role.COORDINATOR)
def take_sanction(placement_id: int) -> Any:
    found = reached(placement_id, Action.HANDLE_CONCERN)
    form = SanctionForm()
    rules = _offer(form, placement_id)
    if not form.validate():
        return _page(found, form), 422
    today = today_in_the_netherlands()
    taken = sanctions.Taken(
        step=SanctionStep(form.step.data),
        told_on=form.told_on.data or today,
        text=form.text.data or "",
        rule_position=int(form.rule.data) if rules and form.rule.data else None,
    )
    try:
        sanctions.take(database, records.actor(), placement_id, taken, today)
    except MatcherError as error:
        status = refused(error)
        return _page(reached(placement_id, Action.HANDLE_CONCERN), form), status
    flash(_("The step is recorded."), "ok")
    return back(placement_id, "concerns")


def _offer(form: SanctionForm, placement_id: int) -> bool:
    """Fill in the signed rules; say whether there are any."""
    rules = sanctions.agreed_rules(database, placement_id)
    form.rule.choices = [("", _("Choose") if rules else _("No house rules were signed"))]
    form.rule.choices += [(str(one.position), one.text) for one in rules]
    return bool(rules)


def _page(found: Listed, form: SanctionForm) -> str:
    _offer(form, found.placement.id)
    possible = sanctions.possible_now(database, found.placement.id)
    return render_template(
        "living/sanction.html",
        found=found,
        form=form,
        possible=possible,
        taken=sanctions.steps_taken(database, found.placement.id),
        back_to=page_of(found.placement.id),
    )
