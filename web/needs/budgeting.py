"""The budget calculator: what is left for rent, line by line."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask_babel import gettext as _

from matcher.database.youths import Youth
from matcher.domains import service
from matcher.domains.rules import rent_budget
from matcher.errors import MatcherError
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.words import CostKind, IncomeKind, Role
from web.access import allow
from web.cases.blueprint import dossier
from web.coordinator import records
from web.needs.blueprint import blueprint, changeable, refused, told, version_sent
from web.needs.profile_forms import BudgetForm
from web.needs.shown import advice
from web.session import database


@blueprint.get("/youths/<int:youth_id>/budget")
@allow(Role.COORDINATOR, Role.REFERRER)
def budget(youth_id: int) -> str:
    found = changeable(youth_id)
    records.note_look("youth", youth_id)
    return _fresh(found)


@blueprint.post("/youths/<int:youth_id>/budget")
@allow(Role.COORDINATOR, Role.REFERRER)
def save_budget(youth_id: int) -> Any:
    """'count' shows the sum and keeps nothing; 'save' keeps the amounts; 'use' the sum as well."""
    found = changeable(youth_id)
    form = BudgetForm(service.detail_of(database, youth_id))
    deed = request.form.get("deed", "count")
    if not form.validate():
        return _page(found, form), 422
    if deed == "count":
        return _page(found, form, version_sent(), is_counted=True)
    rent = _sum(form).rent_cents if deed == "use" else None
    if rent == 0:
        form.form_errors.append(_("Nothing is left for rent, so there is no budget to use."))
        return _page(found, form, is_counted=True), 422
    try:
        changed = service.keep_budget(
            database, records.actor(), youth_id, version_sent(), form.income(), form.costs(),
            today_in_the_netherlands(), rent_cents=rent,
        )  # fmt: skip
    except MatcherError as error:
        return refused(error, lambda: _fresh(changeable(youth_id)))
    return told(found, changed)


def _sum(form: BudgetForm) -> Any:
    return rent_budget(form.income(), form.costs(), policy_in_force())


def _fresh(found: Youth) -> str:
    detail = service.detail_of(database, found.id)
    is_known = bool(detail.income or detail.costs)
    return _page(found, BudgetForm(detail, formdata=None), is_counted=is_known)


def _page(
    found: Youth, form: BudgetForm, version: int | None = None, *, is_counted: bool = False
) -> str:
    counted = _sum(form) if is_counted else None
    return render_template(
        "needs/budget.html",
        youth=found,
        version_of_form=found.version if version is None else version,
        back=dossier(found),
        form=form,
        income=[f"income_{kind}" for kind in IncomeKind],
        costs=[f"cost_{kind}" for kind in CostKind],
        counted=counted,
        advice=advice(counted) if counted else [],
        percent=policy_in_force().before.buffer_percent,
    )
