"""Steps along the agreed house rules, by themselves or because of a concern."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from wtforms.validators import InputRequired

from matcher.access import Action
from matcher.concerns import sanctions
from matcher.concerns.telling import reference_of
from matcher.database.concerns import Concern
from matcher.errors import MatcherError
from matcher.inforce import today_in_the_netherlands
from matcher.placements.listing import Listed
from matcher.words import Role, SanctionStep
from web.access import allow
from web.coordinator import records
from web.formatting import label, sentence
from web.living.blueprint import back, blueprint, page_of, reached, refused
from web.living.forms import SanctionForm
from web.session import database


@blueprint.get("/<int:placement_id>/sanction")
@allow(Role.COORDINATOR)
def sanction(placement_id: int) -> Any:
    found = reached(placement_id, Action.HANDLE_CONCERN)
    data: dict[str, Any] = {
        "told_on": today_in_the_netherlands(), "concern": _concern(placement_id)
    }  # fmt: skip
    possible = sanctions.possible_now(database, placement_id)
    if len(possible) == 1:  # no choice, so nothing to press
        data["step"] = str(possible[0])
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
        concern_id=form.concern.data,
    )
    try:
        sanctions.take(database, records.actor(), placement_id, taken, today)
    except MatcherError as error:
        status = refused(error)
        return _page(reached(placement_id, Action.HANDLE_CONCERN), form), status
    flash(_("The step is recorded."), "ok")
    if taken.concern_id is not None:
        return redirect(url_for("living.concern", concern_id=taken.concern_id), code=303)
    return back(placement_id, "concerns")


def _concern(placement_id: int) -> int | None:
    """Return the concern that the address names, when it is about this stay."""
    found = database.get(Concern, request.args.get("concern", 0, type=int))
    return found.id if found is not None and found.placement_id == placement_id else None


def _offer(form: SanctionForm, placement_id: int) -> bool:
    """Fill in the steps that can come next and the signed rules; say whether there are any."""
    possible = sanctions.possible_now(database, placement_id)
    form.step.choices = [(one.value, sentence(label(one))) for one in possible]
    rules = sanctions.agreed_rules(database, placement_id)
    form.rule.choices = [("", _("Choose") if rules else _("No house rules were signed"))]
    form.rule.choices += [(str(one.position), one.text) for one in rules]
    if rules:
        form.rule.validators = [InputRequired(_("Choose the house rule that was broken."))]
        form.rule.flags.required = True
    return bool(rules)


def _page(found: Listed, form: SanctionForm) -> str:
    _offer(form, found.placement.id)
    return render_template(
        "living/sanction.html",
        found=found,
        form=form,
        possible=form.step.choices,
        rules=sanctions.texts_of_rules(database, found.placement.id),
        taken=sanctions.steps_taken(database, found.placement.id),
        reference=reference_of(form.concern.data) if form.concern.data else "",
        back_to=page_of(found.placement.id),
    )
